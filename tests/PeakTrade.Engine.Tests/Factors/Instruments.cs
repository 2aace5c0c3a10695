namespace PeakTrade.Engine.Tests.Factors;

/// <summary>Bars to try factors on.</summary>
internal static class Instruments
{
    public static readonly DateTime Start = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly string[] Names = ["momentum_12_1", "momentum_3_0", "momentum_1_0", "reversal_5", "volatility_20", "volatility_60d", "rsi_14", "zscore_20", "volume_ratio_10", "beta_30", "beta_5", "drawdown_50"];

    /// <summary>Bars of a walk, at these times.</summary>
    public static Bars At(string symbol, int seed, params DateTime[] times)
    {
        var random = new Random(seed);
        return Of(symbol, times, Indicators.Cases.Walk(seed, times.Length), [.. times.Select(_ => random.NextDouble() * 1000)]);
    }

    public static Bars Daily(string symbol, int seed, int count) => At(symbol, seed, [.. Enumerable.Range(0, count).Select(day => Start.AddDays(day))]);

    /// <summary>Daily bars with these closes.</summary>
    public static Bars Closes(string symbol, params double[] close) => Of(symbol, [.. close.Select((_, day) => Start.AddDays(day))], close, [.. close.Select(_ => 1.0)]);

    public static Bars Of(string symbol, DateTime[] times, double[] close, double[]? volume) =>
        new(symbol, [.. times.Select(time => time.Ticks)], close, close, close, close, volume);

    public static double[] Values(string name, Bars bars, MarketReturns? market = null)
    {
        var builder = new PanelBuilder(BuiltInFactors.Get(name));
        builder.Add(bars, market);
        return builder.Build("").GetSeries(bars.Symbol);
    }

    public static MarketReturns Market(params Bars[] instruments)
    {
        var market = new MarketReturns();
        foreach (var bars in instruments) market.Add(bars);
        return market;
    }

    public static double[] Of(this MarketReturns market, Bars bars)
    {
        var returns = new double[bars.Count];
        market.Fill(bars, returns);
        return returns;
    }
}
