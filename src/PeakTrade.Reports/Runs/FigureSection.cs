namespace PeakTrade.Reports;

/// <summary>The figures: what came of it in a sentence, the main ones as tiles, the others as a list.</summary>
internal static class FigureSection
{
    private const double DaysAYear = 365.25;

    public static Action<Markup> Write(RunStory story) => to =>
    {
        var run = story.Result;
        to.Element("p", Verdict(run), ("class", "verdict"));
        if (run.NoTradesReason is { Length: > 0 } why) to.Element("p", $"There is no trade: {why}");
        if (run.OpenAtEnd) to.Element("p", "A position was still open at the end; it is marked at the last close.", ("class", "lead"));
        if (run.RowsDropped > 0) to.Element("p", $"{NumberText.Count(run.RowsDropped, "row")} of the data broke the contract and {(run.RowsDropped == 1 ? "was" : "were")} left out.", ("class", "lead"));
        foreach (var notice in story.Receipt?.Notices ?? []) to.Element("p", notice, ("class", "lead"));
        RiskPage.Facts(to, Tiles(run));
        to.Element("h3", "All other figures").Open("dl", ("class", "settings"));
        foreach (var (name, kind, value) in Others(run)) to.Fact(name, CellText.ForPeople(kind, value));
        to.Close().Element("p", $"Figures a year reckon with {CellText.ForPeople(CellKind.Count, run.PeriodsPerYear)} bars ({run.PeriodsPerYearSource}).", ("class", "lead after"));
    };

    private static string Verdict(BacktestResult run)
    {
        if (Known(run.TotalReturn) is not { } total) return "What it made cannot be told.";
        var years = (run.End - run.Start).TotalDays / DaysAYear;
        var length = years >= 1.5 ? $" in {CellText.ForPeople(CellKind.Count, Math.Round(years, 1))} years" : (run.End - run.Start).TotalDays is var days and >= 1 ? $" in {NumberText.Count((int)Math.Round(days), "day")}" : "";
        var annual = years >= 1.5 && Known(run.Cagr) is { } growth ? $", {CellText.ForPeople(CellKind.Percent, growth)} a year" : "";
        var beside = Known(run.BuyAndHoldReturn) is { } held ? $" Buying and holding {Made(held)}." : "";
        return $"It {Made(total)}{length}{annual}.{beside}";
    }

    private static string Made(double made) => made == 0 ? "made nothing" : made > 0 ? $"made {CellText.ForPeople(CellKind.Percent, made)}" : $"lost {CellText.ForPeople(CellKind.Percent, -made)}";

    private static double? Known(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static IEnumerable<RiskFact> Tiles(BacktestResult m) =>
    [
        new("total_return", "Total return", CellKind.Percent, m.TotalReturn, $"Final equity {CellText.ForPeople(CellKind.Number, m.FinalEquity)}"),
        new("cagr", "Growth a year", CellKind.Percent, m.Cagr, $"Volatility {CellText.ForPeople(CellKind.Percent, m.Volatility)}"),
        new("max_drawdown", "Deepest drawdown", CellKind.Percent, m.MaxDrawdown, $"{NumberText.Count(m.MaxDrawdownBars, "bar")} from peak to peak"),
        new("sharpe", "Sharpe ratio", CellKind.Number, m.Sharpe),
        new("sortino", "Sortino ratio", CellKind.Number, m.Sortino),
        new("calmar", "Calmar ratio", CellKind.Number, m.Calmar),
        new("trades", "Trades", CellKind.Count, m.Trades, m.OpenAtEnd ? "One or more open at the end" : ""),
        new("win_rate", "Win rate", CellKind.Percent, m.WinRate),
        new("profit_factor", "Profit factor", CellKind.Number, m.ProfitFactor),
        new("exposure", "Exposure", CellKind.Percent, m.Exposure, "Bars with a position"),
        new("fees_paid", "Fees", CellKind.Number, m.FeesPaid, $"Slippage {CellText.ForPeople(CellKind.Number, m.SlippagePaid)}{(m.BorrowPaid != 0 ? $", borrow {CellText.ForPeople(CellKind.Number, m.BorrowPaid)}" : "")}"),
        new("alpha", "Alpha a year", CellKind.Percent, m.Alpha, $"Beta {CellText.ForPeople(CellKind.Number, m.Beta)}, to buying and holding"),
    ];

    private static IEnumerable<(string Name, CellKind Kind, object? Value)> Others(BacktestResult m) =>
    [
        ("Ulcer index", CellKind.Percent, m.UlcerIndex), ("Value at risk, 95 %, a bar", CellKind.Percent, m.ValueAtRisk95), ("Mean beyond it", CellKind.Percent, m.ConditionalValueAtRisk95),
        ("Skewness", CellKind.Number, m.Skew), ("Excess kurtosis", CellKind.Number, m.Kurtosis), ("Buying and holding", CellKind.Percent, m.BuyAndHoldReturn),
        ("Payoff", CellKind.Number, m.Payoff), ("Mean profit of a trade", CellKind.Number, m.Expectancy), ("Mean bars held", CellKind.Number, m.AverageHoldingBars),
        ("Most bars held", CellKind.Count, m.LongestHoldingBars), ("Turnover a year", CellKind.Number, m.Turnover), ("Execution", CellKind.Text, CellText.Word(m.Execution)),
    ];
}
