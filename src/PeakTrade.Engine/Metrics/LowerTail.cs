using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>Value at risk and conditional value at risk: the lower tail of a series, without sorting it.</summary>
internal readonly record struct LowerTail(double? Quantile, double? MeanBeyond)
{
    private const double Share = 0.05;
    private const int Samples = 1024;

    /// <summary>The tail of these values; <paramref name="scratch"/> must be as long as they are.</summary>
    public static LowerTail Of(ReadOnlySpan<double> values, Span<double> scratch)
    {
        if (values.Length < 2) return new(null, null);
        // The quantile between order statistics, as most tables have it: position (n - 1) x share, linear between neighbours.
        var position = (values.Length - 1) * Share;
        var lower = (int)position;
        var candidates = Candidates(values, lower + 2, scratch);
        Select(candidates, lower);
        var below = candidates[..(lower + 1)];
        var next = double.PositiveInfinity;
        foreach (var value in candidates[(lower + 1)..]) next = Math.Min(next, value);
        var quantile = candidates[lower] + (position - lower) * (next - candidates[lower]);
        return new(quantile, MeanUpTo(quantile, below, next, candidates[(lower + 1)..]));
    }

    private static double MeanUpTo(double quantile, ReadOnlySpan<double> below, double next, ReadOnlySpan<double> above)
    {
        double sum = 0;
        var count = below.Length;
        foreach (var value in below) sum += value;
        // Equal values on both sides of the cut all belong to the tail.
        if (next <= quantile)
        {
            foreach (var value in above)
            {
                if (value > quantile) continue;
                sum += value;
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>At least the <paramref name="wanted"/> smallest values: those below a bound that a regular sample suggests, or all.</summary>
    private static Span<double> Candidates(ReadOnlySpan<double> values, int wanted, Span<double> scratch)
    {
        if (values.Length >= 8 * Samples)
        {
            Span<double> sample = stackalloc double[Samples];
            for (var i = 0; i < Samples; i++) sample[i] = values[(int)((long)i * values.Length / Samples)];
            var rank = (int)(Samples * Share * 1.6);
            Select(sample, rank);
            var found = CopyBelow(values, sample[rank], scratch);
            if (found >= wanted) return scratch[..found];
        }

        values.CopyTo(scratch);
        return scratch[..values.Length];
    }

    // All that are below the bound; those equal to it only matter where the tail reaches it, and then all values are taken.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CopyBelow(ReadOnlySpan<double> values, double bound, Span<double> target)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        var bounds = Vector256.Create(bound);
        var found = 0;
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            var hits = Vector256.LessThan(Vector256.LoadUnsafe(ref source, (nuint)i), bounds).ExtractMostSignificantBits();
            while (hits != 0)
            {
                target[found++] = values[i + System.Numerics.BitOperations.TrailingZeroCount(hits)];
                hits &= hits - 1;
            }
        }

        for (; i < values.Length; i++)
        {
            if (values[i] < bound) target[found++] = values[i];
        }

        return found;
    }

    /// <summary>Hoare's selection: afterwards the value of that rank stands at its place, none larger before it, none smaller behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Select(Span<double> values, int rank)
    {
        var (from, to) = (0, values.Length - 1);
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            var pivot = Math.Max(Math.Min(values[from], values[to]), Math.Min(Math.Max(values[from], values[to]), values[middle]));
            var (i, j) = (from, to);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (rank <= j) to = j;
            else if (rank >= i) from = i;
            else return;
        }
    }
}
