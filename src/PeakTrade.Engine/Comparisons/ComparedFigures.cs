using System.Globalization;

namespace PeakTrade.Engine;

/// <summary>The figures that runs are compared by: how they are shown, and which way is better (1 more, -1 less, 0 neither).</summary>
internal static class ComparedFigures
{
    private const string Percent = "0.00 %", Plain = "0.00", Fine = "0.0000", Count = "0", BestMark = "★";

    // Hundredths of more than this are left out: they would not fit, and tell nothing.
    private const double Large = 100_000;

    private static readonly (string Name, int Better, string Format, Func<BacktestResult, double?> Of)[] All =
    [
        ("final_equity", 1, Plain, r => r.FinalEquity), ("total_return", 1, Percent, r => r.TotalReturn), ("cagr", 1, Percent, r => r.Cagr), ("volatility", 0, Percent, r => r.Volatility),
        ("sharpe", 1, Plain, r => r.Sharpe), ("sortino", 1, Plain, r => r.Sortino), ("calmar", 1, Plain, r => r.Calmar),
        // Falls and the tail are negative fractions: more is less of a loss.
        ("max_drawdown", 1, Percent, r => r.MaxDrawdown), ("max_drawdown_bars", -1, Count, r => r.MaxDrawdownBars), ("ulcer_index", -1, Fine, r => r.UlcerIndex),
        ("value_at_risk_95", 1, Percent, r => r.ValueAtRisk95), ("conditional_value_at_risk_95", 1, Percent, r => r.ConditionalValueAtRisk95), ("skew", 0, Plain, r => r.Skew), ("kurtosis", 0, Plain, r => r.Kurtosis),
        ("trades", 0, Count, r => r.Trades), ("win_rate", 1, Percent, r => r.WinRate), ("profit_factor", 1, Plain, r => r.ProfitFactor), ("payoff", 1, Plain, r => r.Payoff), ("expectancy", 1, Plain, r => r.Expectancy),
        ("average_holding_bars", 0, Plain, r => r.AverageHoldingBars), ("longest_holding_bars", 0, Count, r => r.LongestHoldingBars), ("exposure", 0, Percent, r => r.Exposure), ("turnover", 0, Plain, r => r.Turnover),
        ("fees_paid", -1, Plain, r => r.FeesPaid), ("slippage_paid", -1, Plain, r => r.SlippagePaid), ("borrow_paid", -1, Plain, r => r.BorrowPaid),
        ("buy_and_hold_return", 0, Percent, r => r.BuyAndHoldReturn), ("alpha", 1, Percent, r => r.Alpha), ("beta", 0, Plain, r => r.Beta), ("periods_per_year", 0, Plain, r => r.PeriodsPerYear),
        ("ambiguous_bars", -1, Count, r => r.AmbiguousBars), ("final_equity_pessimistic", 1, Plain, r => r.FinalEquityPessimistic), ("final_equity_optimistic", 1, Plain, r => r.FinalEquityOptimistic),
        ("rebalances", 0, Count, r => r.Portfolio?.Rebalances), ("average_gross", 0, Plain, r => r.Portfolio?.AverageGross), ("average_net", 0, Plain, r => r.Portfolio?.AverageNet),
        ("average_positions", 0, Plain, r => r.Portfolio?.AveragePositions), ("largest_weight", 0, Percent, r => r.Portfolio?.LargestWeight),
    ];

    /// <summary>A row for each figure that a run has.</summary>
    public static IEnumerable<RunComparisonRow> Rows(IReadOnlyList<BacktestResult> runs, int reference) =>
        from figure in All
        let values = runs.Select(figure.Of).ToList()
        where values.Exists(v => v is not null)
        select Row(ComparisonKind.Metric, figure.Name, figure.Better, figure.Format, values, reference);

    /// <summary>A row of numbers.</summary>
    public static RunComparisonRow Row(ComparisonKind kind, string name, int better, string format, IReadOnlyList<double?> values, int reference) => new()
    {
        Kind = kind,
        Name = name,
        Values = values.Select(v => (object?)v).ToArray(),
        Cells = Cells(values, format, Best(values, better)),
        Differs = values.Distinct().Count() > 1,
        Best = Best(values, better),
        Differences = values.Select(v => v - values[reference]).ToArray(),
    };

    private static string[] Cells(IReadOnlyList<double?> values, string format, int? best) =>
        [.. values.Select((value, place) => value is { } number ? $"{(place == best ? BestMark : "")}{Shown(number, format)}" : "")];

    // What rounds to nothing has no sign.
    private static string Shown(double number, string format)
    {
        var text = number.ToString(format == Plain && Math.Abs(number) >= Large ? Count : format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') && !text.AsSpan().ContainsAnyInRange('1', '9') && double.IsFinite(number) ? text[1..] : text;
    }

    // The only best one: where two share the place, neither is better.
    private static int? Best(IReadOnlyList<double?> values, int better)
    {
        if (better == 0) return null;
        var defined = values.Select((value, place) => (Value: better * value, Place: place)).Where(v => v.Value is { } number && !double.IsNaN(number)).OrderByDescending(v => v.Value).ToList();
        return defined.Count > 1 && defined[0].Value > defined[1].Value ? defined[0].Place : null;
    }
}
