namespace PeakTrade.Reports;

/// <summary>Bars that lie, one below the other, to the right of a line for gains and to its left for losses: names at the left, numbers at the right.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="Bars">A name, a value, and the value as text.</param>
/// <param name="Width">The drawing's width.</param>
internal sealed record SignedBars(string Label, IReadOnlyList<(string Name, double Value, string Text)> Bars, double Width)
{
    private const double Row = 26;
    private const int LongestName = 28;

    public void Draw(Markup to)
    {
        var height = Bars.Count * Row + 8;
        var left = Math.Clamp(Bars.Select(b => Math.Min(b.Name.Length, LongestName)).DefaultIfEmpty(1).Max() * 7.0 + 16, 60, 220);
        var right = Width - 84;
        var (lowest, highest) = (Math.Min(0, Bars.Select(b => b.Value).DefaultIfEmpty(0).Min()), Math.Max(0, Bars.Select(b => b.Value).DefaultIfEmpty(0).Max()));
        var unit = highest > lowest ? (right - left) / (highest - lowest) : 0;
        var zero = left - lowest * unit;
        to.Open("svg", ("class", "chart"), ("width", Width), ("height", height), ("viewBox", $"0 0 {Markup.Plain(Width)} {Markup.Plain(height)}"), ("role", "img"), ("aria-label", Label));
        for (var i = 0; i < Bars.Count; i++)
        {
            var (name, value, text) = Bars[i];
            var top = 4 + i * Row;
            var length = Math.Max(Math.Abs(value) * unit, 1);
            Plot.Label(to, name, LongestName, ("class", "label end"), ("x", left - 8), ("y", top + 16));
            to.Open("rect", ("class", value < 0 ? "bar loss" : "bar"), ("x", value < 0 ? zero - length : zero), ("y", top + 3), ("width", length), ("height", Row - 8), ("rx", 2)).Element("title", $"{name}: {text}").Close();
            to.Element("text", text, ("class", "label end"), ("x", Width - 2), ("y", top + 16));
        }

        to.Empty("line", ("class", "axis"), ("x1", zero), ("x2", zero), ("y1", 2), ("y2", height - 2));
        to.CloseLine();
    }
}
