using PeakTrade.Engine;

namespace PeakTrade.Reports;

/// <summary>The page of a run: what it made, how it went, what it traded, and what proves it.</summary>
public static class RunPage
{
    /// <summary>Writes the page, one HTML file that needs nothing else. The same run gives the same bytes; what is drawn is thinned, never what is computed.</summary>
    public static void Write(RunStory story, TextWriter to, CancellationToken cancel = default)
    {
        var run = story.Result;
        var course = RunCourse.Of(run, story.Market, cancel);
        var board = CourseSection.Board(run, course);
        var trades = run.GetTrades();
        var page = new ReportPage
        {
            Title = $"{run.Strategy} on {run.Symbol}",
            Kind = "Backtest",
            Subtitle = Span(run),
            Foot = run.DataHash.Length > 0 ? $"PeakTrade. SHA-256 of the bars: {run.DataHash}; of the configuration: {run.ConfigHash}" : "PeakTrade.",
            Courses = board.Json(),
            Facts = TradeSection.Facts(trades),
        };
        page.Add("figures", "Result", FigureSection.Write(story));
        page.Add("equity", "Equity and drawdown", CourseSection.Write(run, course, board));
        page.Add("calendar", "Months and years", CalendarSection.Write(course));
        page.Add("distribution", "Distribution of returns", DistributionSection.Write(run, course));
        if (course.Rolling is { } rolling) page.Add("rolling", "Rolling Sharpe ratio", RollingSection.Write(rolling));
        page.Add("trades", "Trades", TradeSection.Write(story, trades));
        page.Add("orders", "Orders", OrderSection.Write(run));
        page.Add("ambiguity", "What the bars leave open", AmbiguitySection.Write(run));
        if (run.Portfolio is not null) page.Add("portfolio", "Portfolio", PortfolioSection.Write(run));
        page.Add("settings", "Parameters and settings", SettingsSection.Write(story));
        page.Add("receipt", "Receipt", ReceiptSection.Write(story));
        cancel.ThrowIfCancellationRequested();
        page.Write(to);
    }

    /// <summary>From when to when, and in how many bars.</summary>
    public static string Span(BacktestResult run) => $"{CellText.ForPeople(CellKind.Time, run.Start)} to {CellText.ForPeople(CellKind.Time, run.End)}, {NumberText.Count(run.Bars, "bar")}";
}
