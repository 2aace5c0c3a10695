using PeakTrade.Engine;

namespace PeakTrade.Reports;

/// <summary>How the bar returns lie, beside a normal law of the same mean and deviation.</summary>
internal static class DistributionSection
{
    private const int CurvePoints = 160;

    public static Action<Markup> Write(BacktestResult run, RunCourse course) => to =>
    {
        if (course.Histogram is not { } histogram)
        {
            to.Element("p", "The account never moved, so there are no returns to show.", ("class", "lead"));
            return;
        }

        var count = histogram.Counts.Sum();
        var flat = histogram.Flat > 0 ? $" {NumberText.Count(histogram.Flat, "bar")} on which the account did not move {(histogram.Flat == 1 ? "is" : "are")} left out." : "";
        var beyond = histogram.Beyond > 0 ? $" {NumberText.Count(histogram.Beyond, "return")} beyond either end {(histogram.Beyond == 1 ? "is" : "are")} counted in the outermost column." : "";
        to.Element("p", $"{NumberText.Count(count, "bar return")}; value at risk at 95 % {CellText.ForPeople(CellKind.Percent, run.ValueAtRisk95)}, skewness {CellText.ForPeople(CellKind.Number, run.Skew)}, excess kurtosis {CellText.ForPeople(CellKind.Number, run.Kurtosis)}.{flat}{beyond}", ("class", "lead"));
        Legend.Write(to, ("complete", "gains", true), ("best", "losses", true), ("line curve", "a normal law of the same mean and deviation", histogram.Deviation > 0));
        var bars = histogram.Counts.Select((n, i) => (From: 100 * (histogram.From + i * histogram.Width), To: 100 * (histogram.From + (i + 1) * histogram.Width), Height: (double)n)).ToList();
        var curve = Normal(histogram, count);
        var highest = Math.Max(bars.Max(b => b.Height), curve.Select(p => p.Y).DefaultIfEmpty(0).Max());
        new XyChart("How often each return came", new Axis("Return of a bar, %", new LinearScale(bars[0].From, bars[^1].To)), new Axis("Bars", new LinearScale(0, highest * 1.05)), 1108, 260)
        {
            Layers =
            [
                new Columns("bar loss", [.. bars.Where(b => b.From + b.To < 0)]), new Columns("bar", [.. bars.Where(b => b.From + b.To > 0)]),
                new Lines("curve", curve.Count > 0 ? [new Course(-1, curve)] : []),
            ],
        }.Draw(to);
    };

    private static List<(double X, double Y)> Normal(ReturnHistogram histogram, int count)
    {
        var points = new List<(double X, double Y)>();
        if (!(histogram.Deviation > 0)) return points;
        var step = histogram.Width * histogram.Counts.Count / CurvePoints;
        for (var i = 0; i <= CurvePoints; i++)
        {
            var x = histogram.From + i * step;
            var z = (x - histogram.Mean) / histogram.Deviation;
            points.Add((100 * x, count * histogram.Width * Math.Exp(-0.5 * z * z) / (histogram.Deviation * Math.Sqrt(2 * Math.PI))));
        }

        return points;
    }
}
