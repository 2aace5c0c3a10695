using System.IO.Enumeration;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>Reads stored studies and their trials.</summary>
public static class FindStudies
{
    /// <summary>The studies of a storage whose names match, in the order they were made. A name without wildcards that nobody stored is an error of its own.</summary>
    /// <param name="storage">A file or an address; <c>results/studies.db</c> where it is null.</param>
    /// <param name="folder">The absolute folder that relative paths start from.</param>
    /// <param name="names">Names, wildcards allowed; all where there is none.</param>
    /// <param name="cancel">Ends the search.</param>
    public static IEnumerable<Outcome<ParameterStudy>> Execute(string? storage, string folder, IReadOnlyList<string> names, CancellationToken cancel) => InvariantScope.Over(Find(storage, folder, names, cancel));

    /// <summary>The trials of such studies.</summary>
    public static IEnumerable<Outcome<StudyTrial>> Trials(string? storage, string folder, IReadOnlyList<string> names, TrialQuery query, CancellationToken cancel)
    {
        foreach (var (study, error) in Execute(storage, folder, names, cancel))
        {
            if (study is null)
            {
                yield return new(null, error);
                continue;
            }

            foreach (var trial in query.Of(study)) yield return new(trial, null);
        }
    }

    /// <summary>The names of the studies in a file; none where the storage is a server, which may take long to answer.</summary>
    public static IReadOnlyList<string> Names(string? storage, string folder)
    {
        var address = Address(storage, folder);
        if (address.Contains("://", StringComparison.Ordinal) || !File.Exists(address)) return [];
        using var opened = StudyStorage.Open(address);
        return [.. opened.List().Select(d => d.Name)];
    }

    private static IEnumerable<Outcome<ParameterStudy>> Find(string? storage, string folder, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var address = Address(storage, folder);
        if (!address.Contains("://", StringComparison.Ordinal) && !File.Exists(address))
        {
            if (storage is not null || names.Any(n => !HasWildcards(n))) yield return new(null, FaultCatalogue.StudyMissing.Because($"There is no file of studies {address}.", "Check the path (-Storage, --storage).", target: address));
            yield break;
        }

        using var opened = StudyStorage.Open(address);
        var all = opened.List();
        foreach (var name in names.Where(n => !HasWildcards(n) && !all.Any(d => d.Name == n)))
            yield return new(null, FaultCatalogue.StudyMissing.Because($"{opened.Address} holds no study \"{name}\".", Suggestion.For(name, all.Select(d => d.Name)), target: name));
        foreach (var definition in all.Where(d => names.Count == 0 || names.Any(n => n == d.Name || FileSystemName.MatchesSimpleExpression(n, d.Name))))
        {
            cancel.ThrowIfCancellationRequested();
            yield return Read(opened, definition.Name, cancel);
        }
    }

    private static Outcome<ParameterStudy> Read(IStudyStorage storage, string name, CancellationToken cancel)
    {
        try
        {
            using var log = storage.Open(name);
            return log is null ? new(null, FaultCatalogue.StudyMissing.Because($"{storage.Address} holds no study \"{name}\" any more.", target: name)) : new(new StudyView(log.Definition).StudyOf(log.ReadChanges(), storage.Address, cancel), null);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return new(null, fault);
        }
    }

    private static string Address(string? storage, string folder) => StudySetup.Addressed(storage ?? Path.Combine("results", StudySetup.DefaultStorage), folder);

    private static bool HasWildcards(string name) => name.AsSpan().ContainsAny('*', '?');
}
