using System.IO.Enumeration;

namespace PeakTrade.Runs;

// How runs leave a store (docs/retention.md).
public sealed partial class RunStore
{
    private static readonly EnumerationOptions EveryFile = new() { AttributesToSkip = FileAttributes.None, RecurseSubdirectories = true };

    /// <summary>
    /// All runs, or those of these ids (whole, or first characters), newest first, by their receipts; a damaged one too. An id that is not there, and a root that cannot be listed, is an error.
    /// </summary>
    public IReadOnlyList<StoredRun> List(IReadOnlyList<string> ids, ICollection<PeakTradeException> faults, CancellationToken cancel = default)
    {
        var errors = new List<Outcome<BacktestResult>>();
        var runs = new List<StoredRun>();
        foreach (var id in Candidates(ids, errors))
        {
            cancel.ThrowIfCancellationRequested();
            if (Look(Path.Combine(Root, id)) is { } run) runs.Add(run);
        }

        foreach (var error in errors) faults.Add(error.Error!);
        return NewestFirst(runs);
    }

    /// <summary>A run by its receipt; null where its folder is none of a store's, or is gone.</summary>
    public static StoredRun? Look(string folder)
    {
        if (IdOf(folder) is not { } id) return null;
        try
        {
            var receipt = Receipt.Read(Path.Combine(folder, RunFiles.Receipt));
            return new(id, folder, receipt.Strategy, receipt.Symbol, receipt.Finished, IsKept(folder));
        }
        catch (PeakTradeException)
        {
            // Damaged, or of a newer version: its files still have a time. Somebody may have removed it just now.
            return Path.Exists(folder) ? new(id, folder, null, null, new DateTimeOffset(FileTimeOf(folder)), IsKept(folder)) : null;
        }
    }

    /// <summary>Newest first, runs of one time by their ids.</summary>
    public static IReadOnlyList<StoredRun> NewestFirst(IEnumerable<StoredRun> runs) => [.. runs.OrderByDescending(r => r.Finished).ThenBy(r => $"{r.Id:D}", StringComparer.Ordinal)];

    /// <summary>
    /// Removes a run: its folder is renamed to a name that no reader takes for a run, and then deleted. A process that is killed leaves the whole run, or a rest that the next sweep takes.
    /// Null where the run is gone already.
    /// </summary>
    /// <exception cref="PeakTradeException">It is protected (<c>Run.Kept</c>), or cannot be removed (<c>Run.NotRemoved</c>).</exception>
    public static RemovedRun? Remove(StoredRun run)
    {
        var folder = run.Folder;
        var leaving = Path.Combine(Path.GetDirectoryName(folder)!, $"{TemporaryPrefix}{Guid.NewGuid():D}");
        long bytes;
        try
        {
            Refuse(folder);
            bytes = BytesIn(folder);
            Directory.Move(folder, leaving);
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException && !Path.Exists(folder))
        {
            return null; // Another process was quicker.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.RunNotRemoved.Because($"The run {folder} cannot be removed: {fault.Message.TrimEnd('.')}.", target: folder, inner: fault);
        }

        try
        {
            // Protected between our look and the renaming: back it goes, whole.
            if (IsKept(leaving))
            {
                Directory.Move(leaving, folder);
                throw Kept(folder);
            }

            Discard(leaving);
            return new(run.Id, run.Strategy, run.Symbol, run.Finished, bytes, folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.RunNotRemoved.Because($"The run {folder} is removed, but its files, now in {leaving}, could not all be deleted: {fault.Message.TrimEnd('.')}.", target: folder, inner: fault);
        }
    }

    /// <summary>Deletes what killed processes left in the store and nobody writes any more.</summary>
    public void Sweep(DateTimeOffset now)
    {
        try
        {
            if (Directory.Exists(Root)) SweepOnce(now.UtcDateTime);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is no run to any reader, and is swept another day.
        }
    }

    private static void Refuse(string folder)
    {
        if (IsKept(folder)) throw Kept(folder);
        var found = File.GetAttributes(folder);
        if (found.HasFlag(FileAttributes.ReparsePoint)) throw FaultCatalogue.RunNotRemoved.Because($"{folder} is a link to another place, and links are not followed.", "Delete the link yourself if it is not wanted.", target: folder);
        if (!found.HasFlag(FileAttributes.Directory)) throw FaultCatalogue.RunNotRemoved.Because($"{folder} is a file where a run's folder should be.", "Delete it yourself if it is not wanted.", target: folder);
        // Half of the files could be gone before one says no.
        if (found.HasFlag(FileAttributes.ReadOnly)) throw FaultCatalogue.RunNotRemoved.Because($"{folder} is read-only.", "Make the folder writable, then remove the run.", target: folder);
    }

    private static PeakTradeException Kept(string folder) => FaultCatalogue.RunKept.Because($"The run {folder} is protected and stays.", target: folder);

    // Another process may sweep the same rest at the same time; what is gone is gone.
    private static void Discard(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException)
            {
                // It took a file just before us; on with the others.
            }
        }
    }

    private static long BytesIn(string folder) =>
        new FileSystemEnumerable<long>(folder, (ref entry) => entry.IsDirectory ? 0 : entry.Length, EveryFile) { ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) }.Sum();
}
