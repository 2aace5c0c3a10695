namespace PeakTrade.Engine;

/// <summary>How likely a statistic of this size or more is under the chi-square law.</summary>
internal static class ChiSquare
{
    /// <summary>With one degree of freedom: twice the normal law's tail beyond the root.</summary>
    public static double Beyond1(double statistic)
    {
        if (!(statistic > 0)) return 1;
        var t = Math.Sqrt(statistic);
        var density = CornishFisher.NormalDensity(t);
        return t < 2 ? 1 - 2 * density * Series(t) : 2 * density / (t + Fraction(t));
    }

    /// <summary>With two degrees of freedom.</summary>
    public static double Beyond2(double statistic) => statistic > 0 ? Math.Exp(-0.5 * statistic) : 1;

    // t + t^3/3 + t^5/(3 5) + ...
    private static double Series(double t)
    {
        var (term, sum) = (t, t);
        for (var n = 3; term > 1e-17 * sum; n += 2)
        {
            term *= t * t / n;
            sum += term;
        }

        return sum;
    }

    // 1/(t + 2/(t + 3/(t + ...))), the rest of Mills' ratio.
    private static double Fraction(double t)
    {
        var rest = 0.0;
        for (var n = 12 + (int)(400 / (t * t)); n >= 1; n--) rest = n / (t + rest);
        return rest;
    }
}
