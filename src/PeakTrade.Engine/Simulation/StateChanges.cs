using System.Runtime.CompilerServices;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine.Simulation;

/// <summary>Counts the bars whose state differs from the bar before; before the first bar the state is 0.</summary>
internal static class StateChanges
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(ReadOnlySpan<sbyte> states)
    {
        if (states.IsEmpty) return 0;
        ref var first = ref MemoryMarshal.GetReference(states);
        var changes = states[0] != 0 ? 1 : 0;
        var t = 1;
        for (; t <= states.Length - Vector256<sbyte>.Count; t += Vector256<sbyte>.Count)
        {
            var same = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)t), Vector256.LoadUnsafe(ref first, (nuint)t - 1));
            changes += Vector256<sbyte>.Count - BitOperations.PopCount(same.ExtractMostSignificantBits());
        }

        for (; t < states.Length; t++)
        {
            if (states[t] != states[t - 1]) changes++;
        }

        return changes;
    }
}
