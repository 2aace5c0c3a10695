namespace PeakTrade.Engine;

/// <summary>Buying at the first close and holding: its bar returns, laid out in the blocks that moments are summed in.</summary>
internal sealed class Benchmark
{
    private readonly double[] _returns;
    private readonly double[] _blockMeans;

    public Benchmark(ReadOnlySpan<double> close)
    {
        var count = Math.Max(0, close.Length - 1);
        _returns = new double[count];
        _blockMeans = new double[(count + Moments.BlockBars - 1) / Moments.BlockBars];
        BarReturns.Fill(close, _returns);
        var moments = default(Moments);
        for (var block = 0; block < _blockMeans.Length; block++)
        {
            var values = Block(block);
            _blockMeans[block] = Moments.MeanOf(values);
            moments.Add(values, values, _blockMeans[block]);
        }

        Variance = moments.Variance;
        Mean = moments.Mean;
        TotalReturn = close.Length > 1 && close[0] > 0 ? close[^1] / close[0] - 1 : null;
    }

    public double? TotalReturn { get; }

    public double? Variance { get; }

    public double Mean { get; }

    public ReadOnlySpan<double> Block(int block) => _returns.AsSpan(block * Moments.BlockBars, Math.Min(Moments.BlockBars, _returns.Length - block * Moments.BlockBars));

    public double BlockMean(int block) => _blockMeans[block];
}
