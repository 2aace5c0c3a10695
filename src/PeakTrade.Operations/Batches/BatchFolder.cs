using PeakTrade.Data;

namespace PeakTrade.Operations;

/// <summary>
/// The folder of one batch, held by one process at a time. What belongs to a run is written beside its folder and moved there whole, so that a folder
/// under <c>runs</c> is a whole run or none.
/// </summary>
internal sealed class BatchFolder : IDisposable
{
    private const string LockName = ".lock";
    private const string Staged = ".tmp", Old = ".old";

    private readonly FileStream _lock;
    private readonly HashSet<string> _interrupted = new(StringComparer.Ordinal);

    private BatchFolder(string root, FileStream held) => (Root, _lock) = (root, held);

    public string Root { get; }

    public string Runs => RunsIn(Root);

    /// <summary>The runs that were at work when an earlier process died.</summary>
    public IReadOnlySet<string> Interrupted => _interrupted;

    public string Logs => Path.Combine(Root, "logs");

    public string Profile => Path.Combine(Root, "profile");

    public string Config => Path.Combine(Root, "batch_config.yaml");

    public string SummaryCsv => Path.Combine(Root, "batch_summary.csv");

    public string SummaryMarkdown => Path.Combine(Root, "batch_summary.md");

    public static string RunsIn(string root) => Path.Combine(root, "runs");

    /// <summary>Makes the folder where it is not there, and takes away what a killed process left half-done.</summary>
    public static BatchFolder Open(string root)
    {
        try
        {
            Directory.CreateDirectory(RunsIn(root));
            var folder = new BatchFolder(root, Hold(root));
            try
            {
                folder.Sweep();
                return folder;
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(root, fault);
        }
    }

    public string RunFolder(string id) => Path.Combine(Runs, id);

    /// <summary>What lies in a run's place and is none of ours to replace, however it is forced; null where there is nothing.</summary>
    public PeakTradeException? InTheWay(string id)
    {
        var place = RunFolder(id);
        if (new FileInfo(place).LinkTarget is { } target) return FaultCatalogue.BatchNotWritten.Because($"{place} is a link to {target}, and must be a folder of its own.", "Take the link away.", target: place);
        return File.Exists(place) ? FaultCatalogue.BatchNotWritten.Because($"{place} is a file, and must be a folder.", "Move that file away.", target: place) : null;
    }

    /// <summary>An empty folder for what a run writes, until it is <see cref="Publish"/>ed.</summary>
    public string Stage(string id)
    {
        var folder = Path.Combine(Runs, $".{id}{Staged}");
        Remove(folder);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Moves what was staged into the run's place; what was there before goes only when the new one is whole.</summary>
    public void Publish(string id)
    {
        var (staged, old, place) = (Path.Combine(Runs, $".{id}{Staged}"), Path.Combine(Runs, $".{id}{Old}"), RunFolder(id));
        Remove(old); // What an earlier call could not take away.
        if (Directory.Exists(place)) Directory.Move(place, old);
        Directory.Move(staged, place);
        Remove(old);
    }

    public void Abandon(string id) => Remove(Path.Combine(Runs, $".{id}{Staged}"));

    /// <summary>Writes a file of the batch itself: whole or not at all.</summary>
    public static void Write(string path, string text)
    {
        var temporary = path + Staged;
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Delete(temporary);
            throw NotWritten(path, fault);
        }
    }

    public void Dispose() => _lock.Dispose();

    public static PeakTradeException NotWritten(string path, Exception fault)
    {
        var (what, action) = DiskFull.Caused(fault) ? ("the disk is full.", "Free some space and start the batch again, or name an output root on another disk.") : (fault.Message, "");
        return FaultCatalogue.BatchNotWritten.Because($"{path} cannot be written: {what}", action, target: path, inner: fault);
    }

    private static FileStream Hold(string root)
    {
        var path = Path.Combine(root, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException busy) when (File.Exists(path) && busy is not PathTooLongException)
        {
            throw FaultCatalogue.BatchBusy.Because($"Another process runs a batch in {root}.", target: root, inner: busy);
        }
    }

    // Under the lock, so nobody is at work on what is found here.
    private void Sweep()
    {
        foreach (var folder in Directory.GetDirectories(Runs, ".*"))
        {
            var name = Path.GetFileName(folder);
            if (new FileInfo(folder).LinkTarget is not null) continue;
            if (name.EndsWith(Staged, StringComparison.Ordinal)) _interrupted.Add(name[1..^Staged.Length]);
            // Killed between taking the old result away and bringing the new one: the old one is the last that was whole.
            if (name.EndsWith(Old, StringComparison.Ordinal) && RunFolder(name[1..^Old.Length]) is var place && !Directory.Exists(place)) Directory.Move(folder, place);
            else if (name.EndsWith(Old, StringComparison.Ordinal) || name.EndsWith(Staged, StringComparison.Ordinal)) Remove(folder);
        }

        foreach (var file in Directory.GetFiles(Root, "*" + Staged)) Delete(file);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Told by what was to be written; the rest is swept the next time.
        }
    }
}
