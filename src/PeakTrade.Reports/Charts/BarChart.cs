namespace PeakTrade.Reports;

/// <summary>Bars that lie, one below the other: names at the left, numbers at their ends.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="Bars">A name, a value of 0 or more, and the value as text.</param>
/// <param name="Width">The drawing's width.</param>
internal sealed record BarChart(string Label, IReadOnlyList<(string Name, double Value, string Text)> Bars, double Width)
{
    private const double Row = 26;
    private const int LongestName = 28;

    public void Draw(Markup to)
    {
        var height = Bars.Count * Row + 8;
        var left = Math.Clamp(Bars.Select(b => Math.Min(b.Name.Length, LongestName)).DefaultIfEmpty(1).Max() * 7.0 + 16, 60, 220);
        var longest = Bars.Select(b => b.Value).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        Drawing.Open(to, Label, Width, height);
        to.Empty("line", ("class", "axis"), ("x1", left), ("x2", left), ("y1", 2), ("y2", height - 2));
        for (var i = 0; i < Bars.Count; i++)
        {
            var (name, value, text) = Bars[i];
            var length = longest > 0 && value > 0 ? Math.Min(value / longest, 1) * (Width - left - 70) : 0;
            var top = 4 + i * Row;
            Plot.Label(to, name, LongestName, ("class", "label end"), ("x", left - 8), ("y", top + 16));
            to.Open("rect", ("class", "bar"), ("x", left + 0.5), ("y", top + 3), ("width", Math.Max(length, 1)), ("height", Row - 8), ("rx", 2)).Element("title", $"{name}: {text}").Close();
            to.Element("text", text, ("class", "label"), ("x", left + length + 8), ("y", top + 16));
        }

        Drawing.Close(to, Width);
    }
}
