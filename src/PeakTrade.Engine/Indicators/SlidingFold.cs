using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>An associative way to join two values, with the value that changes nothing.</summary>
internal interface IFold
{
    static abstract double Identity { get; }

    static abstract double Join(double left, double right);

    static abstract Vector256<double> Join(Vector256<double> left, Vector256<double> right);
}

internal readonly struct Sum : IFold
{
    public static double Identity => 0;

    public static double Join(double left, double right) => left + right;

    public static Vector256<double> Join(Vector256<double> left, Vector256<double> right) => left + right;
}

internal readonly struct Highest : IFold
{
    public static double Identity => double.NegativeInfinity;

    public static double Join(double left, double right) => Math.Max(left, right);

    public static Vector256<double> Join(Vector256<double> left, Vector256<double> right) => Vector256.Max(left, right);
}

internal readonly struct Lowest : IFold
{
    public static double Identity => double.PositiveInfinity;

    public static double Join(double left, double right) => Math.Min(left, right);

    public static Vector256<double> Join(Vector256<double> left, Vector256<double> right) => Vector256.Min(left, right);
}

/// <summary>
/// Joins the values of each window in a fixed number of steps a value, and never takes a value out again: a window that ends in
/// a block of <c>window</c> values is the tail of the block before joined to the head of its own (van Herk 1992, Gil and
/// Werman 1993). So nothing drifts, and NaN reaches only the windows that hold it. The order of joining is the same
/// on every machine: four lanes always, done in software where the processor has none. The loops are compiled in full at once:
/// a run from a scheduler is over before the runtime would have come back to them.
/// </summary>
internal static class SlidingFold<TFold> where TFold : struct, IFold
{
    private const int Lanes = 4;

    // Up to here, joining every window afresh in vectors costs less than keeping blocks.
    private const int DirectWindow = 12;

    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        destination[..Math.Min(window - 1, values.Length)].Fill(double.NaN);
        if (window > values.Length) return;
        if (window <= DirectWindow)
        {
            Direct(values, window, destination);
            return;
        }

        for (var block = 0; block + window <= values.Length; block += window)
        {
            var outputs = Math.Min(window, values.Length - block - window + 1);
            Tails(values.Slice(block, window), destination.Slice(block + window - 1, outputs));
            JoinHeads(values.Slice(block + window, outputs - 1), destination.Slice(block + window, outputs - 1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Direct(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        ref var v = ref MemoryMarshal.GetReference(values);
        ref var d = ref MemoryMarshal.GetReference(destination);
        var t = window - 1;
        for (; t + 2 * Lanes <= values.Length; t += 2 * Lanes)
        {
            var from = (nuint)(t - window + 1);
            var (first, second) = (Vector256.LoadUnsafe(ref v, from), Vector256.LoadUnsafe(ref v, from + Lanes));
            for (nuint i = 1; i < (nuint)window; i++)
            {
                first = TFold.Join(first, Vector256.LoadUnsafe(ref v, from + i));
                second = TFold.Join(second, Vector256.LoadUnsafe(ref v, from + i + Lanes));
            }

            first.StoreUnsafe(ref d, (nuint)t);
            second.StoreUnsafe(ref d, (nuint)t + Lanes);
        }

        for (; t < values.Length; t++)
        {
            var joined = values[t - window + 1];
            for (var i = t - window + 2; i <= t; i++) joined = TFold.Join(joined, values[i]);
            destination[t] = joined;
        }
    }

    /// <summary>Writes what each tail of the block joins to, as many as there are outputs, the whole block first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tails(ReadOnlySpan<double> block, Span<double> outputs)
    {
        ref var v = ref MemoryMarshal.GetReference(block);
        ref var d = ref MemoryMarshal.GetReference(outputs);
        var i = block.Length;
        var tail = TFold.Identity;
        // The last block has fewer outputs than values; and whole vectors must remain.
        while (i > outputs.Length || i % Lanes != 0)
        {
            i--;
            tail = TFold.Join(block[i], tail);
            if (i < outputs.Length) outputs[i] = tail;
        }

        var carry = Vector256.Create(tail);
        while (i > 0)
        {
            i -= Lanes;
            var scan = ScanDown(Vector256.LoadUnsafe(ref v, (nuint)i));
            TFold.Join(scan, carry).StoreUnsafe(ref d, (nuint)i);
            carry = TFold.Join(Vector256.Shuffle(scan, Vector256.Create(0L, 0, 0, 0)), carry);
        }
    }

    /// <summary>Joins what each head of the block joins to onto what stands in the outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinHeads(ReadOnlySpan<double> block, Span<double> outputs)
    {
        ref var v = ref MemoryMarshal.GetReference(block);
        ref var d = ref MemoryMarshal.GetReference(outputs);
        var i = 0;
        var carry = Vector256.Create(TFold.Identity);
        for (; i + Lanes <= block.Length; i += Lanes)
        {
            var scan = ScanUp(Vector256.LoadUnsafe(ref v, (nuint)i));
            TFold.Join(Vector256.LoadUnsafe(ref d, (nuint)i), TFold.Join(carry, scan)).StoreUnsafe(ref d, (nuint)i);
            carry = TFold.Join(carry, Vector256.Shuffle(scan, Vector256.Create(3L, 3, 3, 3)));
        }

        var head = carry[0];
        for (; i < block.Length; i++)
        {
            head = TFold.Join(head, block[i]);
            outputs[i] = TFold.Join(outputs[i], head);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ScanUp(Vector256<double> x)
    {
        var identity = Vector256.Create(TFold.Identity);
        x = TFold.Join(x, Vector256.ConditionalSelect(Vector256.Create(0L, -1, -1, -1).AsDouble(), Vector256.Shuffle(x, Vector256.Create(0L, 0, 1, 2)), identity));
        return TFold.Join(x, Vector256.ConditionalSelect(Vector256.Create(0L, 0, -1, -1).AsDouble(), Vector256.Shuffle(x, Vector256.Create(0L, 0, 0, 1)), identity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ScanDown(Vector256<double> x)
    {
        var identity = Vector256.Create(TFold.Identity);
        x = TFold.Join(x, Vector256.ConditionalSelect(Vector256.Create(-1L, -1, -1, 0).AsDouble(), Vector256.Shuffle(x, Vector256.Create(1L, 2, 3, 3)), identity));
        return TFold.Join(x, Vector256.ConditionalSelect(Vector256.Create(-1L, -1, 0, 0).AsDouble(), Vector256.Shuffle(x, Vector256.Create(2L, 3, 3, 3)), identity));
    }
}
