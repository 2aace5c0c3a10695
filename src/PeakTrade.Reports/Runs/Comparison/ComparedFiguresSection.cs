namespace PeakTrade.Reports;

/// <summary>All figures side by side, the best of each marked.</summary>
internal static class ComparedFiguresSection
{
    /// <summary>Runs in one table; as many fit on a page.</summary>
    public const int Beside = 8;

    // What is better: 1 the higher, -1 the lower, 0 neither.
    private static readonly (string Name, CellKind Kind, int Better, Func<BacktestResult, object?> Value)[] Figures =
    [
        ("Total return", CellKind.Percent, 1, r => r.TotalReturn), ("Growth a year", CellKind.Percent, 1, r => r.Cagr), ("Volatility a year", CellKind.Percent, 0, r => r.Volatility),
        ("Sharpe ratio", CellKind.Number, 1, r => r.Sharpe), ("Sortino ratio", CellKind.Number, 1, r => r.Sortino), ("Calmar ratio", CellKind.Number, 1, r => r.Calmar),
        ("Deepest drawdown", CellKind.Percent, 1, r => r.MaxDrawdown), ("Its length in bars", CellKind.Count, -1, r => r.MaxDrawdownBars), ("Ulcer index", CellKind.Percent, -1, r => r.UlcerIndex),
        ("Value at risk, 95 %", CellKind.Percent, 1, r => r.ValueAtRisk95), ("Mean beyond it", CellKind.Percent, 1, r => r.ConditionalValueAtRisk95), ("Skewness", CellKind.Number, 0, r => r.Skew), ("Excess kurtosis", CellKind.Number, 0, r => r.Kurtosis),
        ("Trades", CellKind.Count, 0, r => r.Trades), ("Win rate", CellKind.Percent, 1, r => r.WinRate), ("Profit factor", CellKind.Number, 1, r => r.ProfitFactor), ("Payoff", CellKind.Number, 1, r => r.Payoff),
        ("Mean profit of a trade", CellKind.Number, 1, r => r.Expectancy), ("Mean bars held", CellKind.Number, 0, r => r.AverageHoldingBars), ("Exposure", CellKind.Percent, 0, r => r.Exposure), ("Turnover a year", CellKind.Number, 0, r => r.Turnover),
        ("Fees", CellKind.Number, -1, r => r.FeesPaid), ("Slippage", CellKind.Number, -1, r => r.SlippagePaid), ("Buying and holding", CellKind.Percent, 0, r => r.BuyAndHoldReturn),
        ("Alpha a year", CellKind.Percent, 1, r => r.Alpha), ("Beta", CellKind.Number, 0, r => r.Beta), ("Final equity", CellKind.Number, 1, r => r.FinalEquity), ("Ambiguous bars", CellKind.Count, -1, r => r.AmbiguousBars),
    ];

    public static Action<Markup> Write(IReadOnlyList<RunAmong> runs) => to =>
    {
        to.Element("p", "The best of each is marked ★, where one value can be better than another.", ("class", "lead"));
        foreach (var some in runs.Chunk(Beside))
        {
            Head(to, "", some);
            foreach (var (name, kind, better, value) in Figures)
            {
                var best = Best(runs, better, value);
                to.Open("tr").Element("td", name);
                foreach (var run in some) to.Cell(kind, value(run.Run), best is { } top && Number(value(run.Run)) == top ? "won" : null);
                to.CloseLine();
            }

            to.EndTable();
        }
    };

    /// <summary>A table with a column a run.</summary>
    public static void Head(Markup to, string first, IReadOnlyList<RunAmong> runs)
    {
        to.Open("div", ("class", "scroll")).Open("table", ("class", "wide beside-each-other")).Open("thead").Open("tr").Element("th", first, ("scope", "col"));
        foreach (var run in runs)
        {
            to.Open("th", ("class", "number"), ("scope", "col"), ("title", $"{run.Run.Strategy} on {run.Run.Symbol}"));
            ComparedRunsSection.Sign(to, run);
            to.Close();
        }

        to.Close().Close().Open("tbody");
    }

    // None where all are alike, or only one is known.
    private static double? Best(IReadOnlyList<RunAmong> runs, int better, Func<BacktestResult, object?> value)
    {
        if (better == 0) return null;
        var known = runs.Select(r => Number(value(r.Run))).OfType<double>().ToList();
        return known.Count < 2 || known.Min() == known.Max() ? null : better > 0 ? known.Max() : known.Min();
    }

    private static double? Number(object? value) => value switch { double number when double.IsFinite(number) => number, int count => count, _ => null };
}
