namespace PeakTrade.Runs;

/// <summary>A stored run's trades, orders and equity, read from its folder each time they are asked for; nothing is kept.</summary>
internal sealed class StoredRunDetails(string folder) : IRunDetails
{
    /// <inheritdoc/>
    public IReadOnlyList<Trade> ReadTrades() => Read(RunFiles.Trades, TradeTable.Read);

    /// <inheritdoc/>
    public IReadOnlyList<Order> ReadOrders() => Read(RunFiles.Orders, OrderTable.Read);

    /// <inheritdoc/>
    public EquityCurve ReadEquity() => Read(RunFiles.Equity, EquityTable.Read);

    private T Read<T>(string name, Func<string, T> read)
    {
        var path = Path.Combine(folder, name);
        try
        {
            var table = read(path);
            CheckLength(folder, name);
            return table;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Damage.Unreadable(path, fault);
        }
    }

    /// <summary>A file cut at the end of a row reads well; only the receipt knows that rows are missing.</summary>
    public static void CheckLength(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        var wanted = Receipt.ReadBytes(Path.Combine(folder, RunFiles.Receipt), name);
        var length = new FileInfo(path).Length;
        if (length != wanted) throw Damage.Of(path, $"the file must hold {wanted} bytes, and holds {length}: it was cut short or changed after the run was stored.");
    }
}
