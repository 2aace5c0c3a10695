namespace PeakTrade.Studies.Gp;

/// <summary>The standard normal law far into its tails, where differences of its plain formulas lose all digits.</summary>
internal static class NormalLaw
{
    private const double LogRootTwoPi = 0.918938533204672741780;

    // Above this the series converges fast, below it the continued fraction does.
    private const double Tail = -2.0;

    /// <summary>The logarithm of the chance of a number below <paramref name="z"/>, and its slope.</summary>
    public static double LogBelow(double z, out double slope)
    {
        if (z < Tail)
        {
            var sum = -z + Fraction(-z);
            slope = sum;
            return -0.5 * z * z - LogRootTwoPi - Math.Log(sum);
        }

        var density = Density(z);
        var below = Below(z, density);
        slope = density / below;
        return Math.Log(below);
    }

    /// <summary>
    /// The logarithm of h(z) = density(z) + z below(z), by which expected improvement is measured in standard deviations (Ament et al. 2023), with
    /// below(z) / h(z) and density(z) / h(z), from which its slopes are made.
    /// </summary>
    public static double LogImprovement(double z, out double below, out double density)
    {
        if (z < Tail)
        {
            // With Mills' ratio 1 / (t + K), where K = 1/(t + 2/(t + 3/(t + ...))) and t = -z, h is density K / (t + K): nothing cancels.
            var (t, k) = (-z, Fraction(-z));
            below = 1 / k;
            density = (t + k) / k;
            return -0.5 * z * z - LogRootTwoPi + Math.Log(k / (t + k));
        }

        var (dense, under) = (Density(z), Below(z, Density(z)));
        var improvement = dense + z * under;
        below = under / improvement;
        density = dense / improvement;
        return Math.Log(improvement);
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z - LogRootTwoPi);

    // 1/2 + density (z + z^3/3 + z^5/(3 5) + ...).
    private static double Below(double z, double density)
    {
        if (z > 9) return 1;
        var (term, sum) = (z, z);
        for (var n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); n += 2)
        {
            term *= z * z / n;
            sum += term;
        }

        return 0.5 + density * sum;
    }

    private static double Fraction(double t)
    {
        var k = 0.0;
        for (var n = 12 + (int)(400 / (t * t)); n >= 2; n--) k = n / (t + k);
        return 1 / (t + k);
    }
}
