using System.Buffers;
using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>
/// The least-squares slope of y against x over each window: cov(x, y) / var(x). Sums are joined from blocks, and measured from a value inside the window,
/// as in <see cref="SlidingMoments{TStatistic}"/>: nothing drifts.
/// </summary>
internal static class RollingSlope
{
    // Returns are ratios near 1 less 1: what differs by no more than their rounding does not differ (docs/metrics.md, "All alike").
    private const double Rounding = 1e-14;

    /// <summary>Writes the slope at each value; NaN for the first <c>window - 1</c>, where the window holds NaN, and where all of x are alike.</summary>
    public static void Fill(ReadOnlySpan<double> y, ReadOnlySpan<double> x, int window, Span<double> destination)
    {
        Columns.Check(y, window, destination);
        Columns.CheckSameLength(y.Length, x.Length, nameof(x));
        destination[..Math.Min(window - 1, y.Length)].Fill(double.NaN);
        if (window > y.Length) return;
        var tails = ArrayPool<Sums>.Shared.Rent(window);
        for (var block = 0; block + window <= y.Length; block += window)
        {
            var outputs = Math.Min(window, y.Length - block - window + 1);
            var last = block + window - 1;
            var (anchorX, anchorY) = (x[last], y[last]);
            Tails(x.Slice(block, window), y.Slice(block, window), anchorX, anchorY, tails.AsSpan(0, outputs));
            JoinHeads(x.Slice(last, outputs), y.Slice(last, outputs), anchorX, anchorY, tails.AsSpan(0, outputs), window, destination.Slice(last, outputs));
        }

        ArrayPool<Sums>.Shared.Return(tails);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tails(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double anchorX, double anchorY, Span<Sums> tails)
    {
        var sums = default(Sums);
        for (var i = x.Length - 1; i >= 0; i--)
        {
            sums.Add(x[i] - anchorX, y[i] - anchorY);
            if (i < tails.Length) tails[i] = sums;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinHeads(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double anchorX, double anchorY, ReadOnlySpan<Sums> tails, double window, Span<double> slopes)
    {
        var heads = default(Sums);
        for (var i = 0; i < slopes.Length; i++)
        {
            // The first is the anchor itself, which the tail holds already.
            if (i > 0) heads.Add(x[i] - anchorX, y[i] - anchorY);
            var (sumX, sumY) = (tails[i].X + heads.X, tails[i].Y + heads.Y);
            var spread = tails[i].XX + heads.XX - sumX * sumX / window;
            var together = tails[i].XY + heads.XY - sumX * sumY / window;
            var noise = Rounding * (1 + Math.Abs(anchorX + sumX / window));
            slopes[i] = spread > window * noise * noise ? together / spread : double.NaN;
        }
    }

    private struct Sums
    {
        public double X, Y, XX, XY;

        public void Add(double x, double y)
        {
            X += x;
            Y += y;
            XX += x * x;
            XY += x * y;
        }
    }
}
