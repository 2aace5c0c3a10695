namespace PeakTrade.Reports;

/// <summary>Each part of the cost as it added up over the time of the run.</summary>
internal static class CumulatedSection
{
    private static readonly (string Class, string Name, Func<TcaCosts, double> Of)[] Parts =
    [
        ("broken", "delay", c => c.Delay), ("complete", "slippage", c => c.Slippage), ("best", "fees", c => c.Fees), ("pruned", "borrow", c => c.Borrow), ("failed", "shortfall", c => c.Shortfall),
    ];

    public static Action<Markup> Write(TcaReport report) => to =>
    {
        to.Element("p", "What was paid up to each fill. Borrow stands at the fill that opened the short.", ("class", "lead"));
        var drawn = Parts.Where(part => part.Name == "shortfall" || report.Fills.Any(fill => part.Of(fill.Costs) != 0)).ToList();
        Legend.Write(to, [.. drawn.Select(part => ($"line {part.Class}", part.Name, true))]);
        var courses = drawn.ConvertAll(part => Course(report, part.Of));
        var values = courses.SelectMany(course => course.Select(point => point.Y)).Append(0).ToList();
        new XyChart("Costs paid so far", new Axis("", new TimeScale(TimeScale.Of(report.Start), TimeScale.Of(report.End))), new Axis("Paid so far", new LinearScale(values.Min(), values.Max(), 0.04)), 1108, 380)
        {
            Layers = [.. drawn.Zip(courses, (part, course) => new Lines(part.Class, [new Course(-1, course)]) { Stepped = true })],
        }.Draw(to);
    };

    private static List<(double X, double Y)> Course(TcaReport report, Func<TcaCosts, double> of)
    {
        var paid = 0.0;
        List<(double X, double Y)> course = [(TimeScale.Of(report.Start), 0)];
        foreach (var fill in report.Fills) course.Add((TimeScale.Of(fill.Time), paid += of(fill.Costs)));
        course.Add((TimeScale.Of(report.End), paid));
        return course;
    }
}
