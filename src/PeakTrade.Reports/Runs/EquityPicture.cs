using System.Globalization;
using System.Text;

namespace PeakTrade.Reports;

/// <summary>A run as one picture: equity over drawdown, with its main figures. It stands alone: fixed colours on white, for a tracker's page, a document or paper.</summary>
public static class EquityPicture
{
    private const double Width = 1200, Height = 720, Left = 118, Right = Width - 36;
    private const int LongestTitle = 68, LongestSubtitle = 118;

    private static readonly (double Top, double Bottom) EquityGround = (178, 478), DrawdownGround = (524, 664);

    // The fonts that come with systems stand behind our own: a browser that has no DejaVu still finds one of much the same width.
    private const string Style = """
        text { font-family: "DejaVu Sans", Verdana, "Segoe UI", Arial, sans-serif; font-size: 14px; fill: #565d6a; }
        .title { font-size: 25px; font-weight: bold; fill: #1c2027; }
        .subtitle { font-size: 15px; }
        .figure { font-size: 20px; font-weight: bold; fill: #1c2027; }
        .name { font-size: 14px; font-weight: bold; fill: #1c2027; }
        .end { text-anchor: end; }
        .mid { text-anchor: middle; }
        .grid { stroke: #e4e3de; stroke-width: 1; }
        .axis { stroke: #9499a3; stroke-width: 1; }
        .start { stroke: #565d6a; stroke-width: 1.2; stroke-dasharray: 5 4; }
        .equity, .fall { fill: none; stroke-linejoin: round; }
        .equity { stroke: #2a5fc9; stroke-width: 2; }
        .fall { stroke: #c22f3c; stroke-width: 1.4; }
        .below { fill: #c22f3c; fill-opacity: 0.16; }

        """;

    /// <summary>The name that the file goes by on this machine: <c>equity_curve.png</c>, or <c>equity_curve.svg</c> where <see cref="Picture.Notice"/> says why.</summary>
    public static string FileName => Picture.NameOf("equity_curve");

    /// <summary>Writes the picture in the form that <see cref="FileName"/> tells.</summary>
    public static void Write(BacktestResult run, Stream to) => Picture.Write(Svg(run), to);

    /// <summary>The picture as SVG. The same run gives the same text.</summary>
    public static string Svg(BacktestResult run)
    {
        var curve = run.GetEquity();
        var ticks = curve.UtcTicks.Span;
        var equity = curve.Equity.Span;
        var text = new StringBuilder(64 * 1024);
        using var writer = new StringWriter(text, CultureInfo.InvariantCulture);
        var to = new Markup(writer);
        to.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", Width), ("height", Height), ("viewBox", "0 0 1200 720"), ("role", "img"), ("aria-label", $"Equity and drawdown of {Heading(run)}"));
        to.Own("style", Style);
        to.Empty("rect", ("width", Width), ("height", Height), ("fill", "#ffffff"));
        Head(run, to);
        if (ticks.Length == 0) to.Element("text", "The run has no bars.", ("class", "mid"), ("x", Width / 2), ("y", 330));
        else Panels(TimeLine.Of(ticks, equity).Points, TimeLine.Of(ticks, Drawdowns(equity)).Points, new TimeScale(TimeScale.Of(ticks[0]), TimeScale.Of(ticks[^1])), to);
        to.CloseLine();
        return text.ToString();
    }

    private static string Heading(BacktestResult run) => $"{run.Strategy} on {run.Symbol}";

    private static void Head(BacktestResult run, Markup to)
    {
        to.Element("text", NumberText.CutName(Heading(run), LongestTitle), ("class", "title"), ("x", 36), ("y", 46));
        var span = $"{run.Start:yyyy-MM-dd} to {run.End:yyyy-MM-dd} UTC, {NumberText.Count(run.Bars, "bar")}";
        to.Element("text", NumberText.Cut(run.Parameters.Count == 0 ? span : $"{span} · {run.Parameters}", LongestSubtitle), ("class", "subtitle"), ("x", 36), ("y", 73));
        (string Name, string Value)[] figures =
        [
            ("Total return", Percent(run.TotalReturn)), ("A year (CAGR)", Percent(run.Cagr)), ("Sharpe", Ratio(run.Sharpe)), ("Sortino", Ratio(run.Sortino)),
            ("Max drawdown", Percent(run.MaxDrawdown)), ("Trades", NumberText.Count(run.Trades)), ("Won", Percent(run.WinRate)), ("Profit factor", Ratio(run.ProfitFactor)),
        ];
        for (var i = 0; i < figures.Length; i++)
        {
            var x = 36 + i * (Right - 36) / figures.Length;
            to.Element("text", figures[i].Name, ("x", x), ("y", 110));
            to.Element("text", figures[i].Value, ("class", "figure"), ("x", x), ("y", 135));
        }
    }

    private static void Panels(IReadOnlyList<(double X, double Y)> equity, IReadOnlyList<(double X, double Y)> drawdown, TimeScale time, Markup to)
    {
        // What is no number has no place on an axis; the line is broken there.
        var known = equity.Select(p => p.Y).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var money = new Panel(to, EquityGround, time, new LinearScale(known.Min(), known.Max(), 0.05));
        money.Ground("Equity", Money, "dashed: where it began");
        money.Level("start", known[0]);
        money.Line("equity", equity);

        var deepest = drawdown.Select(p => p.Y).Where(double.IsFinite).DefaultIfEmpty(0).Min();
        // Some depth is shown where there is hardly any, or rounding would look like a crash.
        var fall = new Panel(to, DrawdownGround, time, new LinearScale(Math.Min(1.06 * deepest, -0.005), 0));
        fall.Ground("Drawdown", tick => NumberText.Of(Math.Round(100 * tick.Value, 10)) + " %");
        fall.Area("below", drawdown);
        fall.Line("fall", drawdown);
        fall.Times();
    }

    private static double[] Drawdowns(ReadOnlySpan<double> equity)
    {
        var drawdowns = new double[equity.Length];
        var peak = double.NegativeInfinity;
        for (var bar = 0; bar < equity.Length; bar++)
        {
            if (equity[bar] > peak) peak = equity[bar];
            drawdowns[bar] = double.IsNaN(equity[bar]) ? double.NaN : peak > 0 ? equity[bar] / peak - 1 : 0;
        }

        return drawdowns;
    }

    private static string Percent(double? share) => share is { } number && double.IsFinite(number) ? Figure(100 * number) + " %" : CellText.Undefined;

    private static string Ratio(double? ratio) => ratio is { } number && double.IsFinite(number) ? Figure(number) : CellText.Undefined;

    // As many digits as have room in an eighth of the width.
    private static string Figure(double number)
    {
        var text = number.ToString(Math.Abs(number) switch { < 1e3 => "0.00", < 1e6 => "#,0", _ => "0.00e0" }, CultureInfo.InvariantCulture);
        return text == "-0.00" ? "0.00" : text; // What is rounded to 0 has no sign.
    }

    // Whole thousands are easier to read with their commas than as powers of ten, up to where they no longer fit.
    private static string Money(Tick tick)
    {
        if (tick.Label.Contains('e')) return Math.Abs(tick.Value) is >= 1 and < 1e10 ? tick.Value.ToString("N0", CultureInfo.InvariantCulture) : tick.Label;
        var point = tick.Label.IndexOf('.');
        return tick.Value.ToString(point < 0 ? "N0" : $"N{tick.Label.Length - point - 1}", CultureInfo.InvariantCulture);
    }

    // A ground with its two axes; both panels share the one of time and the same left edge.
    private sealed class Panel(Markup to, (double Top, double Bottom) ground, TimeScale time, LinearScale scale)
    {
        private double AtX(double value) => Left + time.Place(value) * (Right - Left);

        private double AtY(double value) => ground.Bottom - scale.Place(value) * (ground.Bottom - ground.Top);

        public void Ground(string name, Func<Tick, string> label, string note = "")
        {
            foreach (var tick in scale.Ticks((int)((ground.Bottom - ground.Top) / 34)))
            {
                Rule("grid", AtY(tick.Value));
                to.Element("text", label(tick), ("class", "end"), ("x", Left - 10), ("y", AtY(tick.Value) + 5));
            }

            foreach (var tick in time.Ticks(10)) to.Empty("line", ("class", "grid"), ("x1", AtX(tick.Value)), ("x2", AtX(tick.Value)), ("y1", ground.Top), ("y2", ground.Bottom));
            Rule("axis", ground.Bottom);
            to.Element("text", name, ("class", "name"), ("x", Left), ("y", ground.Top - 12));
            if (note.Length > 0) to.Element("text", note, ("class", "end"), ("x", Right), ("y", ground.Top - 12));
        }

        public void Times()
        {
            foreach (var tick in time.Ticks(10)) to.Element("text", tick.Label, ("class", "mid"), ("x", Math.Min(AtX(tick.Value), Right - 10)), ("y", ground.Bottom + 24));
        }

        public void Level(string style, double value) => Rule(style, AtY(value));

        public void Line(string style, IReadOnlyList<(double X, double Y)> points)
        {
            var path = new StringBuilder();
            var broken = true;
            foreach (var (x, y) in points)
            {
                if (double.IsFinite(y)) Plot.Add(path, broken ? 'M' : 'L', AtX(x), AtY(y));
                broken = !double.IsFinite(y);
            }

            if (path.Length > 0) to.Empty("path", ("class", style), ("d", path.ToString()));
        }

        public void Area(string style, IReadOnlyList<(double X, double Y)> points)
        {
            var path = new StringBuilder();
            var (last, open) = (0.0, false);
            foreach (var (x, y) in points.Append((double.NaN, double.NaN)))
            {
                if (double.IsFinite(y))
                {
                    if (!open) Plot.Add(path, 'M', AtX(x), AtY(0));
                    Plot.Add(path, 'L', AtX(x), AtY(y));
                    (last, open) = (x, true);
                }
                else if (open)
                {
                    Plot.Add(path, 'L', AtX(last), AtY(0)).Append('z');
                    open = false;
                }
            }

            if (path.Length > 0) to.Empty("path", ("class", style), ("d", path.ToString()));
        }

        private void Rule(string style, double y) => to.Empty("line", ("class", style), ("x1", Left), ("x2", Right), ("y1", y), ("y2", y));
    }
}
