using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>
/// Panels over one axis of time that can be zoomed into. They are drawn as they are on paper and where no script runs, and given to the script (course.js) as numbers, which
/// draws a part of them in the same way.
/// </summary>
internal sealed class CourseBoard(IReadOnlyList<CoursePanel> panels)
{
    private const double Width = 1108;
    private const double ManyFold = 4; // From here on ratios are what the eye should compare.
    private const double Margin = 0.04;
    private const double Ruined = 1e4; // What has shrunk by more lies at the edge: it would press all others together.

    private readonly IReadOnlyList<CourseTimes> _times = [.. panels.SelectMany(p => p.Lines).Select(l => l.Times).Distinct()];

    /// <summary>Whether there is anything to draw.</summary>
    public bool IsDrawn => _times.Any(t => t.Ticks.Length > 1);

    public void Draw(Markup to)
    {
        if (!IsDrawn) return;
        var known = _times.Where(t => t.Ticks.Length > 0).ToList();
        var time = new Axis("", new TimeScale(TimeScale.Of(known.Min(t => t.Ticks[0])), TimeScale.Of(known.Max(t => t.Ticks[^1]))));
        var axes = panels.Select(p => new Axis(p.Title, ScaleOf(p))).ToList();
        var left = axes.Zip(panels, (axis, panel) => Plot.LeftOf(axis, panel.Height)).Max();
        to.Open("div", ("class", "courses"));
        for (var i = 0; i < panels.Count; i++)
        {
            var panel = panels[i];
            var layers = new List<Layer>();
            foreach (var line in panel.Lines)
            {
                var course = new Course(-1, [.. line.Values.Select((value, at) => (TimeScale.Of(line.Times.Ticks[at]), value))]);
                if (panel.IsFall && panel.Lines.Count == 1) layers.Add(new Area(line.Class, course, 0));
                layers.Add(new Lines(line.Class, [course]));
            }

            layers.Add(new Ground(i));
            new XyChart(panel.Label, time, axes[i], Width, panel.Height) { Layers = layers, LeastLeft = left }.Draw(to);
        }

        to.CloseLine();
    }

    /// <summary>What the script draws from.</summary>
    public byte[]? Json()
    {
        if (!IsDrawn) return null;
        var bytes = new ArrayBufferWriter<byte>(65536);
        var unit = _times.All(t => t.Ticks.All(at => at % TimeSpan.TicksPerSecond == 0)) ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("unit", unit / TimeSpan.TicksPerMillisecond);
            json.WriteStartArray("times");
            foreach (var times in _times) WriteTimes(json, times.Ticks, unit);
            json.WriteEndArray();
            json.WriteStartArray("panels");
            foreach (var panel in panels) panel.WriteJson(json, _times, ScaleOf(panel) is LogScale);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A number of no more digits than a chart shows; null where there is none.</summary>
    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value)) json.WriteNullValue();
        else json.WriteRawValue((value + 0.0).ToString(Math.Abs(value) < 1e5 && Math.Abs(value) >= 0.01 ? "0.###" : "G7", CultureInfo.InvariantCulture), skipInputValidation: true);
    }

    // From 1970, and then from one to the next.
    private static void WriteTimes(Utf8JsonWriter json, long[] ticks, long unit)
    {
        json.WriteStartArray();
        var last = DateTime.UnixEpoch.Ticks / unit;
        foreach (var at in ticks)
        {
            json.WriteNumberValue(at / unit - last);
            last = at / unit;
        }

        json.WriteEndArray();
    }

    private static Scale ScaleOf(CoursePanel panel)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var line in panel.Lines)
        {
            foreach (var value in line.Values)
            {
                if (double.IsFinite(value)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        if (panel.IsFall) return new LinearScale(Math.Min(double.IsFinite(low) ? low : 0, -0.01), 0);
        if (double.IsInfinity(low)) return new LinearScale(0, 1);
        return low > 0 && high / low > ManyFold ? new LogScale(Math.Max(low, high / Ruined), high, Margin) : new LinearScale(low, high, Margin);
    }

    /// <summary>Where the script finds the ground of a panel, and the pointer too.</summary>
    private sealed record Ground(int Panel) : Layer("ground")
    {
        public override void Draw(Markup to, Plot plot)
        {
            var (left, right, top, bottom) = plot.Ground;
            to.Empty("rect", ("class", Class), ("data-panel", Panel), ("x", left), ("y", top), ("width", right - left), ("height", bottom - top));
        }
    }
}
