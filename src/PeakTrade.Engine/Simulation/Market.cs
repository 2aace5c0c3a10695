namespace PeakTrade.Engine.Simulation;

/// <summary>What a run needs to know of its bars beyond the bars: worked out once, shared by all runs over them.</summary>
internal sealed class Market
{
    public Market(Bars bars, BacktestOptions options)
    {
        if (options.Validate().ToList() is { Count: > 0 } faults) throw FaultCatalogue.ConfigInvalid.Because(faults, options);
        Bars = bars;
        Calendar = options.PeriodsPerYear is { } given ? new(given, "from the configuration") : BarCalendar.Of(bars);
        Benchmark = new Benchmark(bars);
        StopAtr = AtrFor(options.StopLoss);
        TargetAtr = AtrFor(options.TakeProfit);
        TrailAtr = AtrFor(options.TrailingStop);
    }

    public Bars Bars { get; }

    public BarCalendar Calendar { get; }

    public Benchmark Benchmark { get; }

    public double[]? StopAtr { get; }

    public double[]? TargetAtr { get; }

    public double[]? TrailAtr { get; }

    private double[]? AtrFor(Distance? distance)
    {
        if (distance is not { IsAtr: true }) return null;
        var values = new double[Bars.Count];
        Atr.Fill(Bars.High, Bars.Low, Bars.Close, distance.AtrWindowBars, values);
        return values;
    }
}
