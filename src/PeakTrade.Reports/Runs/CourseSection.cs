using PeakTrade.Engine;

namespace PeakTrade.Reports;

/// <summary>Equity over drawdown, beside the benchmark where it is known.</summary>
internal static class CourseSection
{
    private const int Stretches = 1_500;

    public static CourseBoard Board(BacktestResult run, RunCourse course)
    {
        var (equity, falls, beside) = (course.Curve.Equity, course.Drawdown, course.BenchmarkEquity);
        var times = course.Benchmark is null ? new CourseTimes(course.Curve.UtcTicks.Span, Stretches, equity, falls) : new CourseTimes(course.Curve.UtcTicks.Span, Stretches, equity, falls, beside);
        var lines = new List<CourseLine>();
        if (course.Benchmark is { } name) lines.Add(new CourseLine(name == run.Symbol ? $"{name}, held" : name, "beside", times, times.Thin(beside.Span)));
        lines.Add(new CourseLine("Equity", "complete", times, times.Thin(equity.Span)));
        return new CourseBoard(
        [
            new CoursePanel("Equity over time", "Equity", 340, lines),
            new CoursePanel("Drawdown over time", "Drawdown, %", 180, [new CourseLine("Drawdown", "failed", times, times.Thin(falls.Span, 100))]) { Unit = " %", IsFall = true },
        ]);
    }

    public static Action<Markup> Write(BacktestResult run, RunCourse course, CourseBoard board) => to =>
    {
        if (!board.IsDrawn)
        {
            to.Element("p", $"The run has {NumberText.Count(course.Curve.Equity.Length, "bar")}, so there is no course to draw.", ("class", "lead"));
            return;
        }

        Legend.Write(to, ("line complete", "equity", true), ("line beside", course.Benchmark == run.Symbol ? $"{course.Benchmark}, bought and held" : course.Benchmark ?? "", course.Benchmark is not null), ("line failed", "drawdown", true));
        board.Draw(to);
        if (course.Benchmark is null && course.Missing.Length > 0) to.Element("p", $"Buying and holding does not stand beside it. {course.Missing}", ("class", "lead"));
    };
}
