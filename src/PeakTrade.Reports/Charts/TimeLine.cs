using System.Text;

namespace PeakTrade.Reports;

/// <summary>Columns of a value a bar as points of a chart. Of many bars the lowest and the highest of each stretch are drawn, so that no extreme is lost.</summary>
internal static class TimeLine
{
    private const int Stretches = 400;

    public static Course Of(ReadOnlySpan<long> utcTicks, ReadOnlySpan<double> values)
    {
        var points = new List<(double X, double Y)>(Math.Min(values.Length, 2 * Stretches + 2));
        var stretches = values.Length <= 2 * Stretches ? values.Length : Stretches;
        for (var s = 0; s < stretches; s++)
        {
            var (from, to) = ((int)((long)values.Length * s / stretches), (int)((long)values.Length * (s + 1) / stretches));
            var (low, high) = (from, from);
            for (var i = from; i < to; i++)
            {
                if (!(values[i] >= values[low])) low = double.IsNaN(values[i]) ? low : i;
                if (!(values[i] <= values[high])) high = double.IsNaN(values[i]) ? high : i;
            }

            Add(points, utcTicks, values, Math.Min(low, high));
            if (low != high) Add(points, utcTicks, values, Math.Max(low, high));
        }

        if (values.Length > 0 && points[^1].X < TimeScale.Of(utcTicks[^1])) Add(points, utcTicks, values, values.Length - 1);
        return new Course(-1, points);
    }

    private static void Add(List<(double X, double Y)> points, ReadOnlySpan<long> utcTicks, ReadOnlySpan<double> values, int at) => points.Add((TimeScale.Of(utcTicks[at]), values[at]));
}

/// <summary>The ground between a line and a value.</summary>
internal sealed record Area(string Class, Course Course, double Base) : Layer(Class)
{
    public override void Draw(Markup to, Plot plot)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in Course.Points)
        {
            if (double.IsNaN(y)) continue;
            if (path.Length == 0) Plot.Add(path, 'M', plot.AtX(x), plot.AtY(Base));
            Plot.Add(path, 'L', plot.AtX(x), plot.AtY(y));
        }

        if (path.Length == 0) return;
        Plot.Add(path, 'L', plot.AtX(Course.Points[^1].X), plot.AtY(Base)).Append('z');
        to.Empty("path", ("class", $"area {Class}"), ("d", path.ToString()));
    }
}
