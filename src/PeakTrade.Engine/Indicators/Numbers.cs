using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>Finds where a column holds numbers and where it does not.</summary>
internal static class Numbers
{
    /// <summary>The first index from <paramref name="from"/> on with a finite number; the length where there is none.</summary>
    public static int Next(ReadOnlySpan<double> values, int from)
    {
        while (from < values.Length && !double.IsFinite(values[from])) from++;
        return from;
    }

    /// <summary>The first index from <paramref name="from"/> on with NaN or an infinity; the length where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int End(ReadOnlySpan<double> values, int from)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        for (; from + Vector256<double>.Count <= values.Length; from += Vector256<double>.Count)
        {
            // x - x is 0 for numbers and NaN for NaN and infinities.
            var x = Vector256.LoadUnsafe(ref first, (nuint)from);
            if (!Vector256.EqualsAll(x - x, Vector256<double>.Zero)) break;
        }

        while (from < values.Length && double.IsFinite(values[from])) from++;
        return from;
    }
}
