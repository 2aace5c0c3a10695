namespace PeakTrade.Engine;

/// <summary>Buying at the first close and holding. Its returns are worked out block by block where they are needed, which costs less than keeping them.</summary>
internal sealed class Benchmark
{
    private readonly Bars _bars;

    public Benchmark(Bars bars)
    {
        _bars = bars;
        var close = bars.Close;
        var moments = default(Moments);
        Span<double> returns = stackalloc double[Moments.BlockBars];
        for (var from = 0; from < close.Length - 1; from += Moments.BlockBars)
        {
            var block = Fill(from, returns);
            moments.Add(block, block);
        }

        Variance = moments.Variance;
        Mean = moments.Mean;
        TotalReturn = close.Length > 1 && close[0] > 0 ? close[^1] / close[0] - 1 : null;
    }

    public double? TotalReturn { get; }

    public double? Variance { get; }

    public double Mean { get; }

    /// <summary>Writes the block of returns that begins at a bar.</summary>
    public ReadOnlySpan<double> Fill(int from, Span<double> returns)
    {
        var close = _bars.Close;
        var block = returns[..Math.Min(Moments.BlockBars, close.Length - 1 - from)];
        BarReturns.Fill(close.Slice(from, block.Length + 1), block);
        return block;
    }
}
