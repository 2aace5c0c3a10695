using System.Globalization;
using System.Text;

namespace PeakTrade.Reports;

/// <summary>A point of a chart.</summary>
/// <param name="Key">What it stands for, such as a trial's number; pointing at it shows this item everywhere on the page.</param>
/// <param name="X">Across.</param>
/// <param name="Y">Up.</param>
internal readonly record struct Mark(int Key, double X, double Y);

/// <summary>Something drawn on a chart's ground; later ones lie on top.</summary>
internal abstract record Layer(string Class)
{
    public abstract void Draw(Markup to, Plot plot);
}

/// <summary>Points. A point without a place (NaN) is not drawn.</summary>
/// <param name="Class">The style of the points.</param>
/// <param name="Marks">The points.</param>
/// <param name="Tip">What pointing at one says where no script runs; many points do without.</param>
internal sealed record Dots(string Class, IReadOnlyList<Mark> Marks, Func<Mark, string>? Tip = null) : Layer(Class)
{
    public override void Draw(Markup to, Plot plot)
    {
        var drawn = Marks.Where(m => !double.IsNaN(plot.X.Scale.Place(m.X)) && !double.IsNaN(plot.Y.Scale.Place(m.Y))).ToList();
        if (drawn.Count == 0) return;
        if (Tip is not null)
        {
            foreach (var mark in drawn)
                to.Open("circle", ("class", Class), ("data-k", mark.Key), ("cx", plot.AtX(mark.X)), ("cy", plot.AtY(mark.Y)), ("r", 5)).Element("title", Tip(mark)).Close();
            return;
        }

        // A line of no length with round ends is a dot, in a tenth of the bytes of a circle.
        var path = new StringBuilder();
        foreach (var mark in drawn) Plot.Add(path, 'M', plot.AtX(mark.X), plot.AtY(mark.Y)).Append("h0");
        to.Empty("path", ("class", $"dots {Class}"), ("data-k", Keys(drawn.Select(m => m.Key))), ("d", path.ToString()));
        // A ring is a dot with a smaller one of the ground's colour upon it.
        if (Class.Contains("ring", StringComparison.Ordinal)) to.Empty("path", ("class", "dots hole"), ("d", path.ToString()));
    }

    internal static string Keys(IEnumerable<int> keys) => string.Join(' ', keys.Select(k => k.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A line through points.</summary>
/// <param name="Key">What it stands for; -1 for nothing to point at.</param>
/// <param name="Points">The points in order. One without a place (NaN) breaks the line.</param>
internal sealed record Course(int Key, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines of one style.</summary>
internal sealed record Lines(string Class, IReadOnlyList<Course> Courses) : Layer(Class)
{
    private const int Stretches = 400;

    /// <summary>Whether a value holds until the next, as the best so far does.</summary>
    public bool Stepped { get; init; }

    public override void Draw(Markup to, Plot plot)
    {
        var path = new StringBuilder();
        var keys = new List<int>();
        foreach (var course in Courses)
        {
            var broken = true;
            foreach (var (x, y) in Thinning.Line(course.Points, Stretches))
            {
                var (atX, atY) = (plot.AtX(x), plot.AtY(y));
                if (double.IsNaN(atX) || double.IsNaN(atY))
                {
                    broken = true;
                    continue;
                }

                if (broken) keys.Add(course.Key);
                if (Stepped && !broken) path.Append('H').Append(Markup.Plain(atX)).Append('V').Append(Markup.Plain(atY));
                else Plot.Add(path, broken ? 'M' : 'L', atX, atY);
                broken = false;
            }
        }

        if (path.Length > 0) to.Empty("path", ("class", $"line {Class}"), ("data-k", Courses[0].Key < 0 ? null : Dots.Keys(keys)), ("d", path.ToString()));
    }
}

/// <summary>Items that have a place across but no value: a strip beneath the ground.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Class">Their style.</param>
/// <param name="Marks">The items.</param>
internal sealed record Lane(string Name, string Class, IReadOnlyList<Mark> Marks)
{
    public const double Height = 16;
}

/// <summary>Points and lines between two axes.</summary>
internal sealed record XyChart(string Label, Axis X, Axis Y, double Width, double Height)
{
    /// <summary>What is drawn, the lowest first.</summary>
    public IReadOnlyList<Layer> Layers { get; init; } = [];

    /// <summary>Strips beneath.</summary>
    public IReadOnlyList<Lane> Lanes { get; init; } = [];

    /// <summary>Where the ground begins at the left at the least.</summary>
    public double LeastLeft { get; init; }

    public void Draw(Markup to)
    {
        var lanes = Lanes.Where(lane => lane.Marks.Count > 0).ToList();
        var plot = new Plot(to, Label, Width, Height, X, Y, lanes.Count > 0 ? lanes.Count * Lane.Height + 4 : 0, LeastLeft);
        foreach (var layer in Layers) layer.Draw(to, plot);
        for (var i = 0; i < lanes.Count; i++) Draw(lanes[i], plot.Ground.Bottom + 5 + (i + 0.5) * Lane.Height);
        plot.End();

        void Draw(Lane lane, double at)
        {
            var path = new StringBuilder();
            foreach (var mark in lane.Marks) Plot.Add(path, 'M', plot.AtX(mark.X), at).Append("h0");
            Plot.Label(to, lane.Name, 12, ("x", plot.Ground.Left - 7), ("y", at + 4), ("class", "label end"));
            to.Empty("path", ("class", $"dots {lane.Class}"), ("data-k", Dots.Keys(lane.Marks.Select(m => m.Key))), ("d", path.ToString()));
        }
    }
}
