using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>How bars are imported.</summary>
public sealed record LakeImportOptions
{
    /// <summary>Where the bars come from, as results and faults name it.</summary>
    public required string Source { get; init; }

    /// <summary>Whether bars that the lake holds with other values are replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to say what would be done, and to do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Asked for each instrument once it is known what would be done; where it says no, that instrument is left as it is.</summary>
    public Func<LakeImportResult, bool>? Approve { get; init; }

    /// <summary>Hears that others are waited for.</summary>
    public Action<string>? Waiting { get; init; }
}

/// <summary>A lake of bars: <c>docs/lake.md</c>.</summary>
public sealed class LakeStore
{
    private readonly LakeFolder _lake;

    /// <summary>The lake in that folder, which need not be there yet.</summary>
    public LakeStore(string root) => _lake = new LakeFolder(root);

    /// <summary>The lake's folder.</summary>
    public string Root => _lake.Root;

    /// <summary>How long other imports and readers are waited for.</summary>
    internal TimeSpan Patience { get; init; } = LakePatience.Importer.Longest;

    /// <summary>Called at each step of the commit.</summary>
    internal Action<LakeStep>? At { get; init; }

    /// <summary>Throws what says what to do where DuckDB's library is not there, without which there is no lake (<c>Lake.NotAvailable</c>).</summary>
    public static void Require() => DuckDbLibrary.Here.Require();

    /// <summary>
    /// Imports instruments as one transaction: all of it is in the lake at the end, or nothing is, whatever goes wrong and whenever the process dies.
    /// </summary>
    /// <exception cref="PeakTradeException">
    /// An instrument cannot be read, or the lake holds other values (<c>Lake.Conflict</c>), is held by others for too long (<c>Lake.Busy</c>) or cannot be written (<c>Lake.NotWritten</c>).
    /// </exception>
    public IReadOnlyList<LakeImportResult> Import(IEnumerable<InstrumentRead> instruments, LakeImportOptions options, CancellationToken cancel = default)
    {
        Require();
        using var source = instruments.GetEnumerator();
        // Where there is nothing to import, no lake is made. Where there is a lake, the source may lie in it and hold it still, and is opened when it is our turn.
        var begun = !Directory.Exists(_lake.State);
        if (begun && !source.MoveNext()) return [];
        if (begun) _ = Good(source.Current);
        try
        {
            return options.DryRun ? Plan(source, begun, options, cancel) : Import(source, begun, options, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(fault);
        }
    }

    /// <summary>
    /// SHA-256 of the bars of each file (<see cref="DataHash"/>), as the import wrote it into the file's metadata; no bar is read. A file that no import
    /// wrote has none.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Contents(IReadOnlyCollection<string> files, CancellationToken cancel = default)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        return LakeFile.Contents(connection, files, cancel);
    }

    private static Bars Good(InstrumentRead read) => (read.Data ?? throw read.Error!).Bars;

    private IReadOnlyList<LakeImportResult> Plan(IEnumerator<InstrumentRead> source, bool begun, LakeImportOptions options, CancellationToken cancel)
    {
        using var still = _lake.Reading(cancel);
        using var import = new LakeImport(_lake, options, staging: null, cancel);
        Take(import, source, begun, cancel);
        return import.Results;
    }

    private IReadOnlyList<LakeImportResult> Import(IEnumerator<InstrumentRead> source, bool begun, LakeImportOptions options, CancellationToken cancel)
    {
        Directory.CreateDirectory(_lake.State);
        using var turn = LakeLock.Exclusive(_lake.ImportLock, Waits("another import", options), cancel);
        if (File.Exists(_lake.Record)) LakeCommit.FinishKilled(_lake, Waits("queries", options), cancel);
        LakeCommit.Sweep(_lake);

        using var staging = new LakeStaging(_lake, cancel);
        using var import = new LakeImport(_lake, options, staging, cancel);
        Take(import, source, begun, cancel);
        staging.Complete();
        // A source that lies in this lake is let go of first: it holds the lake still.
        source.Dispose();
        if (!staging.IsEmpty) LakeCommit.Publish(_lake, staging.Folder, Waits("queries", options), At, cancel);
        return import.Results;
    }

    private static void Take(LakeImport import, IEnumerator<InstrumentRead> source, bool begun, CancellationToken cancel)
    {
        for (var more = begun || source.MoveNext(); more; more = source.MoveNext())
        {
            cancel.ThrowIfCancellationRequested();
            import.Take(Good(source.Current));
        }

        import.ThrowConflicts();
    }

    private LakePatience Waits(string what, LakeImportOptions options) =>
        new(Patience, _ => options.Waiting?.Invoke($"Waiting for {what} to let go of {Root}."));

    private PeakTradeException NotWritten(Exception fault)
    {
        var (what, action) = fault switch
        {
            _ when DiskFull.Caused(fault) => ("the disk is full", "Free some space, or name a lake (-Lake, --lake) on another disk."),
            UnauthorizedAccessException => ("there is no permission to write there", "Get permission to write there, or name another lake (-Lake, --lake)."),
            _ => (fault.Message.TrimEnd('.'), ""),
        };
        return FaultCatalogue.LakeNotWritten.Because($"The lake {Root} cannot be written: {what}. Nothing was imported.", action, target: Root, inner: fault);
    }
}
