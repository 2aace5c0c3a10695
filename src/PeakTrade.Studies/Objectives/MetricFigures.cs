namespace PeakTrade.Studies;

/// <summary>The figures of a run by the names that files and results give them, and which way each is better.</summary>
public static class MetricFigures
{
    // Sharpe first: it is what most ask for. A figure of no plain direction has none, so that the user says it.
    private static readonly OrderedDictionary<string, Figure> Table = new(StringComparer.Ordinal)
    {
        ["sharpe"] = new(StudyDirection.Maximize, m => m.Sharpe),
        ["sortino"] = new(StudyDirection.Maximize, m => m.Sortino),
        ["calmar"] = new(StudyDirection.Maximize, m => m.Calmar),
        ["total_return"] = new(StudyDirection.Maximize, m => m.TotalReturn),
        ["cagr"] = new(StudyDirection.Maximize, m => m.Cagr),
        ["final_equity"] = new(StudyDirection.Maximize, m => m.FinalEquity),
        ["alpha"] = new(StudyDirection.Maximize, m => m.Alpha),
        ["beta"] = new(null, m => m.Beta),
        ["volatility"] = new(StudyDirection.Minimize, m => m.Volatility),
        // Drawdowns and values at risk are negative: the shallower, the greater.
        ["max_drawdown"] = new(StudyDirection.Maximize, m => m.MaxDrawdown),
        ["max_drawdown_bars"] = new(StudyDirection.Minimize, m => m.MaxDrawdownBars),
        ["ulcer_index"] = new(StudyDirection.Minimize, m => m.UlcerIndex),
        ["value_at_risk_95"] = new(StudyDirection.Maximize, m => m.ValueAtRisk95),
        ["conditional_value_at_risk_95"] = new(StudyDirection.Maximize, m => m.ConditionalValueAtRisk95),
        ["skew"] = new(null, m => m.Skew),
        ["kurtosis"] = new(null, m => m.Kurtosis),
        ["trades"] = new(null, m => m.Trades),
        ["win_rate"] = new(StudyDirection.Maximize, m => m.WinRate),
        ["profit_factor"] = new(StudyDirection.Maximize, m => m.ProfitFactor),
        ["payoff"] = new(StudyDirection.Maximize, m => m.Payoff),
        ["expectancy"] = new(StudyDirection.Maximize, m => m.Expectancy),
        ["average_holding_bars"] = new(null, m => m.AverageHoldingBars),
        ["longest_holding_bars"] = new(null, m => m.LongestHoldingBars),
        ["exposure"] = new(null, m => m.Exposure),
        ["turnover"] = new(null, m => m.Turnover),
        ["fees_paid"] = new(StudyDirection.Minimize, m => m.FeesPaid),
        ["slippage_paid"] = new(StudyDirection.Minimize, m => m.SlippagePaid),
        ["borrow_paid"] = new(StudyDirection.Minimize, m => m.BorrowPaid),
        ["buy_and_hold_return"] = new(null, m => m.BuyAndHoldReturn),
        ["periods_per_year"] = new(null, m => m.PeriodsPerYear),
    };

    /// <summary>All names, in snake_case.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Keys];

    /// <summary>The value of a figure by its own name; null where it is undefined.</summary>
    public static double? Get(Metrics metrics, string name) => Table[name].Get(metrics);

    /// <summary>Which way a figure is better; null where that is not plain.</summary>
    public static StudyDirection? DirectionOf(string name) => Table[name].Direction;

    /// <summary>A figure's own name for one that a user writes, <c>MaxDrawdown</c> for <c>max_drawdown</c>; null where there is no such figure.</summary>
    public static string? Find(string written)
    {
        var bare = Bare(written.Trim());
        return bare.Length == 0 ? null : Names.FirstOrDefault(name => Bare(name).Equals(bare, StringComparison.OrdinalIgnoreCase));
    }

    internal static Fault Unknown(string written) => new(
        $"There is no figure \"{written.Trim()}\"; there are {string.Join(", ", Names)}.",
        Suggestion.For(written.Trim(), Names));

    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private sealed record Figure(StudyDirection? Direction, Func<Metrics, double?> Get);
}
