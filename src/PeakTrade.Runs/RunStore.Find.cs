using System.Diagnostics;
using System.IO.Enumeration;

namespace PeakTrade.Runs;

public sealed partial class RunStore
{
    // Some file systems keep times to two seconds only; the receipt's own time has the last word.
    private static readonly TimeSpan FileTimeSlack = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CompletionPatience = TimeSpan.FromMilliseconds(30);
    private static readonly DateTime NoFileTime = DateTime.FromFileTimeUtc(0); // What the system says of a file that is not there.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>
    /// The runs that a query asks for, newest first, read one by one as they are taken. Ids that are not there come first,
    /// as errors, and a run that cannot be read in its place; neither counts for <see cref="RunQuery.Latest"/>.
    /// </summary>
    public IEnumerable<Outcome<BacktestResult>> Find(RunQuery query, CancellationToken cancel = default) =>
        query.Latest is < 0 ? throw FaultCatalogue.ArgumentInvalid.Because($"Latest must be 0 or more, and is {query.Latest}.", target: query.Latest) : Search(query, cancel);

    /// <summary>Ids of runs that begin so, newest first, for completing what a user types. Quick and never throwing: of a very large store it may miss some.</summary>
    public IReadOnlyList<string> RecentIds(string prefix, int max)
    {
        try
        {
            var clock = Stopwatch.StartNew();
            var candidates = ListIds(prefix).TakeWhile(_ => clock.Elapsed < CompletionPatience);
            return [.. NewestFirst(candidates, CancellationToken.None).Take(max).Select(run => run.Id)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private IEnumerable<Outcome<BacktestResult>> Search(RunQuery query, CancellationToken cancel)
    {
        var errors = new List<Outcome<BacktestResult>>();
        var runs = NewestFirst(Candidates(query.RunIds, errors), cancel);
        foreach (var error in errors) yield return error;

        var left = query.Latest ?? int.MaxValue;
        foreach (var (id, fileTime) in runs)
        {
            cancel.ThrowIfCancellationRequested();
            if (left == 0 || fileTime < query.Since?.UtcDateTime - FileTimeSlack) yield break;
            if (Read(id, query) is not { } found) continue;
            if (found.Result is not null) left--;
            yield return found;
        }
    }

    private Outcome<BacktestResult>? Read(string id, RunQuery query)
    {
        var folder = Path.Combine(Root, id);
        try
        {
            if (File.Exists(folder)) throw Damage.Of(folder, "a file lies where the run's folder should be.");
            var file = Path.Combine(folder, RunFiles.Receipt);
            var receipt = Receipt.Read(file);
            if (receipt.RunId.ToString("D") != id) throw Damage.Of(file, $"run_id must be {id} as the folder is named, and is {receipt.RunId:D}.");
            if (!Matches(query.Strategy, receipt.Strategy) || !Matches(query.Symbol, receipt.Symbol) || receipt.Finished < query.Since) return null;
            return new(Read(folder, receipt), null);
        }
        catch (PeakTradeException fault)
        {
            return Path.Exists(folder) ? new(null, fault) : null; // Somebody removed the run while we read: it is gone, not damaged.
        }
    }

    private static bool Matches(string? pattern, string text) => pattern is null or "*" || FileSystemName.MatchesSimpleExpression(pattern, text);

    // Whole ids are asked for directly; first characters need the list of all.
    private IEnumerable<string> Candidates(IReadOnlyList<string> wanted, List<Outcome<BacktestResult>> errors)
    {
        if (wanted.Count == 0) return Listed(errors);
        var found = new HashSet<string>(StringComparer.Ordinal);
        List<string>? all = null;
        foreach (var text in wanted)
        {
            var before = found.Count;
            var matches = Guid.TryParse(text, out var id)
                ? Path.Exists(FolderOf(id)) ? [id.ToString("D")] : []
                : (all ??= Listed(errors)).Where(name => text.Length > 0 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ToList();
            if (matches.Count == 0) errors.Add(new(null, FaultCatalogue.RunMissing.Because($"No run in {Root} has the id \"{text}\", or one that begins so.", target: text)));
            found.UnionWith(matches);
        }

        return found;
    }

    private List<string> Listed(List<Outcome<BacktestResult>> errors)
    {
        if (!Path.Exists(Root)) return [];
        try
        {
            return [.. ListIds(prefix: "")];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var why = File.Exists(Root) ? "it is a file, and the results root must be a folder." : fault is UnauthorizedAccessException ? "there is no permission to list it." : fault.Message;
            errors.Add(new(null, FaultCatalogue.RunDamaged.Because($"The run store {Root} cannot be read: {why}", "Name another results root ([results] root).", target: Root, inner: fault)));
            return [];
        }
    }

    private FileSystemEnumerable<string> ListIds(string prefix) => new(Root, (ref entry) => entry.FileName.ToString(), Everything)
    {
        ShouldIncludePredicate = (ref entry) => IsRunName(entry.FileName) && entry.FileName.StartsWith(prefix, StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsRunName(ReadOnlySpan<char> name) => Guid.TryParseExact(name, "D", out _) && !name.ContainsAnyInRange('A', 'F');

    private List<(string Id, DateTime FileTime)> NewestFirst(IEnumerable<string> ids, CancellationToken cancel)
    {
        var runs = new List<(string Id, DateTime FileTime)>();
        foreach (var id in ids)
        {
            cancel.ThrowIfCancellationRequested();
            runs.Add((id, FileTimeOf(Path.Combine(Root, id))));
        }

        runs.Sort((a, b) => b.FileTime.CompareTo(a.FileTime) is var order and not 0 ? order : string.CompareOrdinal(a.Id, b.Id));
        return runs;
    }

    private static DateTime FileTimeOf(string folder)
    {
        try
        {
            var time = File.GetLastWriteTimeUtc(Path.Combine(folder, RunFiles.Receipt));
            if (time != NoFileTime) return time;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Told when the run's turn comes.
        }

        // A run without its receipt is damaged, and takes the place that its folder's time gives it.
        return Directory.GetLastWriteTimeUtc(folder);
    }
}
