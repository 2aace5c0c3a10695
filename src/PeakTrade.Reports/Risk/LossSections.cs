using static PeakTrade.Reports.RiskSections;

namespace PeakTrade.Reports;

/// <summary>How the run lost, and could lose: drawdowns, value at risk, tails, bad times.</summary>
internal static class LossSections
{
    private const int TestedAtLeast = 250;
    private const double Doubt = 0.05;

    public static RiskSection Drawdowns(RiskReport report) => new("drawdowns", "Drawdowns", report.Drawdowns.Count == 0 ? "The equity never fell below a peak." : "The deepest falls, each from its peak until equity is back there.")
    {
        Tables =
        [
            new RiskTable("drawdowns", "",
                [
                    Count("number", "#"), Percent("depth", "Depth"), Time("peak", "Peak"), Time("trough", "Trough"), Time("recovery", "Recovery"), Count("fall_bars", "Bars to trough"), Count("bars", "Bars in all"),
                    Count("fall_days", "Days to trough"), Count("days", "Days in all"), new("is_open", "Still open", CellKind.Text),
                ],
                [.. report.Drawdowns.Select(d => new RiskRow($"{d.Number}", d.Number, d.Depth, d.Peak, d.Trough, d.Recovery, d.FallBars, d.Bars, d.FallDays, d.Days, d.IsOpen))]),
        ],
    };

    public static RiskSection ValueAtRisk(RiskReport report) => new("value_at_risk", "Value at risk", $"The bar return that is fallen short of in 5 or 1 bars of 100, and the mean of the returns beyond it. {Verdict(report)}")
    {
        Draw = to => RiskCharts.ValueAtRisk(report, to),
        Tables =
        [
            new RiskTable("values", "Over the whole run", [Text("method", "Method"), new("confidence", "Confidence", CellKind.Share), Percent("value", "Value at risk"), Percent("conditional_value", "Mean beyond")],
                [.. report.ValuesAtRisk.Select(v => new RiskRow(Key(v), Name(v), v.Confidence, v.Value, v.ConditionalValue))]),
            new RiskTable("backtest", "Tried bar by bar",
                [
                    Text("method", "Method"), new("confidence", "Confidence", CellKind.Share), Count("window_bars", "Looks back") with { ForPeople = false }, Count("tested", "Bars tested"), Count("unforecast", "Not forecast"), Count("exceptions", "Exceptions"), Count("expected", "Expected"),
                    Number("kupiec", "Kupiec"), new("kupiec_p_value", "p", CellKind.PValue), Number("independence", "Christoffersen"), new("independence_p_value", "p", CellKind.PValue), Number("coverage", "Both") with { ForPeople = false }, new("coverage_p_value", "p", CellKind.PValue) { ForPeople = false },
                ],
                [.. report.ValuesAtRisk.Where(v => v.Backtest is not null).Select(v => (v, b: v.Backtest!)).Select(x => new RiskRow(Key(x.v), Name(x.v), x.v.Confidence, x.b.WindowBars, x.b.Tested, x.b.Unforecast, x.b.Exceptions, x.b.Expected,
                    x.b.Kupiec, x.b.KupiecPValue, x.b.Independence, x.b.IndependencePValue, x.b.Coverage, x.b.CoveragePValue))]),
        ],
    };

    public static RiskSection Tail(RiskReport report)
    {
        var t = report.Tail;
        return new RiskSection("tail", "Tails", "")
        {
            Facts =
            [
                new("returns", "Returns", CellKind.Count, t.Returns),
                new("best", "Best bar", CellKind.Percent, t.Best, When(t.BestTime)),
                new("best_time", "Best bar's time", CellKind.Time, t.BestTime) { ForPeople = false },
                new("worst", "Worst bar", CellKind.Percent, t.Worst, When(t.WorstTime)),
                new("worst_time", "Worst bar's time", CellKind.Time, t.WorstTime) { ForPeople = false },
                new("negative_share", "Bars that lost", CellKind.Percent, t.NegativeShare),
                new("skew", "Skewness", CellKind.Number, t.Skew, "Below 0: the long tail is on the side of losses."),
                new("kurtosis", "Excess kurtosis", CellKind.Number, t.Kurtosis, "Above 0: more very good and very bad bars than a normal law has."),
                new("jarque_bera", "Jarque-Bera", CellKind.Number, t.JarqueBera, "How far both are from a normal law's."),
                new("jarque_bera_p_value", "Its p-value", CellKind.PValue, t.JarqueBeraPValue, "A small one: returns are not normal."),
                new("hill_index", "Hill's tail index", CellKind.Number, t.HillIndex, t.HillCount is { } k ? $"Of the {k} largest losses; the less, the heavier the tail." : "The less, the heavier the tail of losses."),
                new("hill_count", "Losses it looks at", CellKind.Count, t.HillCount) { ForPeople = false },
                new("autocorrelation", "Autocorrelation", CellKind.Number, t.Autocorrelation, "Of each return with the one before."),
                new("square_autocorrelation", "Of squared returns", CellKind.Number, t.SquareAutocorrelation, "Above 0: wild bars follow wild ones."),
            ],
        };
    }

    public static RiskSection Stress(RiskReport report)
    {
        var beside = report.Benchmark is not null;
        return new RiskSection("stress", "Bad times", "The run's worst spans, none overlapping another of its length, and times in history that it holds.")
        {
            Tables = [Windows("worst", "The run's worst spans", report.Stress.Where(s => !s.IsHistorical), beside), Windows("history", "Times in history", report.Stress.Where(s => s.IsHistorical), beside)],
        };
    }

    // What the tests come to, in words: the historical method at 95 %, which asks the least of the returns.
    private static string Verdict(RiskReport report)
    {
        var first = report.ValuesAtRisk.FirstOrDefault(v => v is { Method: ValueAtRiskMethod.Historical, Confidence: 0.95 })?.Backtest;
        if (first is null || first.Tested == 0) return "";
        var seen = $"Tried on {NumberText.Count(first.Tested, "bar")}, the historical value at 95 % of the {first.WindowBars} returns before was fallen short of {NumberText.Count(first.Exceptions, "time")} where {CellText.ForPeople(CellKind.Count, Math.Round(first.Expected, 1))} were to be expected";
        if (first.Tested < TestedAtLeast) return $"{seen}; so few bars prove little.";
        var wrong = first.KupiecPValue < Doubt;
        var clustered = first.IndependencePValue < Doubt;
        return seen + (wrong, clustered) switch
        {
            (true, true) => $": {(first.Exceptions > first.Expected ? "too often" : "too seldom")}, and in clusters.",
            (true, false) => $": {(first.Exceptions > first.Expected ? "too often" : "too seldom")}.",
            (false, true) => ": about right in number, but in clusters.",
            _ => ": about right.",
        };
    }

    private static RiskTable Windows(string key, string title, IEnumerable<StressWindow> windows, bool beside)
    {
        List<RiskColumn> columns = [Text("name", "What"), Time("from", "From close of"), Time("to", "To close of"), Count("bars", "Bars"), Percent("return", "Return")];
        if (beside) columns.Add(Percent("benchmark_return", "Benchmark"));
        columns.Add(Percent("max_drawdown", "Deepest drawdown"));
        return new RiskTable(key, title, columns, [.. windows.GroupBy(w => w.Name).SelectMany(g => g.Select((w, i) =>
        {
            var row = new List<object?> { w.Name, w.From, w.To, w.Bars, w.Return };
            if (beside) row.Add(w.BenchmarkReturn);
            row.Add(w.MaxDrawdown);
            return new RiskRow(w.IsHistorical ? w.Name : $"{w.Name.Replace(' ', '_')}.{i + 1}", [.. row]);
        }))]);
    }

    private static string When(DateTime? time) => time is { } moment ? CellText.ForPeople(CellKind.Time, moment) : "";

    private static string Key(ValueAtRisk value) => FormattableString.Invariant($"{Name(value).ToLowerInvariant().Replace('-', '_')}_{100 * value.Confidence:0}");

    private static string Name(ValueAtRisk value) => value.Method == ValueAtRiskMethod.CornishFisher ? "Cornish-Fisher" : $"{value.Method}";
}
