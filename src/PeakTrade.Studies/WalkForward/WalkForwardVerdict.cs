using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>The figures of walk-forward in plain words; docs/walkforward.md says where the lines are drawn.</summary>
internal static class WalkForwardVerdict
{
    // Pardo's rule of thumb: a sound search keeps half of what it promised.
    private const double Sound = 0.5;
    private const double Jumpy = 0.5;
    private const int FewFolds = 4;

    public static string Of(WalkForwardResult result, double? annualReturn)
    {
        var windows = result.Folds.Count == 1 ? "the one test window" : $"{result.Folds.Count} test windows";
        if (result.Folds.All(f => f.Error is not null)) return $"Training found no parameters to try in {windows}: {result.Folds[0].Error}";
        if (result.Trades == 0) return $"There was no trade in {windows}, so there is nothing to judge.";
        var made = annualReturn is { } rate ? $"{Rate(rate)} a year" : "an undefined rate";
        var sharpe = result.Sharpe is { } ratio ? $" at a Sharpe ratio of {ratio.ToString("0.00", CultureInfo.InvariantCulture)}" : "";
        var profitable = (int)Math.Round((result.ProfitableFolds ?? 0) * result.Folds.Count);
        var count = result.Folds.Count == 1 ? "" : $"; {(profitable == 0 ? "none" : $"{profitable}")} of {result.Folds.Count} windows made money";
        return $"Over {windows} the strategy returned {made}{sharpe}, {Promise(result)}{count}. {Conclusion(result, annualReturn)}{Doubts(result)}";
    }

    private static string Promise(WalkForwardResult result) => result.Efficiency switch
    {
        null => "and training made nothing to compare with",
        > 0 and var kept => $"{Share(kept)} of what training made",
        _ => "though training had made money",
    };

    private static string Conclusion(WalkForwardResult result, double? annualReturn) => result switch
    {
        _ when !(annualReturn > 0) => "What training found did not hold on data it had not seen.",
        { Efficiency: null } => "The gain was not found by training, so it says little about the search.",
        { Efficiency: >= Sound, ProfitableFolds: >= 0.5 } => "What training found held on data it had not seen.",
        { Efficiency: >= Sound } => "The gain comes from a few windows, so it is not to be relied on.",
        _ => "Less than half of what training found held on data it had not seen.",
    };

    private static string Doubts(WalkForwardResult result)
    {
        var jumpiest = result.Stability.Where(s => s.Stability is not null).MinBy(s => s.Stability);
        var jumpy = jumpiest is { Stability: < Jumpy } ? $" The best {jumpiest.Parameter} changes much from window to window (stability {Share(jumpiest.Stability.Value)})." : "";
        return result.Folds.Count < FewFolds ? $"{jumpy} So few windows say little." : jumpy;
    }

    private static string Rate(double rate) => $"{(rate * 100).ToString(Math.Abs(rate) < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture)} %";

    private static string Share(double share) => $"{(share * 100).ToString("0", CultureInfo.InvariantCulture)} %";
}
