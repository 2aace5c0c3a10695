using System.Text;

namespace PeakTrade.Reports;

/// <summary>What an axis shows, and where its values lie.</summary>
/// <param name="Title">Its name, with the unit where there is one.</param>
/// <param name="Scale">Its scale.</param>
internal sealed record Axis(string Title, Scale Scale);

/// <summary>
/// The ground of a chart with two axes: the drawing's size, its grid, marks and titles, and where a value lies in it. A drawing names classes only and no
/// colours, so that one style sheet serves a page by day, by night and in print, and another a picture that stands alone.
/// </summary>
internal sealed class Plot
{
    // About the width of a letter at the size of a label; no font is measured, so that every machine draws the same.
    private const double Letter = 6.4;
    private const int LongestLabel = 16;

    private readonly Markup _to;
    private readonly double _width, _left, _right, _top, _bottom;

    /// <summary>Opens a drawing and lays the ground; <see cref="End"/> closes it.</summary>
    /// <param name="to">Where it is written.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="x">The axis along the bottom.</param>
    /// <param name="y">The axis along the left.</param>
    /// <param name="laneHeight">Room between the ground and the bottom axis.</param>
    /// <param name="leastLeft">Where the ground begins at the left at the least, so that the grounds of several drawings stand one below the other.</param>
    public Plot(Markup to, string label, double width, double height, Axis x, Axis y, double laneHeight = 0, double leastLeft = 0)
    {
        _to = to;
        (X, Y, _width) = (x, y, width);
        var rows = Rows(y, height);
        _left = Math.Max(LeftOf(rows), leastLeft);
        (_right, _top, _bottom) = (width - 14, 28, height - 42 - laneHeight);
        Drawing.Open(to, label, width, height);
        DrawRows(rows);
        DrawColumns(height, laneHeight);
    }

    /// <summary>The axes.</summary>
    public Axis X { get; }

    /// <inheritdoc cref="X"/>
    public Axis Y { get; }

    /// <summary>Where the ground ends at the left, right, top and bottom.</summary>
    public (double Left, double Right, double Top, double Bottom) Ground => (_left, _right, _top, _bottom);

    /// <summary>Where the ground of a drawing begins at the left: there is room for its labels.</summary>
    public static double LeftOf(Axis y, double height) => LeftOf(Rows(y, height));

    /// <summary>Where a value lies across the drawing.</summary>
    public double AtX(double value) => _left + X.Scale.Place(value) * (_right - _left);

    /// <summary>Where a value lies down the drawing.</summary>
    public double AtY(double value) => _bottom - Y.Scale.Place(value) * (_bottom - _top);

    /// <summary>Closes the drawing.</summary>
    public void End() => Drawing.Close(_to, _width);

    /// <summary>A place in a path, to a tenth of a unit.</summary>
    public static StringBuilder Add(StringBuilder path, char command, double x, double y) =>
        path.Append(command).Append(Markup.Plain(x)).Append(' ').Append(Markup.Plain(y));

    private static IReadOnlyList<Tick> Rows(Axis y, double height) => y.Scale.Ticks(Math.Max(2, (int)(height / 46)));

    private static double LeftOf(IReadOnlyList<Tick> rows) => Math.Clamp(rows.Select(t => Math.Min(t.Label.Length, LongestLabel)).DefaultIfEmpty(1).Max() * Letter + 14, 34, 130);

    private void DrawRows(IReadOnlyList<Tick> rows)
    {
        foreach (var tick in rows)
        {
            var at = AtY(tick.Value);
            _to.Empty("line", ("class", "grid"), ("x1", _left), ("x2", _right), ("y1", at), ("y2", at));
            Label(tick.Label, LongestLabel, ("x", _left - 7), ("y", at + 4), ("class", "label end"));
        }

        Label(Y.Title, (int)((_right - _left) / 7), ("x", 2), ("y", 14), ("class", "title"));
    }

    private void DrawColumns(double height, double laneHeight)
    {
        var width = _right - _left;
        var ticks = X.Scale.Ticks(Math.Clamp((int)(width / 62), 2, 14));
        // Choices may have long names: each is cut to its own stretch, and its whole name shows when pointed at.
        var longest = X.Scale.IsOrdered || ticks.Count == 0 ? LongestLabel : Math.Max(3, (int)(width / ticks.Count / 6.6));
        foreach (var tick in ticks)
        {
            var at = AtX(tick.Value);
            if (X.Scale.IsOrdered) _to.Empty("line", ("class", "grid"), ("x1", at), ("x2", at), ("y1", _top), ("y2", _bottom + laneHeight));
            Label(tick.Label, longest, ("x", Math.Min(at, _right - 4)), ("y", height - 25), ("class", "label mid"));
        }

        _to.Empty("line", ("class", "axis"), ("x1", _left), ("x2", _right), ("y1", _bottom), ("y2", _bottom));
        Label(X.Title, (int)(width / 6.6), ("x", (_left + _right) / 2), ("y", height - 6), ("class", "title mid"));
    }

    private void Label(string text, int longest, params ReadOnlySpan<(string, object?)> attributes) => Label(_to, text, longest, attributes);

    /// <summary>Text that is cut where it is too long; the whole of it shows when pointed at.</summary>
    public static void Label(Markup to, string text, int longest, params ReadOnlySpan<(string, object?)> attributes)
    {
        var shown = NumberText.CutName(text, longest);
        to.Open("text", attributes).Text(shown);
        if (shown != text) to.Element("title", text);
        to.Close();
    }
}
