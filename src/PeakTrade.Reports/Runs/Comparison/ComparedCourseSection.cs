namespace PeakTrade.Reports;

/// <summary>The equity of all runs from 1, over their drawdowns.</summary>
internal static class ComparedCourseSection
{
    public static Action<Markup> Write(IReadOnlyList<RunAmong> runs, CourseBoard board) => to =>
    {
        if (!board.IsDrawn)
        {
            to.Element("p", "No run has more than one bar, so there is nothing to draw.", ("class", "lead"));
            return;
        }

        to.Element("p", "Each run's equity over what it began with, so that all begin near 1.", ("class", "lead"));
        to.Open("div", ("class", "legend"));
        foreach (var run in runs.Take(RunAmong.Clear))
        {
            to.Open("span");
            ComparedRunsSection.Sign(to, run);
            to.Text($" {NumberText.Cut(run.Run.Strategy, 40)}, {NumberText.Cut(run.Run.Symbol, 30)}").Close();
        }

        if (runs.Count > RunAmong.Clear) to.Element("span", $"and {NumberText.Count(runs.Count - RunAmong.Clear, "further run")}, thin");
        to.CloseLine();
        board.Draw(to);
    };
}
