namespace PeakTrade.Reports;

/// <summary>Several runs on one page: their courses together, their figures and parameters side by side.</summary>
public static class ComparisonPage
{
    private const int FewestToCompare = 2;

    /// <summary>Writes the page, one HTML file that needs nothing else. The same runs in the same order give the same bytes.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="to">Where it is written.</param>
    /// <param name="cancel">Ends the work.</param>
    public static void Write(IReadOnlyList<BacktestResult> runs, TextWriter to, CancellationToken cancel = default)
    {
        var compared = new List<RunAmong>(runs.Count);
        foreach (var run in runs)
        {
            cancel.ThrowIfCancellationRequested();
            compared.Add(new RunAmong(run, compared.Count, runs.Count));
        }

        var chance = RunChance.Of(compared, cancel);
        var board = new CourseBoard(
        [
            new CoursePanel("Equity of each run, from 1", "Equity, from 1", 380, [.. compared.AsEnumerable().Reverse().Select(r => r.Equity)]) { Digits = 3 },
            new CoursePanel("Drawdown of each run", "Drawdown, %", 220, [.. compared.AsEnumerable().Reverse().Select(r => r.Drawdown)]) { Unit = " %", IsFall = true },
        ]);
        var page = new ReportPage
        {
            Title = Title(runs),
            Kind = "Comparison of backtests",
            Subtitle = Subtitle(runs),
            Foot = "PeakTrade.",
            Courses = board.Json(),
        };
        page.Add("runs", "Runs", ComparedRunsSection.Write(compared, chance));
        page.Add("equity", "Equity and drawdown", ComparedCourseSection.Write(compared, board));
        if (chance is not null) page.Add("chance", "Is the difference more than chance?", ChanceSection.Write(chance));
        page.Add("figures", "Figures side by side", ComparedFiguresSection.Write(compared));
        page.Add("parameters", "Parameters side by side", ComparedParametersSection.Write(compared));
        if (compared.Count >= FewestToCompare) page.Add("correlation", "Correlation of returns", CorrelationSection.Write(compared, cancel));
        page.Write(to);
    }

    private static string Title(IReadOnlyList<BacktestResult> runs)
    {
        var strategies = runs.Select(r => r.Strategy).Distinct(StringComparer.Ordinal).ToList();
        var symbols = runs.Select(r => r.Symbol).Distinct(StringComparer.Ordinal).ToList();
        return $"{NumberText.Count(runs.Count, "run")} of {(strategies.Count == 1 ? strategies[0] : NumberText.Count(strategies.Count, "strategy").Replace("strategys", "strategies"))} on {(symbols.Count == 1 ? symbols[0] : NumberText.Count(symbols.Count, "instrument"))}";
    }

    private static string Subtitle(IReadOnlyList<BacktestResult> runs) =>
        runs.Count == 0 ? "" : $"{CellText.ForPeople(CellKind.Time, runs.Min(r => r.Start))} to {CellText.ForPeople(CellKind.Time, runs.Max(r => r.End))}";
}
