using PeakTrade.Engine;

namespace PeakTrade.Runs;

// Runs that lie in a folder of somebody else's choice: those of a batch.
public sealed partial class RunStore
{
    /// <summary>
    /// Writes a run's files straight into a folder, which is empty or not there yet, and hands the run back with its id, folder and time. The caller stages and renames: a
    /// killed process leaves half a run here. Where anything else goes wrong, or is cancelled, the folder is removed.
    /// </summary>
    /// <exception cref="PeakTradeException">The run cannot be written (<c>Run.NotStored</c>), or Parquet is asked for and DuckDB is not there (<c>Lake.NotAvailable</c>).</exception>
    public static BacktestResult SaveTo(string folder, BacktestResult result, RunEvidence evidence, TradesFormat trades = TradesFormat.Auto, CancellationToken cancel = default)
    {
        using var part = StageClock.Measure(RunStage.Write);
        MakeEmpty(folder);
        var stored = result with { RunId = evidence.RunId, RunPath = folder, FinishedAt = evidence.Finished.ToUniversalTime() };
        try
        {
            using (var files = new RunFolder(folder, trades, folder)) files.Write(stored, evidence, cancel);
            cancel.ThrowIfCancellationRequested();
            return stored;
        }
        catch (Exception fault)
        {
            Remove(folder);
            if (RunFolder.IsOfTheDisk(fault)) throw RunFolder.NotStored(folder, "folder", fault);
            throw;
        }
    }

    /// <summary>Whether a folder holds a run's receipt.</summary>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, RunFiles.Receipt));

    /// <summary>A run's normalised configuration; null where the folder holds none.</summary>
    public static string? ReadConfig(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, RunFiles.ConfigJson));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The run in a folder of any name, by its receipt.</summary>
    /// <exception cref="PeakTradeException">There is no run, or it cannot be read (<c>Run.Damaged</c>).</exception>
    public static BacktestResult ReadFolder(string folder)
    {
        var receipt = Receipt.Read(Path.Combine(folder, RunFiles.Receipt));
        return Read(folder, receipt);
    }

    /// <summary>
    /// The run of a batch that lies whole in a folder: each file that its receipt lists is there and as long as it says. Null where there is none, where it cannot be
    /// read, and where it belongs to no batch; whatever it was, it has to be run again. Only the receipt is read.
    /// </summary>
    public static BatchOrigin? ReadOrigin(string folder)
    {
        try
        {
            var (run, files) = Receipt.ReadOrigin(Path.Combine(folder, RunFiles.Receipt));
            return files.All(file => new FileInfo(Path.Combine(folder, file.Name)) is { Exists: true } found && found.Length == file.Bytes) ? run : null;
        }
        catch (Exception fault) when (fault is PeakTradeException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static BacktestResult Read(string folder, Receipt receipt)
    {
        var result = StatsFile.Read(Path.Combine(folder, RunFiles.Stats), new StoredRunDetails(folder, receipt.Symbol));
        return result with { Path = receipt.DataPath, RunId = receipt.RunId, RunPath = folder, FinishedAt = receipt.Finished, IsKept = IsKept(folder) };
    }

    private static void MakeEmpty(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) return;
        }
        catch (Exception fault) when (RunFolder.IsOfTheDisk(fault))
        {
            throw RunFolder.NotStored(folder, "folder", fault);
        }

        throw FaultCatalogue.RunNotStored.Because($"The run cannot be stored in {folder}: the folder is not empty.", "Name another folder, or move away what lies in it.", target: folder);
    }
}
