using System.Buffers;
using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>The drawings of a risk report. What is drawn is thinned, never what is computed.</summary>
internal static class RiskCharts
{
    private const double Width = 1108;
    private const double ManyFold = 8; // From here on ratios are what the eye should compare.
    private const int MostExceptions = 400;
    private const int MostBars = 10;

    private static readonly string[] WindowStyles = ["pruned", "broken", "complete"];

    public static void Equity(RiskReport report, Markup to)
    {
        var series = report.Series;
        if (series.Equity.Length < 2) return;
        var run = TimeLine.Of(series.UtcTicks.Span, series.Equity.Span);
        var benchmark = report.Relative is { } relative ? TimeLine.Of(series.UtcTicks.Span, Scaled(report, relative.From)) : null;
        Legend.Write(to, ("line complete", report.Result.Strategy, true), ("line pruned", report.Benchmark ?? "", benchmark is not null), ("line failed", "drawdown", true));
        var (low, high) = Ends([run.Points, .. benchmark is null ? Array.Empty<IReadOnlyList<(double X, double Y)>>() : [benchmark.Points]]);
        Scale scale = low > 0 && high / low > ManyFold ? new LogScale(low, high, 0.04) : new LinearScale(low, high, 0.04);
        new XyChart("Equity over time", Time(report), new Axis("Equity", scale), Width, 340) { Layers = [new Lines("pruned", benchmark is null ? [] : [benchmark]), new Lines("complete", [run])] }.Draw(to);
        var falls = Percent(TimeLine.Of(series.UtcTicks.Span, series.Drawdown.Span));
        var (deepest, _) = Ends([falls.Points]);
        new XyChart("Drawdown over time", Time(report), new Axis("Drawdown, %", new LinearScale(Math.Min(deepest, -0.01), 0, 0)), Width, 190) { Layers = [new Area("failed", falls, 0), new Lines("failed", [falls])] }.Draw(to);
    }

    public static void Rolling(RiskReport report, Markup to)
    {
        if (report.Rolling.Count == 0) return;
        Legend.Write(to,
        [
            .. report.Rolling.Select((r, i) => ($"line {WindowStyles[i]}", $"{r.Window} ({NumberText.Count(r.WindowBars, "bar")})", true)),
        ]);
        Chart("Volatility a year, %", r => Percent(TimeLine.Of(r.UtcTicks.Span, r.Volatility.Span)));
        Chart("Sharpe ratio", r => TimeLine.Of(r.UtcTicks.Span, r.Sharpe.Span));
        if (report.Benchmark is { } name) Chart($"Beta to {name}", r => TimeLine.Of(r.UtcTicks.Span, r.Beta.Span));

        void Chart(string title, Func<RollingRisk, Course> course)
        {
            var courses = report.Rolling.Select(course).ToList();
            // The shortest window swings the widest; the axis holds all of it, and the longest lies on top.
            var (low, high) = Ends([.. courses.Select(c => c.Points)]);
            if (double.IsInfinity(low)) return;
            new XyChart(title, Time(report), new Axis(title, new LinearScale(Math.Min(low, 0), Math.Max(high, 0), 0.03)), Width, 230) { Layers = [.. courses.Select((c, i) => new Lines(WindowStyles[i], [c]))] }.Draw(to);
        }
    }

    public static void ValueAtRisk(RiskReport report, Markup to)
    {
        if (Tested(report) is not { } tested) return;
        var times = report.Series.UtcTicks;
        var returns = Percent(TimeLine.Of(times.Span, Returns(report)));
        var forecasts = report.ValuesAtRisk.Where(v => v.Method == ValueAtRiskMethod.Historical).Select(v => Percent(TimeLine.Of(times.Span, v.Backtest!.Forecasts.Span))).ToList();
        var exceptions = Exceptions(report, tested);
        Legend.Write(to, ("line plain thin", "bar returns", true), ("line complete", "historical value at risk, 95 %", true), ("line broken", "99 %", forecasts.Count > 1), ("failed", "below that of 95 %", exceptions.Count > 0));
        var (low, high) = Ends([returns.Points]);
        new XyChart("Bar returns and value at risk", Time(report), new Axis("Return of a bar, %", new LinearScale(low, high, 0.04)), Width, 320)
        {
            Layers =
            [
                new Lines("plain thin", [returns]), new Lines("complete", [forecasts[0]]), new Lines("broken", forecasts.Count > 1 ? [forecasts[1]] : []),
                new Dots("failed small", [.. exceptions.Select((bar, i) => new Mark(i, TimeScale.Of(times.Span[bar]), 100 * ReturnInto(report, bar)))]),
            ],
        }.Draw(to);
    }

    public static void Exposure(RiskReport report, Markup to)
    {
        var series = report.Series;
        var ticks = series.UtcTicks.Span;
        if (!series.Gross.IsEmpty && ticks.Length > 1)
        {
            var (gross, net) = (TimeLine.Of(ticks, series.Gross.Span), TimeLine.Of(ticks, series.Net.Span));
            Legend.Write(to, ("line complete", "gross", true), ("line best", "net", true));
            var (low, high) = Ends([gross.Points, net.Points]);
            if (!double.IsInfinity(low))
                new XyChart("Gross and net exposure", Time(report), new Axis("Multiples of the equity", new LinearScale(Math.Min(low, 0), Math.Max(high, 0), 0.03)), Width, 230) { Layers = [new Lines("complete", [gross]), new Lines("best", [net])] }.Draw(to);
        }

        if (report.Result.Portfolio is null || series.Positions.IsEmpty || ticks.Length < 2) return;
        var positions = TimeLine.Of(ticks, series.Positions.Span);
        new XyChart("Positions", Time(report), new Axis("Positions", new LinearScale(0, Math.Max(1, Ends([positions.Points]).High), 0.03)), Width, 180) { Layers = [new Lines("complete", [positions])] }.Draw(to);
    }

    public static void Contributions(RiskReport report, Markup to)
    {
        if (report.Factors.Count > 0) Bars("Factors' contributions", [.. report.Factors.Select(f => (f.Factor, f.Contribution, CellText.ForPeople(CellKind.Percent, f.Contribution)))]);
        if (report.Sectors.Count > 0) Bars("Sectors' profits", [.. report.Sectors.Select(Share)]);
        if (report.Symbols.Count > 1) Bars("Instruments' profits", [.. BookSections.Ends(report.Symbols, MostBars).Select(Share)]);

        void Bars(string title, IReadOnlyList<(string Name, double Value, string Text)> bars)
        {
            to.Element("h3", title);
            new SignedBars(title, bars, 900, "bar loss").Draw(to);
        }

        static (string, double, string) Share(ProfitShare share) => (share.Name, share.Profit, CellText.ForPeople(CellKind.Number, share.Profit));
    }

    /// <summary>What pointing at an exception says.</summary>
    public static byte[]? Facts(RiskReport report)
    {
        if (Tested(report) is not { } tested) return null;
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("names");
            json.WriteStringValue("return");
            json.WriteStringValue("value at risk");
            json.WriteEndArray();
            json.WriteStartObject("items");
            foreach (var (bar, key) in Exceptions(report, tested).Select((bar, i) => (bar, i)))
            {
                json.WriteStartArray(NumberText.Of(key));
                json.WriteStringValue(CellText.ForPeople(CellKind.Time, new DateTime(report.Series.UtcTicks.Span[bar], DateTimeKind.Utc)));
                json.WriteStringValue(CellText.ForPeople(CellKind.Percent, ReturnInto(report, bar)));
                json.WriteStringValue(CellText.ForPeople(CellKind.Percent, tested.Forecasts.Span[bar]));
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static ValueAtRiskBacktest? Tested(RiskReport report) => report.ValuesAtRisk.FirstOrDefault(v => v is { Method: ValueAtRiskMethod.Historical, Confidence: 0.95 })?.Backtest;

    // The bars that fell below their forecast; of very many the worst in each stretch of time.
    private static List<int> Exceptions(RiskReport report, ValueAtRiskBacktest tested)
    {
        var found = new List<int>();
        for (var bar = 1; bar < tested.Forecasts.Length; bar++)
        {
            if (ReturnInto(report, bar) < tested.Forecasts.Span[bar]) found.Add(bar);
        }

        if (found.Count <= MostExceptions) return found;
        return [.. found.GroupBy(bar => (int)((long)bar * MostExceptions / tested.Forecasts.Length)).Select(g => g.MinBy(bar => ReturnInto(report, bar)))];
    }

    private static double ReturnInto(RiskReport report, int bar)
    {
        var equity = report.Series.Equity.Span;
        return equity[bar - 1] > 0 ? equity[bar] / equity[bar - 1] - 1 : 0;
    }

    private static double[] Returns(RiskReport report)
    {
        var returns = new double[report.Series.Equity.Length];
        for (var bar = 1; bar < returns.Length; bar++) returns[bar] = ReturnInto(report, bar);
        return returns;
    }

    // As if the run's equity of that time had been put into the benchmark.
    private static double[] Scaled(RiskReport report, DateTime from)
    {
        var (equity, closes) = (report.Series.Equity, report.Series.Benchmark);
        var first = report.Series.UtcTicks.Span.BinarySearch(from.Ticks);
        var unit = equity.Span[first] / closes.Span[first];
        var scaled = closes.ToArray();
        for (var bar = 0; bar < scaled.Length; bar++) scaled[bar] *= unit;
        return scaled;
    }

    private static Course Percent(Course course) => course with { Points = [.. course.Points.Select(p => (p.X, 100 * p.Y))] };

    private static Axis Time(RiskReport report) => new("", new TimeScale(TimeScale.Of(report.Series.UtcTicks.Span[0]), TimeScale.Of(report.Series.UtcTicks.Span[^1])));

    private static (double Low, double High) Ends(IReadOnlyList<IReadOnlyList<(double X, double Y)>> lines)
    {
        var known = lines.SelectMany(l => l).Select(p => p.Y).Where(double.IsFinite).ToList();
        return known.Count == 0 ? (double.PositiveInfinity, double.NegativeInfinity) : (known.Min(), known.Max());
    }
}
