using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>Long while the fast average is above the slow one, short while it is below.</summary>
internal sealed class MovingAverageCrossover : IStrategy
{
    // Averages that are equal but for the rounding of their sums must not trade: a flat market is flat.
    private const double Equal = 1e-12;

    public StrategyInfo Info { get; } = new("ma_crossover", "Long while the fast moving average is above the slow one, short while it is below.",
    [
        Parameter.Integer("fast_window", 20, low: 5, high: 40, "Bars in the fast average"),
        Parameter.Integer("slow_window", 50, low: 30, high: 100, "Bars in the slow average"),
    ],
    relations: ["fast_window < slow_window"]);

    public int WarmUpBars(ParameterSet parameters) => Math.Max(parameters.Integer("fast_window"), parameters.Integer("slow_window")) - 1;

    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states)
    {
        var (fastWindow, slowWindow) = (parameters.Integer("fast_window"), parameters.Integer("slow_window"));
        using var fast = Sma.SumsOf(bars.Close, fastWindow);
        using var slow = Sma.SumsOf(bars.Close, slowWindow);
        // fast / fastWindow > slow / slowWindow, without the divisions.
        Compare(fast.Values, (double)slowWindow / fastWindow, slow.Values, states);
    }

    // NaN compares as neither above nor below, and so gives 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare(ReadOnlySpan<double> fast, double scale, ReadOnlySpan<double> slow, Span<sbyte> states)
    {
        ref var f = ref MemoryMarshal.GetReference(fast);
        ref var s = ref MemoryMarshal.GetReference(slow);
        ref var to = ref MemoryMarshal.GetReference(states);
        var t = 0;
        for (; t + 32 <= states.Length; t += 32)
        {
            var from = (nuint)t;
            Vector256.Narrow(
                Vector256.Narrow(EightSigns(ref f, scale, ref s, from), EightSigns(ref f, scale, ref s, from + 8)),
                Vector256.Narrow(EightSigns(ref f, scale, ref s, from + 16), EightSigns(ref f, scale, ref s, from + 24))).StoreUnsafe(ref to, from);
        }

        for (; t < states.Length; t++)
        {
            var (difference, least) = (fast[t] * scale - slow[t], Math.Abs(slow[t]) * Equal);
            states[t] = (sbyte)(difference > least ? 1 : difference < -least ? -1 : 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> EightSigns(ref double fast, double scale, ref double slow, nuint from) =>
        Vector256.Narrow(Signs(ref fast, scale, ref slow, from), Signs(ref fast, scale, ref slow, from + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Signs(ref double fast, double scale, ref double slow, nuint from)
    {
        var level = Vector256.LoadUnsafe(ref slow, from);
        var difference = Vector256.LoadUnsafe(ref fast, from) * scale - level;
        var least = Vector256.Abs(level) * Equal;
        // A comparison that holds is -1 in each lane.
        return Vector256.LessThan(difference, -least).AsInt64() - Vector256.GreaterThan(difference, least).AsInt64();
    }
}
