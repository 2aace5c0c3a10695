using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>How far the best value may be owed to searching: first in words, then in figures.</summary>
internal static class VerdictSection
{
    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (view.Study.Overfitting is not { } report)
        {
            to.Element("p", view.Complete.Count == 0
                ? "No trial is complete, so there is nothing to believe yet."
                : "Nothing is known about overfitting: the study carries no returns of its trials, or too few of them. Its best value is the best of all that were tried, and the more were tried the more of it is luck.", ("class", "verdict"));
            return;
        }

        to.Element("p", report.Verdict, ("class", "verdict"));
        to.Open("div", ("class", "figures"));
        Figure(to, "Deflated Sharpe ratio", Share(report.DeflatedSharpe), "Probability that the best trial's true Sharpe ratio is above what luck would give so many trials.");
        Figure(to, "Probabilistic Sharpe ratio", Share(report.ProbabilisticSharpe), "Probability that it is above 0, were it the only trial.");
        Figure(to, "Sharpe ratio by luck", Number(report.SharpeByLuck), "What the best of as many trials without skill would show, a year.");
        Figure(to, "Backtest overfitting", Share(report.BacktestOverfitting), "How often the best in one half of the data is below the median in the other (CSCV).");
        Figure(to, "Shortest data that would do", Years(report.MinimumBacktestYears), $"Below this, so many trials find the best Sharpe ratio by luck alone. There were {Years(report.BacktestYears) ?? "an unknown number of years"}.");
        Figure(to, "Superior predictive ability", PValue(report.SuperiorAbility), "Hansen's test against doing nothing: the less, the less likely is luck.");
        Figure(to, "Reality check", PValue(report.RealityCheck), "White's test against doing nothing, read in the same way.");
        Figure(to, "Trials", NumberText.Count(report.Trials), "Different parameter sets that were tried, pruned ones too.");
        to.Close();
    };

    private static void Figure(Markup to, string name, string? figure, string meaning)
    {
        to.Open("div", ("class", "figure")).Element("span", name);
        to.Element("b", figure ?? "undefined", ("class", figure is null ? "none" : null));
        to.Element("small", figure is null ? $"{meaning} The trials do not hold what it needs." : meaning).CloseLine();
    }

    private static string? Defined(double? figure, Func<double, string> text) => figure is { } number && !double.IsNaN(number) ? text(number) : null;

    private static string? Share(double? figure) => Defined(figure, NumberText.Percent);

    private static string? Number(double? figure) => Defined(figure, n => double.IsFinite(n) ? n.ToString("0.00", CultureInfo.InvariantCulture) : NumberText.Of(n));

    private static string? Years(double? figure) => Defined(figure, n => double.IsFinite(n) ? n.ToString(n < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) + " years" : "more than any");

    private static string? PValue(double? figure) => Defined(figure, n => n < 0.001 ? "p < 0.001" : "p = " + n.ToString("0.000", CultureInfo.InvariantCulture));
}
