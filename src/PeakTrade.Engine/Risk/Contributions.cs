namespace PeakTrade.Engine;

/// <summary>Who earned what: factors, sectors and instruments.</summary>
internal static class Contributions
{
    private const string NoSector = "(no sector)";

    public static IReadOnlyList<FactorTotal> Totals(IReadOnlyList<FactorContribution> parts) =>
        [.. parts.GroupBy(p => p.Factor, StringComparer.Ordinal).Select(g => new FactorTotal(g.Key, g.Sum(p => p.Contribution), g.All(p => p.Exposure is null) ? null : g.Average(p => p.Exposure)))];

    public static IReadOnlyList<FactorYear> Years(IReadOnlyList<FactorContribution> parts) =>
        [.. parts.GroupBy(p => (p.From.Year, p.Factor)).OrderBy(g => g.Key.Year).Select(g => new FactorYear(g.Key.Year, g.Key.Factor, g.Sum(p => p.Contribution)))];

    public static IReadOnlyList<ProfitShare> Sectors(RiskRun run, IReadOnlyList<Trade> trades)
    {
        if (run.Result.Portfolio is not { Sectors.Count: > 0 } facts)
        {
            run.Gap("contributions", "sectors", run.Result.Portfolio is null ? "A run of one instrument has no sectors." : "The portfolio was given no sectors.");
            return [];
        }

        return Shares(run, trades, t => t.Symbol is { } symbol && facts.Sectors.TryGetValue(symbol, out var sector) ? sector : NoSector);
    }

    public static IReadOnlyList<ProfitShare> Symbols(RiskRun run, IReadOnlyList<Trade> trades)
    {
        if (trades.Count == 0) run.Gap("contributions", "symbols", run.Result.NoTradesReason ?? "There is no trade.");
        if (trades.Count > 0 && run.StartCapital is null) run.Gap("contributions", "contribution", "The start capital is not known, since nothing is left of it.");
        return Shares(run, trades, t => t.Symbol is { Length: > 0 } symbol ? symbol : run.Result.Symbol);
    }

    private static IReadOnlyList<ProfitShare> Shares(RiskRun run, IReadOnlyList<Trade> trades, Func<Trade, string> nameOf) =>
    [
        .. trades.GroupBy(nameOf, StringComparer.Ordinal)
            .Select(g =>
            {
                var profit = g.Sum(t => t.Profit);
                var closed = g.Count(t => !t.IsOpen);
                return new ProfitShare(g.Key, g.Count(), profit, profit / run.StartCapital, closed > 0 ? (double)g.Count(t => !t.IsOpen && t.Profit > 0) / closed : null);
            })
            .OrderByDescending(s => s.Profit).ThenBy(s => s.Name, StringComparer.Ordinal),
    ];
}
