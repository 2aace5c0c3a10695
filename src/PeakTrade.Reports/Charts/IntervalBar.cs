namespace PeakTrade.Reports;

/// <summary>A stretch of values upon an axis, and a mark in or beside it.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="Low">Where the stretch begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Mark">The value that is marked.</param>
/// <param name="Width">The drawing's width.</param>
internal sealed record IntervalBar(string Label, double Low, double High, double Mark, double Width)
{
    private const double Height = 74;
    private const double Left = 60;
    private const double Top = 18;
    private const double Thick = 18;

    public void Draw(Markup to)
    {
        var scale = new LinearScale(Math.Min(Low, Mark), Math.Max(High, Mark), 0.25);
        Drawing.Open(to, Label, Width, Height);
        to.Empty("line", ("class", "axis"), ("x1", Left), ("x2", Width - Left), ("y1", Height - 24), ("y2", Height - 24));
        foreach (var tick in scale.Ticks(8)) to.Element("text", tick.Label, ("class", "label mid"), ("x", At(tick.Value)), ("y", Height - 7));
        to.Empty("rect", ("class", "bar interval"), ("x", At(Low)), ("y", Top), ("width", Math.Max(At(High) - At(Low), 1.5)), ("height", Thick), ("rx", 3));
        to.Empty("line", ("class", "interval-mark"), ("x1", At(Mark)), ("x2", At(Mark)), ("y1", Top - 6), ("y2", Top + Thick + 6));
        Drawing.Close(to, Width);

        double At(double value) => Left + scale.Place(value) * (Width - 2 * Left);
    }
}
