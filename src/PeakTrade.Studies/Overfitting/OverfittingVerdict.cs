using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>The figures in plain words; docs/overfitting.md says where the lines are drawn.</summary>
internal static class OverfittingVerdict
{
    private const double Strong = 0.95;
    private const double Some = 0.8;
    private const double Little = 0.5;
    private const double SureChoice = 0.2;
    private const double RareLoss = 0.1;
    private const double Chance = 0.05;
    private const int FewReturns = 60;

    public static string Of(OverfittingReport report, BestTrial? best)
    {
        var sets = report.Trials == 1 ? "The one parameter set tried" : $"The best of {Count(report.Trials)} parameter sets";
        if (best is null) return "No parameter set has a result, so there is nothing to judge.";
        if (best.Trades == 0) return $"{sets} made no trade, so there is no return to judge.";
        if (report.Sharpe is not { } sharpe) return $"{sets} has no spread in its returns, so there is no Sharpe ratio to judge.";
        return $"{Judged(report, sharpe, sets)}{Shortness(report, best)}";
    }

    private static string Judged(OverfittingReport report, double sharpe, string sets)
    {
        if (sharpe <= 0) return $"{sets} has a Sharpe ratio of {Ratio(sharpe)} a year: it does no better than doing nothing, so there is no skill to speak of.";
        var alone = report.ProbabilisticSharpe is { } p ? $"with a probability of {Percent(p)} the true ratio is above 0" : "the returns are too few to say how sure that is";
        if (report.Trials == 1) return $"{sets} has a Sharpe ratio of {Ratio(sharpe)} a year; nothing was searched, and {alone}.";
        if (report is not { SharpeByLuck: { } luck, DeflatedSharpe: { } deflated })
            return $"{sets} has a Sharpe ratio of {Ratio(sharpe)} a year, but too few of them have returns to tell what luck alone would give; were it the only one tried, {alone}.";

        var opening = $"Of {Count(report.Trials)} parameter sets the best has a Sharpe ratio of {Ratio(sharpe)} a year; luck alone would give about {Ratio(luck)} to the best of as many";
        return $"{opening}, {Conclusion(report, deflated)} ({string.Join(", and ", Grounds(report, deflated))}).";
    }

    private static string Conclusion(OverfittingReport report, double deflated)
    {
        if (deflated < Little) return "so there is no evidence of skill";
        if (deflated < Some) return "so there is little evidence of skill";
        // Sets that are as good as each other: the ratio is no luck, but which of them comes first is.
        var overfit = report.BacktestOverfitting ?? 0;
        if (overfit >= 0.5) return "which speaks for skill, but the choice among the sets does not carry over to other data";
        var sameElsewhere = overfit <= SureChoice || report.OutOfSampleLoss <= RareLoss;
        if (deflated < Strong || report.SuperiorAbility > Chance || !sameElsewhere) return "so there is some evidence of skill";
        return overfit <= SureChoice ? "so there is strong evidence of skill" : "so there is strong evidence of skill, though less of which set is best";
    }

    private static IEnumerable<string> Grounds(OverfittingReport report, double deflated)
    {
        yield return $"deflated Sharpe {Percent(deflated)}";
        if (report.BacktestOverfitting is { } overfit) yield return $"in {(overfit == 0 ? "none" : Percent(overfit))} of the splits the best in one half was below the median in the other";
        if (report.SuperiorAbility is > Chance and var p && deflated >= Some) yield return $"against doing nothing p is {p.ToString("0.00", CultureInfo.InvariantCulture)}";
    }

    private static string Shortness(OverfittingReport report, BestTrial best)
    {
        if (best.Returns < FewReturns) return $" Only {best.Returns} bar returns stand behind this, which is too few to rely on.";
        // Where luck gives as much anyway, that has been said.
        var beatsLuck = report.DeflatedSharpe >= Little && report.Trials > 1;
        return beatsLuck && report.MinimumBacktestYears is { } least && report.BacktestYears is { } years && years < least
            ? $" The data are short: with as many sets, luck finds such a ratio in {Years(least)} of data or less, and there are {Years(years)}."
            : "";
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString(Math.Abs(ratio) < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);

    private static string Years(double years) => years < 1.0 / 12 ? "less than a month"
        : years < 2 ? $"{years * 12:0} months"
        : years.ToString(years < 10 ? "0.0 'years'" : "0 'years'", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share switch
    {
        < 0.01 => "under 1 %",
        > 0.99 => "over 99 %",
        _ => $"{(share * 100).ToString("0", CultureInfo.InvariantCulture)} %",
    };
}
