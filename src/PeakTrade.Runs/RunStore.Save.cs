using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Runs;

public sealed partial class RunStore
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(1);
    private int _swept;

    /// <summary>Opens on another thread what the first save of a process would wait for; call it while there is other work to do.</summary>
    public void Prepare()
    {
        if (Trades != TradesFormat.Csv) ParquetTable.Prepare();
    }

    /// <summary>
    /// Stores a run and hands it back with its id, folder and time; one that is to be kept is protected from removal from its first moment on. Whatever goes
    /// wrong, or is cancelled, nothing of the run stays behind.
    /// </summary>
    /// <exception cref="PeakTradeException">The run cannot be written (<c>Run.NotStored</c>), or Parquet is asked for and DuckDB is not there (<c>Lake.NotAvailable</c>).</exception>
    public BacktestResult Save(BacktestResult result, RunEvidence evidence, CancellationToken cancel = default)
    {
        using var part = StageClock.Measure(RunStage.Write);
        var id = evidence.RunId;
        var stored = result with { RunId = id, RunPath = FolderOf(id), FinishedAt = evidence.Finished.ToUniversalTime() };
        var temporary = Path.Combine(Root, $"{TemporaryPrefix}{id:D}");
        try
        {
            Directory.CreateDirectory(temporary);
            SweepOnce(Directory.GetLastWriteTimeUtc(temporary));
            using (var files = new RunFolder(temporary, Trades, Root)) files.Write(stored, evidence, cancel);
            if (stored.IsKept) File.WriteAllText(Path.Combine(temporary, KeepMark), "");
            cancel.ThrowIfCancellationRequested();
            Directory.Move(temporary, stored.RunPath);
            return stored;
        }
        catch (Exception fault)
        {
            Remove(temporary);
            if (RunFolder.IsOfTheDisk(fault)) throw RunFolder.NotStored(Root, "results root ([results] root)", fault);
            throw;
        }
    }

    // What killed processes left. Both times come from the file system, so its clock may differ from ours.
    private void SweepOnce(DateTime now)
    {
        if (Interlocked.Exchange(ref _swept, 1) != 0) return;
        foreach (var folder in Directory.GetDirectories(Root, TemporaryPrefix + "*"))
        {
            if (now - Directory.GetLastWriteTimeUtc(folder) > Stale) Remove(folder);
        }
    }

    // What cannot be removed now is no run to any reader, and is swept another day; the first fault is the one to tell.
    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }
}
