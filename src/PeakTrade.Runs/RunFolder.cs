using System.Globalization;
using System.Text;
using PeakTrade.Data;

namespace PeakTrade.Runs;

/// <summary>Writes the files of one run into a folder that is there and empty.</summary>
/// <param name="folder">The folder.</param>
/// <param name="trades">Which file the trades go into.</param>
/// <param name="place">What faults name: the folder, or the store that it will be moved into.</param>
internal sealed class RunFolder(string folder, TradesFormat trades, string place) : IDisposable
{
    private readonly List<RunArtifact> _artifacts = [];
    private readonly UnflushedFiles _files = new();

    /// <summary>Of a run that has its id already. Afterwards all of it is on the disk.</summary>
    public void Write(BacktestResult result, RunEvidence evidence, CancellationToken cancel)
    {
        Add(RunFiles.ConfigToml, file => file.Write(Encoding.UTF8.GetBytes(evidence.ConfigToml)), cancel);
        Add(RunFiles.ConfigJson, file => file.Write(Encoding.UTF8.GetBytes(evidence.ConfigJson)), cancel);
        Add(RunFiles.Stats, file => StatsFile.Write(file, result, evidence.EngineVersion), cancel);
        Add(RunFiles.Equity, file => EquityTable.Write(file, result.GetEquity()), cancel);
        AddTrades(result.GetTrades(), cancel);
        Add(RunFiles.Orders, file => OrderTable.Write(file, result.GetOrders()), cancel);
        if (result.Portfolio is not null) AddPortfolio(result, cancel);
        Add(RunFiles.Receipt, file => Receipt.Write(file, result, evidence, _artifacts), cancel);
        _files.Flush();
        // Newest first is then decided without opening a file (docs/run-store.md, "Newest").
        File.SetLastWriteTimeUtc(Path.Combine(folder, RunFiles.Receipt), evidence.Finished.UtcDateTime);
    }

    public void Dispose() => _files.Dispose();

    /// <summary>Whether a fault says that the place cannot be written.</summary>
    public static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException || fault is PeakTradeException refused && refused.Kind == FaultCatalogue.LakeSql;

    /// <summary>What such a fault means to the user; <paramref name="root"/> is what another place is called.</summary>
    public static PeakTradeException NotStored(string place, string root, Exception fault)
    {
        var (what, action) = FileInTheWay(place) switch
        {
            { } file => ($"{file} is a file, and must be a folder", $"Name another {root}, or move that file away."),
            null when DiskFull.Caused(fault) => ("the disk is full", $"Free some space, or name a {root} on another disk."),
            null when fault is UnauthorizedAccessException => ("there is no permission to write there", $"Get permission to write there, or name another {root}."),
            _ => (fault.Message.TrimEnd('.'), ""),
        };
        return FaultCatalogue.RunNotStored.Because($"The run cannot be stored in {place}: {what}.", action, target: place, inner: fault);
    }

    private void AddTrades(IReadOnlyList<Trade> all, CancellationToken cancel)
    {
        if (!InParquet(all))
        {
            Add(RunFiles.TradesCsv, file => TradeTable.Write(file, all), cancel);
            return;
        }

        TradeTable.WriteParquet(Path.Combine(folder, RunFiles.TradesParquet), all, cancel);
        _artifacts.Add(ArtifactWriter.Seal(folder, RunFiles.TradesParquet, _files));
    }

    private void AddPortfolio(BacktestResult result, CancellationToken cancel)
    {
        if (result.GetHoldings() is { Count: > 0 } holdings) Add(RunFiles.Holdings, file => HoldingTable.Write(file, holdings), cancel);
        if (result.GetExposure() is { Count: > 0 } exposure) Add(RunFiles.Exposure, file => ExposureTable.Write(file, exposure), cancel);
        if (result.GetFactorContributions() is { Count: > 0 } parts) Add(RunFiles.FactorContributions, file => FactorContributionTable.Write(file, parts), cancel);
    }

    private void Add(string name, Action<ArtifactWriter> write, CancellationToken cancel)
    {
        using var file = new ArtifactWriter(folder, name, cancel);
        write(file);
        _artifacts.Add(file.Complete(_files));
    }

    // The columns of a file do not change with its data, so a time that they cannot hold changes the file.
    private bool InParquet(IReadOnlyList<Trade> all)
    {
        if (trades == TradesFormat.Csv || (trades == TradesFormat.Auto && !ParquetTable.IsAvailable)) return false;
        ParquetTable.Require();
        if (TradeTable.FirstTooFine(all) is not { } trade) return true;
        if (trades == TradesFormat.Auto) return false;
        throw FaultCatalogue.RunNotStored.Because(
            string.Create(CultureInfo.InvariantCulture, $"The run cannot be stored in {place}: trade {trade.Number} lasts from {trade.EntryTime:O} to {trade.ExitTime:O}, and trades.parquet holds whole microseconds."),
            "Set [results] trades to \"auto\" or \"csv\".", target: place);
    }

    private static string? FileInTheWay(string place)
    {
        for (var at = place; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at)) return at;
        }

        return null;
    }
}
