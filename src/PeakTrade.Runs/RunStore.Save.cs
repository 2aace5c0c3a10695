using System.Globalization;
using System.Text;
using PeakTrade.Data;

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
    /// Stores a run and hands it back with its id, folder and time. Whatever goes wrong, or is cancelled, nothing of the
    /// run stays behind.
    /// </summary>
    /// <exception cref="PeakTradeException">The run cannot be written (<c>Run.NotStored</c>), or Parquet is asked for and DuckDB is not there (<c>Lake.NotAvailable</c>).</exception>
    public BacktestResult Save(BacktestResult result, RunEvidence evidence, CancellationToken cancel = default)
    {
        var id = Guid.NewGuid();
        var stored = result with { RunId = id, RunPath = FolderOf(id), FinishedAt = evidence.Finished.ToUniversalTime() };
        var temporary = Path.Combine(Root, $"{TemporaryPrefix}{id:D}");
        try
        {
            Directory.CreateDirectory(temporary);
            SweepOnce(Directory.GetLastWriteTimeUtc(temporary));
            WriteFiles(temporary, stored, evidence, cancel);
            cancel.ThrowIfCancellationRequested();
            Directory.Move(temporary, stored.RunPath);
            return stored;
        }
        catch (Exception fault)
        {
            Remove(temporary);
            if (fault is IOException or UnauthorizedAccessException || fault is PeakTradeException refused && refused.Kind == FaultCatalogue.LakeSql) throw NotStored(fault);
            throw;
        }
    }

    private void WriteFiles(string folder, BacktestResult result, RunEvidence evidence, CancellationToken cancel)
    {
        var artifacts = new List<Artifact>();
        Add(RunFiles.ConfigToml, file => file.Write(Encoding.UTF8.GetBytes(evidence.ConfigToml)));
        Add(RunFiles.ConfigJson, file => file.Write(Encoding.UTF8.GetBytes(evidence.ConfigJson)));
        Add(RunFiles.Stats, file => StatsFile.Write(file, result, evidence.EngineVersion));
        Add(RunFiles.Equity, file => EquityTable.Write(file, result.GetEquity()));
        var trades = result.GetTrades();
        if (InParquet(trades)) AddParquet(RunFiles.TradesParquet, path => TradeTable.WriteParquet(path, trades, cancel));
        else Add(RunFiles.TradesCsv, file => TradeTable.Write(file, trades));
        Add(RunFiles.Orders, file => OrderTable.Write(file, result.GetOrders()));
        Add(RunFiles.Receipt, file => Receipt.Write(file, result, evidence, artifacts));
        // Newest first is then decided without opening a file (docs/run-store.md, "Newest").
        File.SetLastWriteTimeUtc(Path.Combine(folder, RunFiles.Receipt), evidence.Finished.UtcDateTime);

        void Add(string name, Action<ArtifactWriter> write)
        {
            using var file = new ArtifactWriter(folder, name, cancel);
            write(file);
            artifacts.Add(file.Complete());
        }

        void AddParquet(string name, Action<string> write)
        {
            write(Path.Combine(folder, name));
            artifacts.Add(Artifact.Seal(folder, name));
        }
    }

    // The columns of a file do not change with its data, so a time that they cannot hold changes the file.
    private bool InParquet(IReadOnlyList<Trade> trades)
    {
        if (Trades == TradesFormat.Csv || (Trades == TradesFormat.Auto && !ParquetTable.IsAvailable)) return false;
        ParquetTable.Require();
        if (TradeTable.FirstTooFine(trades) is not { } trade) return true;
        if (Trades == TradesFormat.Auto) return false;
        throw FaultCatalogue.RunNotStored.Because(
            string.Create(CultureInfo.InvariantCulture, $"The run cannot be stored in {Root}: trade {trade.Number} lasts from {trade.EntryTime:O} to {trade.ExitTime:O}, and trades.parquet holds whole microseconds."),
            "Set [results] trades to \"auto\" or \"csv\".", target: Root);
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

    private PeakTradeException NotStored(Exception fault)
    {
        // ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
        var full = fault.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027) || fault.Message.Contains("No space left on device", StringComparison.Ordinal);
        var (what, action) = FileInTheWay() switch
        {
            { } file => ($"{file} is a file, and the results root must be a folder", "Name another results root ([results] root), or move that file away."),
            null when full => ("the disk is full", "Free some space, or name a results root ([results] root) on another disk."),
            null when fault is UnauthorizedAccessException => ("there is no permission to write there", "Get permission to write there, or name another results root ([results] root)."),
            _ => (fault.Message.TrimEnd('.'), ""),
        };
        return FaultCatalogue.RunNotStored.Because($"The run cannot be stored in {Root}: {what}.", action, target: Root, inner: fault);
    }

    private string? FileInTheWay()
    {
        for (var at = Root; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at)) return at;
        }

        return null;
    }
}
