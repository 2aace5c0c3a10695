using System.Text;

namespace PeakTrade.Reports;

/// <summary>Columns that stand on the bottom axis, as those of a histogram.</summary>
/// <param name="Class">Their style.</param>
/// <param name="Bars">From where to where each stands, and how high.</param>
internal sealed record Columns(string Class, IReadOnlyList<(double From, double To, double Height)> Bars) : Layer(Class)
{
    private const double Gap = 1;

    public override void Draw(Markup to, Plot plot)
    {
        var path = new StringBuilder();
        var foot = plot.AtY(0);
        foreach (var (from, end, height) in Bars)
        {
            if (!(height > 0)) continue;
            var (left, right) = (plot.AtX(from), plot.AtX(end));
            // The least count is seen as well.
            Plot.Add(path, 'M', left, foot).Append('V').Append(Markup.Plain(Math.Min(plot.AtY(height), foot - 1)));
            path.Append('H').Append(Markup.Plain(Math.Max(right - Gap, left + Gap))).Append('V').Append(Markup.Plain(foot)).Append('z');
        }

        if (path.Length > 0) to.Empty("path", ("class", Class), ("d", path.ToString()));
    }
}
