using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>Returns from each value to the next.</summary>
internal static class BarReturns
{
    /// <summary>Writes <c>values[t + 1] / values[t] - 1</c>; all values must be above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ReadOnlySpan<double> values, Span<double> returns)
    {
        var count = values.Length - 1;
        if (count <= 0) return;
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(returns[..count]);
        var i = 0;
        for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var ratio = Vector256.LoadUnsafe(ref source, (nuint)i + 1) / Vector256.LoadUnsafe(ref source, (nuint)i);
            (ratio - Vector256<double>.One).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < count; i++) returns[i] = values[i + 1] / values[i] - 1;
    }

    /// <summary>As <see cref="Fill"/>, for an account that has been ruined: what comes after equity is gone returns nothing.</summary>
    public static void FillAfterRuin(ReadOnlySpan<double> values, Span<double> returns)
    {
        for (var i = 0; i < values.Length - 1; i++) returns[i] = values[i] > 0 ? values[i + 1] / values[i] - 1 : 0;
    }
}
