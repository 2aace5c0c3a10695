namespace PeakTrade.Reports;

/// <summary>Bars that lie, one below the other, from one line: values above 0 to its right, those below to its left.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="Bars">A name, a value, and the value as text.</param>
/// <param name="Width">The drawing's width.</param>
/// <param name="Below">The style of values below 0.</param>
internal sealed record SignedBars(string Label, IReadOnlyList<(string Name, double Value, string Text)> Bars, double Width, string Below)
{
    private const double Row = 26;
    private const double Letter = 7;
    private const int LongestName = 28;

    public void Draw(Markup to)
    {
        var height = Bars.Count * Row + 8;
        var left = Math.Clamp(Bars.Select(b => Math.Min(b.Name.Length, LongestName)).DefaultIfEmpty(1).Max() * Letter + 16, 60, 220);
        var room = Bars.Select(b => b.Text.Length).DefaultIfEmpty(1).Max() * Letter + 12;
        var (low, high) = (Math.Min(0, Bars.Select(b => b.Value).DefaultIfEmpty(0).Min()), Math.Max(0, Bars.Select(b => b.Value).DefaultIfEmpty(0).Max()));
        // Text stands at a bar's outer end, so there is room for it on each side that has bars.
        var (from, end) = (left + (low < 0 ? room : 0), Width - (high > 0 || low == 0 ? room : 8));
        var unit = high > low ? (end - from) / (high - low) : 0;
        var zero = from - low * unit;
        Drawing.Open(to, Label, Width, height);
        for (var i = 0; i < Bars.Count; i++) Draw(to, Bars[i], 4 + i * Row, left, zero, unit);
        to.Empty("line", ("class", "axis"), ("x1", zero), ("x2", zero), ("y1", 2), ("y2", height - 2));
        Drawing.Close(to, Width);
    }

    private void Draw(Markup to, (string Name, double Value, string Text) bar, double top, double left, double zero, double unit)
    {
        var length = Math.Abs(bar.Value) * unit;
        var below = bar.Value < 0;
        Plot.Label(to, bar.Name, LongestName, ("class", "label end"), ("x", left - 8), ("y", top + 16));
        to.Open("rect", ("class", below ? Below : "bar"), ("x", below ? zero - Math.Max(length, 1) : zero), ("y", top + 3), ("width", Math.Max(length, 1)), ("height", Row - 8), ("rx", 2)).Element("title", $"{bar.Name}: {bar.Text}").Close();
        to.Element("text", bar.Text, ("class", below ? "label end" : "label"), ("x", below ? zero - length - 6 : zero + length + 8), ("y", top + 16));
    }
}
