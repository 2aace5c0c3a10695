using System.Text;

namespace PeakTrade.Reports;

/// <summary>A line across several upright axes.</summary>
/// <param name="Key">What it stands for.</param>
/// <param name="Step">The step of its colour.</param>
/// <param name="Values">A value for each axis; NaN breaks the line.</param>
internal sealed record Strand(int Key, int Step, double[] Values);

/// <summary>Parallel coordinates: an upright axis for each figure, a line for each item.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="Axes">The axes from left to right.</param>
/// <param name="Threads">The lines; those of a higher step lie on top.</param>
/// <param name="Width">The drawing's width.</param>
/// <param name="Height">The drawing's height.</param>
internal sealed record ParallelChart(string Label, IReadOnlyList<Axis> Axes, IReadOnlyList<Strand> Threads, double Width, double Height)
{
    private const double Top = 44, Foot = 16, Left = 64, Right = 64;

    private double Bottom => Height - Foot;

    private double Apart => Axes.Count > 1 ? (Width - Left - Right) / (Axes.Count - 1) : 0;

    public void Draw(Markup to)
    {
        Drawing.Open(to, Label, Width, Height);
        foreach (var step in Threads.GroupBy(t => t.Step).OrderBy(g => g.Key)) DrawThreads(to, step.Key, step);
        for (var i = 0; i < Axes.Count; i++) DrawAxis(to, i);
        Drawing.Close(to, Width);
    }

    private void DrawThreads(Markup to, int step, IEnumerable<Strand> threads)
    {
        var path = new StringBuilder();
        var keys = new List<int>();
        foreach (var thread in threads)
        {
            var broken = true;
            for (var i = 0; i < Axes.Count; i++)
            {
                var place = Axes[i].Scale.Place(thread.Values[i]);
                if (!double.IsNaN(place))
                {
                    if (broken) keys.Add(thread.Key);
                    Plot.Add(path, broken ? 'M' : 'L', Left + i * Apart, Bottom - place * (Bottom - Top));
                }

                broken = double.IsNaN(place);
            }
        }

        if (path.Length > 0) to.Empty("path", ("class", $"line thread q{step}"), ("data-k", Dots.Keys(keys)), ("d", path.ToString()));
    }

    private void DrawAxis(Markup to, int i)
    {
        var at = Left + i * Apart;
        to.Empty("line", ("class", "axis"), ("x1", at), ("x2", at), ("y1", Top), ("y2", Bottom));
        // Neighbours' names stand at two heights where they would meet.
        var longest = (int)Math.Max(8, Apart / 6.6 * (Apart < 110 ? 1.7 : 0.95));
        Plot.Label(to, Axes[i].Title, Math.Min(longest, 40), ("class", "title mid"), ("x", at), ("y", Apart < 110 && i % 2 == 1 ? 14 : 30));
        foreach (var tick in Axes[i].Scale.Ticks(6))
        {
            var y = Bottom - Axes[i].Scale.Place(tick.Value) * (Bottom - Top);
            to.Empty("line", ("class", "axis"), ("x1", at - 3), ("x2", at + 3), ("y1", y), ("y2", y));
            Plot.Label(to, tick.Label, (int)Math.Clamp(Apart / 8, 5, 16), ("class", "label end halo"), ("x", at - 6), ("y", y + 4));
        }
    }
}
