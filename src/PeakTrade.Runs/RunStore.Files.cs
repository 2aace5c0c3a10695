namespace PeakTrade.Runs;

/// <summary>A file of a stored run, or why it cannot be read. One of the two is there.</summary>
/// <param name="Path">The file.</param>
/// <param name="Error">Why it cannot be read.</param>
public sealed record RunFile(string? Path, PeakTradeException? Error);

public sealed partial class RunStore
{
    /// <summary>
    /// One file of each run, newest run first: the first of these names that its receipt lists. Its length is compared with the receipt's; one that was cut
    /// short or changed comes as its fault, and so does a run that lists none of them, unless <paramref name="notInAll"/> says that not every run has one.
    /// </summary>
    public IEnumerable<RunFile> Files(IReadOnlyList<string> names, bool notInAll = false, CancellationToken cancel = default)
    {
        var errors = new List<Outcome<BacktestResult>>();
        var runs = NewestFirst(Listed(errors), cancel);
        foreach (var error in errors) yield return new(null, error.Error);
        foreach (var (id, _) in runs)
        {
            cancel.ThrowIfCancellationRequested();
            if (FileOf(Path.Combine(Root, id), names, notInAll) is { } file) yield return file;
        }
    }

    private static RunFile? FileOf(string folder, IReadOnlyList<string> names, bool notInAll)
    {
        try
        {
            var receipt = Path.Combine(folder, RunFiles.Receipt);
            if ((notInAll ? Receipt.FindArtifact(receipt, names[0]) : Receipt.ReadArtifact(receipt, names[0], orElse: names[^1])) is not { } listed) return null;
            var path = Path.Combine(folder, listed.Name);
            StoredRunDetails.CheckLength(path, new FileInfo(path).Length, listed);
            return new(path, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Path.Exists(folder) ? new(null, Damage.Unreadable(Path.Combine(folder, names[^1]), fault)) : null;
        }
        catch (PeakTradeException fault)
        {
            return Path.Exists(folder) ? new(null, fault) : null; // Removed while we read: it is gone, not damaged.
        }
    }
}
