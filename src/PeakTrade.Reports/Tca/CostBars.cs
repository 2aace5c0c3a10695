namespace PeakTrade.Reports;

/// <summary>Bars that lie, one below the other, from one line: costs to the right of it, gains to the left.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="Bars">A name, a value, and the value as text.</param>
/// <param name="Width">The drawing's width.</param>
internal sealed record CostBars(string Label, IReadOnlyList<(string Name, double Value, string Text)> Bars, double Width)
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
        var (from, to1) = (left + (low < 0 ? room : 0), Width - (high > 0 || low == 0 ? room : 8));
        var unit = high > low ? (to1 - from) / (high - low) : 0;
        var zero = from - low * unit;
        to.Open("svg", ("class", "chart"), ("width", Width), ("height", height), ("viewBox", $"0 0 {Markup.Plain(Width)} {Markup.Plain(height)}"), ("role", "img"), ("aria-label", Label));
        for (var i = 0; i < Bars.Count; i++) Draw(to, Bars[i], 4 + i * Row, left, zero, unit);
        to.Empty("line", ("class", "axis"), ("x1", zero), ("x2", zero), ("y1", 2), ("y2", height - 2));
        to.CloseLine();
    }

    private static void Draw(Markup to, (string Name, double Value, string Text) bar, double top, double left, double zero, double unit)
    {
        var length = Math.Abs(bar.Value) * unit;
        var gain = bar.Value < 0;
        Plot.Label(to, bar.Name, LongestName, ("class", "label end"), ("x", left - 8), ("y", top + 16));
        to.Open("rect", ("class", gain ? "f6" : "bar"), ("x", gain ? zero - Math.Max(length, 1) : zero), ("y", top + 3), ("width", Math.Max(length, 1)), ("height", Row - 8), ("rx", 2)).Element("title", $"{bar.Name}: {bar.Text}").Close();
        to.Element("text", bar.Text, ("class", gain ? "label end" : "label"), ("x", gain ? zero - length - 6 : zero + length + 8), ("y", top + 16));
    }
}
