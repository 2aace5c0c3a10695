namespace PeakTrade.Reports;

/// <summary>Trades taken apart, each part under the word that files use for it.</summary>
internal static class TradeGroups
{
    /// <summary>Long and short, whether there are any or not.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<Trade> Trades)> BySide(IReadOnlyList<Trade> trades) =>
        new[] { Side.Long, Side.Short }.Select(side => (TcaText.Word(side), Where(trades, t => t.Side == side)));

    /// <summary>What closed them, as far as it did; then those that are open.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<Trade> Trades)> ByExit(IReadOnlyList<Trade> trades) =>
        Enum.GetValues<OrderKind>().Select(kind => (TcaText.Word(kind), Where(trades, t => t.ExitKind == kind))).Append(("open", Where(trades, t => t.IsOpen))).Where(group => group.Item2.Count > 0);

    /// <summary>The instruments by name.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<Trade> Trades)> BySymbol(IReadOnlyList<Trade> trades) =>
        trades.GroupBy(t => t.Symbol, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, (IReadOnlyList<Trade>)[.. group]));

    private static IReadOnlyList<Trade> Where(IReadOnlyList<Trade> trades, Func<Trade, bool> which) => [.. trades.Where(which)];
}
