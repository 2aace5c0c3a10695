namespace PeakTrade.Engine;

/// <summary>Bar returns counted in stretches of one width. Bars on which the account did not move are counted apart: they would hide all others.</summary>
/// <param name="From">Where the first stretch begins, a multiple of the width, so that no stretch holds gains and losses.</param>
/// <param name="Width">How wide each is.</param>
/// <param name="Counts">Returns in each; the first and the last hold what lies beyond them too.</param>
/// <param name="Beyond">How many of them lie beyond.</param>
/// <param name="Flat">Returns of exactly 0, in no stretch.</param>
/// <param name="Mean">The mean of those that are counted.</param>
/// <param name="Deviation">Their standard deviation.</param>
public sealed record ReturnHistogram(double From, double Width, IReadOnlyList<int> Counts, int Beyond, int Flat, double Mean, double Deviation)
{
    private const int FewestStretches = 9;
    private const int MostStretches = 61;
    private const int ManyReturns = 1_000;
    private const double Tail = 0.002; // Of many returns the few at either end would press all others into one stretch.

    /// <summary>Of bar returns; null where none of them is other than 0.</summary>
    public static ReturnHistogram? Of(ReadOnlySpan<double> returns)
    {
        var moved = new double[returns.Length];
        var count = 0;
        foreach (var value in returns)
        {
            if (value != 0 && double.IsFinite(value)) moved[count++] = value;
        }

        if (count == 0) return null;
        var sorted = moved.AsSpan(0, count);
        sorted.Sort();
        var cut = count >= ManyReturns ? (int)(Tail * count) : 0;
        var (low, high) = (sorted[cut], sorted[count - 1 - cut]);
        var stretches = Math.Clamp((int)Math.Sqrt(count), FewestStretches, MostStretches);
        var width = high - low > 1e-6 * Math.Abs(high) ? (high - low) / stretches : Math.Abs(high) / stretches;
        if (!double.IsNormal(width)) return null;
        var first = (int)Math.Floor(low / width);
        var counts = new int[(int)Math.Floor(high / width) - first + 1];
        var beyond = 0;
        double sum = 0, squares = 0;
        foreach (var value in sorted)
        {
            var at = Math.Floor(value / width) - first;
            if (at < 0 || at >= counts.Length) beyond++;
            counts[(int)Math.Clamp(at, 0, counts.Length - 1)]++;
            sum += value;
        }

        var mean = sum / count;
        foreach (var value in sorted) squares += (value - mean) * (value - mean);
        return new ReturnHistogram(first * width, width, counts, beyond, returns.Length - count, mean, count > 1 ? Math.Sqrt(squares / (count - 1)) : 0);
    }
}
