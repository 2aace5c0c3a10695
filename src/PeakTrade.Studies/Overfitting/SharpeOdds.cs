using MathNet.Numerics.Distributions;

namespace PeakTrade.Studies;

/// <summary>How likely a Sharpe ratio is to be owed to luck. All ratios are of one period, a bar or a year.</summary>
internal static class SharpeOdds
{
    private const double EulerMascheroni = 0.57721566490153286;

    /// <summary>
    /// The probability that the true ratio lies above another one (Bailey and López de Prado 2012, "The Sharpe ratio efficient frontier"). Null where there are
    /// fewer than two returns or the moments leave no deviation.
    /// </summary>
    public static double? Above(double other, double sharpe, double skew, double excessKurtosis, int returns)
    {
        var variance = 1 - skew * sharpe + (excessKurtosis + 2) / 4 * sharpe * sharpe;
        return returns >= 2 && variance > 0 ? Normal.CDF(0, 1, (sharpe - other) * Math.Sqrt((returns - 1) / variance)) : null;
    }

    /// <summary>
    /// How many standard deviations the best of so many independent draws is expected to lie above their mean (Bailey and López de Prado 2014, "The deflated
    /// Sharpe ratio"); 0 for a single one.
    /// </summary>
    public static double ExpectedBest(int draws) => draws < 2 ? 0
        : (1 - EulerMascheroni) * Normal.InvCDF(0, 1, 1 - 1.0 / draws) + EulerMascheroni * Normal.InvCDF(0, 1, 1 - 1 / (draws * Math.E));

    /// <summary>
    /// The years below which the best of so many trials without skill is expected to show this annual ratio (Bailey, Borwein, López de Prado and Zhu 2014,
    /// "Pseudo-mathematics and financial charlatanism"). Null where the ratio is not above 0.
    /// </summary>
    public static double? MinimumYears(int trials, double annualSharpe)
    {
        var z = ExpectedBest(trials) / annualSharpe;
        return annualSharpe > 0 ? z * z : null;
    }
}
