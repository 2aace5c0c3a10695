using static PeakTrade.Reports.RiskSections;

namespace PeakTrade.Reports;

/// <summary>How the run went: its figures, beside its benchmark, by the calendar, over moving windows and in different markets.</summary>
internal static class RunSections
{
    private const int PointsInJson = 120;

    private static readonly string[] MonthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static RiskSection Summary(RiskReport report)
    {
        var m = report.Result;
        var parameters = m.Parameters.Count == 0 ? "" : $", with {m.Parameters}";
        return new RiskSection("summary", "Summary", $"{m.Strategy} on {m.Symbol}{parameters}: {NumberText.Count(m.Bars, "bar")} from {CellText.ForPeople(CellKind.Time, m.Start)} to {CellText.ForPeople(CellKind.Time, m.End)}. Figures a year reckon with {CellText.ForPeople(CellKind.Count, m.PeriodsPerYear)} bars ({m.PeriodsPerYearSource}).")
        {
            Draw = to => RiskCharts.Equity(report, to),
            Facts =
            [
                new("final_equity", "Final equity", CellKind.Number, m.FinalEquity),
                new("total_return", "Total return", CellKind.Percent, m.TotalReturn),
                new("cagr", "Growth a year", CellKind.Percent, m.Cagr),
                new("volatility", "Volatility a year", CellKind.Percent, m.Volatility),
                new("sharpe", "Sharpe ratio", CellKind.Number, m.Sharpe),
                new("sortino", "Sortino ratio", CellKind.Number, m.Sortino),
                new("calmar", "Calmar ratio", CellKind.Number, m.Calmar),
                new("max_drawdown", "Deepest drawdown", CellKind.Percent, m.MaxDrawdown),
                new("max_drawdown_bars", "Its length in bars", CellKind.Count, m.MaxDrawdownBars),
                new("ulcer_index", "Ulcer index", CellKind.Percent, m.UlcerIndex),
                new("value_at_risk_95", "Value at risk, 95 %", CellKind.Percent, m.ValueAtRisk95),
                new("conditional_value_at_risk_95", "Mean loss beyond it", CellKind.Percent, m.ConditionalValueAtRisk95),
                new("exposure", "Bars with a position", CellKind.Percent, m.Exposure),
                new("turnover", "Turnover a year", CellKind.Number, m.Turnover),
                new("trades", "Trades", CellKind.Count, m.Trades),
                new("win_rate", "Trades that won", CellKind.Percent, m.WinRate),
                new("profit_factor", "Profit factor", CellKind.Number, m.ProfitFactor),
                new("payoff", "Payoff", CellKind.Number, m.Payoff),
                new("expectancy", "Mean profit of a trade", CellKind.Number, m.Expectancy),
                new("fees_paid", "Fees paid", CellKind.Number, m.FeesPaid),
                new("slippage_paid", "Slippage paid", CellKind.Number, m.SlippagePaid),
                new("borrow_paid", "Borrow paid", CellKind.Number, m.BorrowPaid),
            ],
        };
    }

    public static RiskSection Relative(RiskReport report)
    {
        if (report.Relative is not { } r) return new RiskSection("relative", "Beside the benchmark", "There is no benchmark to compare the run with.");
        return new RiskSection("relative", "Beside the benchmark", $"The benchmark: {r.Name}, from {CellText.ForPeople(CellKind.Time, r.From)} on.")
        {
            Facts =
            [
                new("benchmark_total_return", "Its total return", CellKind.Percent, r.TotalReturn),
                new("benchmark_volatility", "Its volatility a year", CellKind.Percent, r.Volatility),
                new("benchmark_sharpe", "Its Sharpe ratio", CellKind.Number, r.Sharpe),
                new("benchmark_max_drawdown", "Its deepest drawdown", CellKind.Percent, r.MaxDrawdown),
                new("beta", "Beta", CellKind.Number, r.Beta, "How much of its return the run takes along."),
                new("alpha", "Alpha a year", CellKind.Percent, r.Alpha, "The return that beta does not explain."),
                new("correlation", "Correlation", CellKind.Number, r.Correlation),
                new("tracking_error", "Tracking error a year", CellKind.Percent, r.TrackingError),
                new("information_ratio", "Information ratio", CellKind.Number, r.InformationRatio),
            ],
        };
    }

    public static RiskSection Returns(RiskReport report)
    {
        var beside = report.Benchmark is not null;
        return new RiskSection("returns", "Returns by month and year", "In percent, by the calendar in UTC. The first and the last month and year may be cut.")
        {
            Tables =
            [
                Calendar(report.Years, report.Months),
                Periods("years", "Years", report.Years, beside) with { ForPeople = true },
                Periods("months", "Months", report.Months, beside) with { ForPeople = false },
            ],
        };
    }

    /// <summary>A row a year and a column a month.</summary>
    public static RiskTable Calendar(IReadOnlyList<PeriodReturn> years, IReadOnlyList<PeriodReturn> months)
    {
        var of = months.ToDictionary(m => (m.Year, m.Month!.Value));
        return new RiskTable("calendar", "", [Text("year", "Year"), .. MonthNames.Select(name => new RiskColumn(name, name, CellKind.Heat)), new RiskColumn("whole", "Whole year", CellKind.Heat)],
            [.. years.Select(y => new RiskRow($"{y.Year}", [y.Year, .. Enumerable.Range(1, 12).Select(m => (object?)of.GetValueOrDefault((y.Year, m))?.Return), y.Return]))]) { ForCsv = false, ForJson = false };
    }

    public static RiskSection Rolling(RiskReport report)
    {
        List<RiskRow> ranges = [], points = [];
        foreach (var r in report.Rolling)
        {
            foreach (var (figure, range) in new[] { ("volatility", r.VolatilityRange), ("sharpe", r.SharpeRange), ("beta", r.BetaRange) })
            {
                if (figure == "beta" && r.Beta.IsEmpty) continue;
                ranges.Add(new RiskRow($"{r.Window.Replace(' ', '_')}.{figure}", r.Window, r.WindowBars, figure, range.Last, range.Lowest, range.Mean, range.Highest) { Numbers = figure == "volatility" ? CellKind.Percent : CellKind.Number });
            }

            var every = Math.Max(1, (r.UtcTicks.Length + PointsInJson - 1) / PointsInJson);
            for (var bar = r.UtcTicks.Length - 1; bar >= r.WindowBars; bar -= every)
                points.Add(new RiskRow("", r.Window, new DateTime(r.UtcTicks.Span[bar], DateTimeKind.Utc), r.Volatility.Span[bar], r.Sharpe.Span[bar], r.Beta.IsEmpty ? null : r.Beta.Span[bar]));
        }

        points.Reverse();
        return new RiskSection("rolling", "Over moving windows", "Each value looks back over its window; before the first whole window there is none.")
        {
            Draw = to => RiskCharts.Rolling(report, to),
            Tables =
            [
                new RiskTable("windows", "", [Text("window", "Window"), Count("window_bars", "Bars"), Text("figure", "Figure"), Number("last", "Last"), Number("lowest", "Lowest"), Number("mean", "Mean"), Number("highest", "Highest")], ranges),
                new RiskTable("points", "", [Text("window", "Window"), Time("time", "Time"), Number("volatility", "Volatility"), Number("sharpe", "Sharpe"), Number("beta", "Beta")], points) { ForPeople = false, ForCsv = false },
            ],
        };
    }

    public static RiskSection Regimes(RiskReport report)
    {
        var basis = report.Benchmark is { } name ? $"the benchmark ({name})" : "the run itself";
        return new RiskSection("regimes", "In different markets", $"What kind of market a bar is in is told by {basis} over the quarter of a year before it, and by nothing later: its volatility among all volatilities so far (lowest, middle and highest third), and whether it had risen.")
        {
            Tables =
            [
                new RiskTable("regimes", "",
                    [Text("kind", "By"), Text("regime", "Market"), Count("bars", "Bars"), Percent("share", "Share"), Percent("mean_return", "Mean return a year"), Percent("volatility", "Volatility a year"), Number("sharpe", "Sharpe"), Percent("max_drawdown", "Deepest drawdown")],
                    [.. report.Regimes.Select(r => new RiskRow($"{r.Kind}.{r.Regime}", r.Kind, r.Regime, r.Bars, r.Share, r.MeanReturn, r.Volatility, r.Sharpe, r.MaxDrawdown))]),
            ],
        };
    }

    private static RiskTable Periods(string key, string title, IReadOnlyList<PeriodReturn> periods, bool beside)
    {
        List<RiskColumn> columns = [Text("period", "Period"), Count("bars", "Bars"), Percent("return", "Return")];
        if (beside) columns.Add(Percent("benchmark_return", "Benchmark"));
        columns.Add(Percent("max_drawdown", "Deepest drawdown"));
        return new RiskTable(key, title, columns, [.. periods.Select(p =>
        {
            var name = p.Month is { } month ? FormattableString.Invariant($"{p.Year:0000}-{month:00}") : $"{p.Year}";
            return beside ? new RiskRow(name, name, p.Bars, p.Return, p.BenchmarkReturn, p.MaxDrawdown) : new RiskRow(name, name, p.Bars, p.Return, p.MaxDrawdown);
        })]);
    }
}
