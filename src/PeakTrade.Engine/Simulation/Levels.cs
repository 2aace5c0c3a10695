namespace PeakTrade.Engine.Simulation;

/// <summary>The price levels that close a position inside a bar. A level that is not set lies at infinity, where no price goes.</summary>
internal struct Levels
{
    private double _trailFraction, _trailDistance, _best;
    private bool _long;

    public double Stop { get; private set; }

    public double Target { get; private set; }

    /// <summary>Where the trailing stop stood before this bar: it moves only with finished bars (fills.md, rule 8).</summary>
    public double Trail { get; private set; }

    public int StopOrder { get; set; }

    public int TargetOrder { get; set; }

    public int TrailOrder { get; set; }

    public bool IsTrailing { get; private set; }

    /// <summary>Levels around an entry. An average true range that is not known yet makes its level not a number.</summary>
    public static Levels Around(double entry, Side side, int signalBar, BacktestOptions options, Market market)
    {
        var isLong = side == Side.Long;
        var away = isLong ? double.NegativeInfinity : double.PositiveInfinity;
        var levels = new Levels { _long = isLong, _best = entry, Stop = away, Target = -away, Trail = away };
        if (options.StopLoss is { } stop) levels.Stop = entry - (int)side * Length(stop, entry, market.StopAtr, signalBar);
        if (options.TakeProfit is { } target) levels.Target = entry + (int)side * Length(target, entry, market.TargetAtr, signalBar);
        if (options.TrailingStop is { } trail)
        {
            levels.IsTrailing = true;
            if (trail.IsAtr) levels._trailDistance = Length(trail, entry, market.TrailAtr, signalBar);
            else levels._trailFraction = trail.Fraction;
            levels.Trail = entry - (int)side * Length(trail, entry, market.TrailAtr, signalBar);
        }

        return levels;
    }

    public readonly bool AreKnown => !double.IsNaN(Stop) && !double.IsNaN(Target) && !double.IsNaN(Trail);

    /// <summary>Moves the trailing stop with a bar that is over.</summary>
    public void Follow(double high, double low)
    {
        if (_long)
        {
            if (high <= _best) return;
            _best = high;
            Trail = _best - _best * _trailFraction - _trailDistance;
        }
        else
        {
            if (low >= _best) return;
            _best = low;
            Trail = _best + _best * _trailFraction + _trailDistance;
        }
    }

    private static double Length(Distance distance, double entry, double[]? atr, int signalBar) =>
        atr is null ? entry * distance.Fraction : atr[signalBar] * distance.Multiple;
}
