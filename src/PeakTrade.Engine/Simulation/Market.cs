namespace PeakTrade.Engine.Simulation;

/// <summary>What a run needs to know of its bars beyond the bars: worked out once, shared by all runs over them.</summary>
internal sealed class Market
{
    private readonly Bars _history;
    private readonly int _first;

    public Market(Bars bars, BacktestOptions options)
    {
        if (options.Validate().ToList() is { Count: > 0 } faults) throw FaultCatalogue.ConfigInvalid.Because(faults, options);
        Bars = _history = bars;
        Calendar = options.PeriodsPerYear is { } given ? new(given, "from the configuration") : BarCalendar.Of(bars);
        Benchmark = new Benchmark(bars);
        StopAtr = AtrFor(options.StopLoss);
        TargetAtr = AtrFor(options.TakeProfit);
        TrailAtr = AtrFor(options.TrailingStop);
    }

    // The window alone is traded and measured; what looks back, averages and volatilities, sees the bars before it, and a year is as long as in the whole.
    private Market(Market whole, int from, int to)
    {
        (_history, _first) = (whole.Bars, from);
        Bars = Backtester.Slice(whole.Bars, [(from, to)]);
        Calendar = whole.Calendar;
        Benchmark = new Benchmark(Bars);
        StopAtr = whole.StopAtr?[from..to];
        TargetAtr = whole.TargetAtr?[from..to];
        TrailAtr = whole.TrailAtr?[from..to];
    }

    // Figures only: nothing is traded here.
    private Market(Bars bars, BarCalendar calendar)
    {
        Bars = _history = bars;
        Calendar = calendar;
        Benchmark = new Benchmark(bars);
    }

    public Bars Bars { get; }

    public BarCalendar Calendar { get; }

    public Benchmark Benchmark { get; }

    public double[]? StopAtr { get; }

    public double[]? TargetAtr { get; }

    public double[]? TrailAtr { get; }

    /// <summary>The bars [from, to) of this market.</summary>
    public Market Window(int from, int to) => new(this, from, to);

    /// <summary>Other bars by the same calendar, to measure what was traded elsewhere.</summary>
    public Market Measuring(Bars bars) => new(bars, Calendar);

    /// <summary>So many closes up to a bar; none where there are not so many.</summary>
    public ReadOnlySpan<double> ClosesUpTo(int bar, int count) => _first + bar + 1 >= count ? _history.Close.Slice(_first + bar + 1 - count, count) : [];

    private double[]? AtrFor(Distance? distance)
    {
        if (distance is not { IsAtr: true }) return null;
        var values = new double[Bars.Count];
        Atr.Fill(Bars.High, Bars.Low, Bars.Close, distance.AtrWindowBars, values);
        return values;
    }
}
