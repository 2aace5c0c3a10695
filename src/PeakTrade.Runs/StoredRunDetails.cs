using System.Security.Cryptography;

namespace PeakTrade.Runs;

/// <summary>A stored run's long parts, read from its folder each time they are asked for; nothing is kept.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="symbol">The run's instrument: that of trades and orders whose file was written before it had a column for it.</param>
internal sealed class StoredRunDetails(string folder, string symbol) : IRunDetails
{
    /// <inheritdoc/>
    public IReadOnlyList<Trade> ReadTrades()
    {
        var listed = Receipt.ReadArtifact(ReceiptPath, RunFiles.TradesParquet, orElse: RunFiles.TradesCsv);
        return listed.Name == RunFiles.TradesCsv ? ReadCsv(listed, path => TradeTable.Read(path, symbol)) : ReadParquet(listed, path => TradeTable.ReadParquet(path, symbol));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Order> ReadOrders() => ReadCsv(Receipt.ReadArtifact(ReceiptPath, RunFiles.Orders), path => OrderTable.Read(path, symbol));

    /// <inheritdoc/>
    public EquityCurve ReadEquity() => ReadCsv(Receipt.ReadArtifact(ReceiptPath, RunFiles.Equity), EquityTable.Read);

    /// <inheritdoc/>
    public IReadOnlyList<Holding> ReadHoldings() => ReadIfListed(RunFiles.Holdings, HoldingTable.Read);

    /// <inheritdoc/>
    public IReadOnlyList<ExposurePoint> ReadExposure() => ReadIfListed(RunFiles.Exposure, ExposureTable.Read);

    /// <inheritdoc/>
    public IReadOnlyList<FactorContribution> ReadFactorContributions() => ReadIfListed(RunFiles.FactorContributions, FactorContributionTable.Read);

    private string ReceiptPath => Path.Combine(folder, RunFiles.Receipt);

    private IReadOnlyList<T> ReadIfListed<T>(string name, Func<string, IReadOnlyList<T>> read) =>
        Receipt.FindArtifact(ReceiptPath, name) is { } listed ? ReadCsv(listed, read) : [];

    // A file cut at the end of a row reads well; only the receipt knows that rows are missing.
    private T ReadCsv<T>(RunArtifact listed, Func<string, T> read) => Read(listed, path =>
    {
        var table = read(path);
        CheckLength(path, new FileInfo(path).Length, listed);
        return table;
    });

    // A byte changed inside a Parquet file may read as other numbers, or harm the native code that reads it: the hash comes first.
    private T ReadParquet<T>(RunArtifact listed, Func<string, T> read) => Read(listed, path =>
    {
        using (var file = File.OpenRead(path))
        {
            CheckLength(path, file.Length, listed);
            if (Convert.ToHexStringLower(SHA256.HashData(file)) != listed.Sha256) throw Damage.Of(path, "the file's SHA-256 is not the receipt's: it was changed after the run was stored.");
        }

        return read(path);
    });

    private T Read<T>(RunArtifact listed, Func<string, T> read)
    {
        var path = Path.Combine(folder, listed.Name);
        try
        {
            return read(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Damage.Unreadable(path, fault);
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.LakeSql)
        {
            throw Damage.Of(path, fault.Message, inner: fault);
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.LakeNotAvailable)
        {
            throw FaultCatalogue.LakeNotAvailable.Because($"{path} cannot be read here. {fault.Message}", target: folder, inner: fault);
        }
    }

    /// <summary>Throws where a file is not as long as the receipt says.</summary>
    public static void CheckLength(string path, long length, RunArtifact listed)
    {
        if (length != listed.Bytes) throw Damage.Of(path, $"the file must hold {listed.Bytes} bytes, and holds {length}: it was cut short or changed after the run was stored.");
    }
}
