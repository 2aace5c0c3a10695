namespace PeakTrade.Engine;

/// <summary>
/// Quantiles of a distribution near the normal by its skewness and excess kurtosis (Cornish and Fisher 1938): z becomes
/// z + (z^2 - 1) S/6 + (z^3 - 3z) K/24 - (2z^3 - 5z) S^2/36.
/// </summary>
internal static class CornishFisher
{
    /// <summary>Whether the expansion is one of quantiles at all: where it does not rise everywhere, a higher chance would have a lower quantile (Maillard 2012).</summary>
    public static bool Holds(double skew, double kurtosis)
    {
        // Its slope is a z^2 + b z + c; it must not be below 0 anywhere.
        var (a, b, c) = (kurtosis / 8 - skew * skew / 6, skew / 3, 1 - kurtosis / 8 + 5 * skew * skew / 36);
        return a > 0 ? b * b <= 4 * a * c : a == 0 && b == 0 && c >= 0;
    }

    public static double Quantile(double z, double skew, double kurtosis) =>
        z + (z * z - 1) * skew / 6 + (z * z * z - 3 * z) * kurtosis / 24 - (2 * z * z * z - 5 * z) * skew * skew / 36;

    /// <summary>The mean of all quantiles below the one at z: the expansion integrated, Hermite's polynomials term by term (Maillard 2018).</summary>
    public static double MeanBelow(double z, double share, double skew, double kurtosis) =>
        -NormalDensity(z) / share * (1 + z * skew / 6 + (z * z - 1) * kurtosis / 24 - (2 * z * z - 1) * skew * skew / 36);

    public static double NormalDensity(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
}
