namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>Two runs that must not differ in a single bit.</summary>
internal static class SameBits
{
    public static void Of(BacktestResult pipeline, BacktestResult vectorized)
    {
        var (a, b) = (pipeline.GetEquity(), vectorized.GetEquity());
        Assert.Equal(Bits(a.Equity), Bits(b.Equity));
        Assert.Equal(Bits(a.Units), Bits(b.Units));
        Assert.Equal(pipeline.GetTrades(), vectorized.GetTrades());
        Figures(pipeline, vectorized);
        Assert.Equal((pipeline.OpenAtEnd, pipeline.NoTradesReason, pipeline.FinalEquityPessimistic, pipeline.FinalEquityOptimistic),
            (vectorized.OpenAtEnd, vectorized.NoTradesReason, vectorized.FinalEquityPessimistic, vectorized.FinalEquityOptimistic));
    }

    /// <summary>The figures alone, whatever kind of result they stand in.</summary>
    public static void Figures(PeakTrade.Metrics expected, PeakTrade.Metrics actual)
    {
        foreach (var figure in typeof(PeakTrade.Metrics).GetProperties().Where(p => p.Name != "EqualityContract"))
            Assert.True(Equals(figure.GetValue(expected), figure.GetValue(actual)), $"{figure.Name}: {figure.GetValue(expected):R} and {figure.GetValue(actual):R}");
    }

    public static long[] Bits(ReadOnlyMemory<double> values) => [.. values.ToArray().Select(BitConverter.DoubleToInt64Bits)];
}
