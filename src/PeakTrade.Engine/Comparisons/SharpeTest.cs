using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>
/// Whether two Sharpe ratios differ by more than chance: Ledoit and Wolf, "Robust performance hypothesis testing with the Sharpe ratio", Journal of Empirical Finance 15 (2008), whose
/// standard error holds for fat tails and for returns that hang together in time and with each other. docs/comparing.md states each step.
/// </summary>
internal static class SharpeTest
{
    public const string Method = "Ledoit-Wolf (2008), HAC: Parzen kernel, prewhitened";

    /// <summary>Fewer returns than these say next to nothing.</summary>
    public const int LeastReturns = 60;

    private const double Quantile975 = 1.959963984540054;

    /// <summary>The difference of two runs over the bars that both have; ratios are made yearly by the coarser calendar of the two.</summary>
    public static SharpeDifference Of(int place, EquityCurve run, EquityCurve reference, double periodsPerYear)
    {
        var (common, why) = CommonReturns.Of(run, reference);
        return common is null ? Untested(new() { Run = place }, why) : Of(place, common.Run, common.Reference, periodsPerYear);
    }

    public static SharpeDifference Of(int place, ReadOnlySpan<double> run, ReadOnlySpan<double> reference, double periodsPerYear)
    {
        var count = run.Length;
        var year = Math.Sqrt(periodsPerYear);
        var influence = new double[count];
        var (sharpe, other) = (Add(run, 1, influence), Add(reference, -1, influence));
        var result = new SharpeDifference { Run = place, CommonBars = count, Sharpe = sharpe * year, ReferenceSharpe = other * year, Difference = (sharpe - other) * year };
        if (sharpe is null || other is null) return Untested(result, count < 2 ? "there are fewer than two common returns" : "the returns of one of them do not vary");
        // Equal, or one a multiple of the other, up to rounding.
        if (Dot(influence, influence) <= count * 1e-20) return result with { Difference = 0, Verdict = SharpeVerdict.Same, Sentence = "The two have the same returns, or returns in proportion: their Sharpe ratios are the same." };
        if (count < LeastReturns) return Untested(result, $"there are {count} common returns, and {LeastReturns} are wanted");

        var error = Math.Sqrt(LongRunVariance(influence) / count) * year;
        var difference = result.Difference!.Value;
        var z = difference / error;
        var p = ChiSquare.Beyond1(z * z);
        var verdict = p >= 0.05 ? SharpeVerdict.Chance : z > 0 ? SharpeVerdict.Better : SharpeVerdict.Worse;
        return result with
        {
            StandardError = error, Z = z, PValue = p, Low = difference - Quantile975 * error, High = difference + Quantile975 * error, Method = Method, Verdict = verdict,
            Sentence = string.Create(CultureInfo.InvariantCulture, $"The Sharpe ratio {result.Sharpe:0.00} against {result.ReferenceSharpe:0.00}: the difference {difference:0.00} +- {error:0.00} {(verdict == SharpeVerdict.Chance ? "may well be chance" : "is hardly chance")} (p = {Shown(p)}, {count} common returns)."),
        };
    }

    private static SharpeDifference Untested(SharpeDifference so, string why) => so with { Verdict = SharpeVerdict.Untested, Sentence = $"The Sharpe ratios cannot be tested against each other: {why}." };

    private static string Shown(double p) => p < 0.001 ? "0.000" : p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    // What each return does to the ratio m / s: z - S (z^2 - 1) / 2 with z = (r - m) / s, the gradient of equation (3) of the paper applied to (r, r^2). Null where returns are alike.
    private static double? Add(ReadOnlySpan<double> returns, double sign, double[] influence)
    {
        var moments = default(Moments);
        for (var from = 0; from < returns.Length; from += Moments.BlockBars)
        {
            var block = returns.Slice(from, Math.Min(Moments.BlockBars, returns.Length - from));
            moments.Add(block, block);
        }

        if (moments.Variance is not { } variance) return null;
        var (mean, count) = (moments.Mean, returns.Length);
        var perUnit = 1 / Math.Sqrt(variance * (count - 1) / count);
        var half = 0.5 * mean * perUnit;
        for (var t = 0; t < count; t++)
        {
            var z = (returns[t] - mean) * perUnit;
            influence[t] += sign * (z - half * (z * z - 1));
        }

        return mean / Math.Sqrt(variance);
    }

    // Andrews and Monahan (1992): the long-run variance of what a first-order autoregression leaves, put back together. With Andrews' (1991) bandwidth for Parzen's kernel, but no less
    // than Newey and West (1994) begin from, lest a first-order coefficient near 0 hides what comes later; T / (T - 4) for the four moments that are estimated.
    private static double LongRunVariance(double[] series)
    {
        var length = series.Length;
        var carried = Math.Clamp(Dot(series.AsSpan(1), series.AsSpan(0, length - 1)) / Dot(series.AsSpan(0, length - 1), series.AsSpan(0, length - 1)), -0.97, 0.97);
        var left = new double[length - 1];
        for (var t = 0; t < left.Length; t++) left[t] = series[t + 1] - carried * series[t];

        var (all, earlier) = (Dot(left, left), Dot(left.AsSpan(0, left.Length - 1), left.AsSpan(0, left.Length - 1)));
        var first = Math.Clamp(Dot(left.AsSpan(1), left.AsSpan(0, left.Length - 1)) / earlier, -0.97, 0.97);
        var alpha = 4 * first * first / Math.Pow(1 - first, 4);
        var bandwidth = Math.Clamp(2.6614 * Math.Pow(alpha * length, 0.2), 4 * Math.Pow(length / 100.0, 0.16), 10 * Math.Cbrt(length));

        var sum = all;
        for (var lag = 1; lag < bandwidth && lag < left.Length; lag++) sum += 2 * Parzen(lag / bandwidth) * Dot(left.AsSpan(lag), left.AsSpan(0, left.Length - lag));
        return sum / left.Length / ((1 - carried) * (1 - carried)) * length / (length - 4);
    }

    private static double Parzen(double x) => x <= 0.5 ? 1 - 6 * x * x * (1 - x) : 2 * (1 - x) * (1 - x) * (1 - x);

    // In four fixed lanes, so that it does not depend on the vector width of the machine.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var (even, odd, i) = (Vector256<double>.Zero, Vector256<double>.Zero, 0);
        for (; i <= a.Length - 8; i += 8)
        {
            even += Vector256.LoadUnsafe(ref x, (nuint)i) * Vector256.LoadUnsafe(ref y, (nuint)i);
            odd += Vector256.LoadUnsafe(ref x, (nuint)i + 4) * Vector256.LoadUnsafe(ref y, (nuint)i + 4);
        }

        var lanes = even + odd;
        var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
