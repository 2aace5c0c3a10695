using static PeakTrade.Reports.RiskSections;

namespace PeakTrade.Reports;

/// <summary>What was held, how it was spread, and who earned what.</summary>
internal static class BookSections
{
    private const int Most = 10;

    public static RiskSection Exposure(RiskReport report)
    {
        if (report.Exposure is not { } e) return new RiskSection("exposure", "Exposure and concentration", "Not known.");
        return new RiskSection("exposure", "Exposure and concentration", "At the closes, in multiples of the equity.")
        {
            Draw = to => RiskCharts.Exposure(report, to),
            Facts =
            [
                new("average_gross", "Mean gross exposure", CellKind.Number, e.AverageGross),
                new("highest_gross", "Highest gross", CellKind.Number, e.HighestGross),
                new("last_gross", "Gross at the end", CellKind.Number, e.LastGross),
                new("average_net", "Mean net exposure", CellKind.Number, e.AverageNet),
                new("lowest_net", "Lowest net", CellKind.Number, e.LowestNet),
                new("highest_net", "Highest net", CellKind.Number, e.HighestNet),
                new("last_net", "Net at the end", CellKind.Number, e.LastNet),
                new("average_positions", "Mean positions", CellKind.Number, e.AveragePositions),
                new("most_positions", "Most positions", CellKind.Count, e.MostPositions),
                new("time_in_market", "Bars with a position", CellKind.Percent, e.TimeInMarket),
                new("largest_weight", "Largest position", CellKind.Percent, e.LargestWeight, e.LargestWeightTime is { } time ? CellText.ForPeople(CellKind.Time, time) : ""),
                new("largest_weight_time", "Its time", CellKind.Time, e.LargestWeightTime) { ForPeople = false },
                new("herfindahl", "Herfindahl's index", CellKind.Number, e.Herfindahl, "1 for a single position, 1/n for n alike."),
                new("effective_positions", "Effective positions", CellKind.Number, e.EffectivePositions, "As many alike would be spread so."),
            ],
            Tables =
            [
                new RiskTable("heaviest_holdings", "Heaviest holdings after a rebalance", [Text("symbol", "Instrument"), Percent("weight", "Weight"), Time("time", "Rebalance")],
                    [.. report.HeaviestHoldings.Select(h => new RiskRow(h.Symbol, h.Symbol, h.Weight, h.Time))]) { Few = [.. report.HeaviestHoldings.Take(Most).Select(h => new RiskRow(h.Symbol, h.Symbol, h.Weight, h.Time))] },
            ],
        };
    }

    public static RiskSection Contributions(RiskReport report)
    {
        var factors = report.Factors.Select(f => f.Factor).ToList();
        var years = report.FactorYears.ToLookup(f => f.Year);
        return new RiskSection("contributions", "Who earned what", "Profits are those of the trades, after all costs and with an open trade's mark; a contribution is that over the start capital. A factor's contributions are summed from rebalance to rebalance, each in the year that it begins in.")
        {
            Draw = to => RiskCharts.Contributions(report, to),
            Tables =
            [
                new RiskTable("factors", "Factors", [Text("factor", "Factor"), Percent("contribution", "Contribution"), Number("average_exposure", "Mean exposure")],
                    [.. report.Factors.Select(f => new RiskRow(f.Factor, f.Factor, f.Contribution, f.AverageExposure))]),
                new RiskTable("factors_by_year", "Factors by year", [Text("year", "Year"), .. factors.Select(f => new RiskColumn(f, f, CellKind.Percent))],
                    [.. years.Select(y => new RiskRow($"{y.Key}", [y.Key, .. factors.Select(f => (object?)y.FirstOrDefault(x => x.Factor == f)?.Contribution)]))]),
                Shares("sectors", "Sectors", report.Sectors, report.Sectors.Count),
                Shares("symbols", report.Symbols.Count > 2 * Most ? $"Instruments: the best and the worst {Most} of {NumberText.Count(report.Symbols.Count)}" : "Instruments", report.Symbols, Most),
            ],
        };
    }

    /// <summary>The first and the last of many, all of few.</summary>
    public static IReadOnlyList<T> Ends<T>(IReadOnlyList<T> all, int most) => all.Count <= 2 * most ? all : [.. all.Take(most), .. all.TakeLast(most)];

    private static RiskTable Shares(string key, string title, IReadOnlyList<ProfitShare> shares, int most)
    {
        IReadOnlyList<RiskRow> rows = [.. shares.Select(s => new RiskRow(s.Name, s.Name, s.Trades, s.Profit, s.Contribution, s.WinRate))];
        return new RiskTable(key, title, [Text("name", "Name"), Count("trades", "Trades"), Number("profit", "Profit"), Percent("contribution", "Contribution"), Percent("win_rate", "Won")], rows) { Few = Ends(rows, most) };
    }
}
