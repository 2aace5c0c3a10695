namespace PeakTrade.Engine.Simulation;

/// <summary>Finds the units of a position (docs/fills.md, "Sizes").</summary>
internal sealed class Sizer(Market market, BacktestOptions options)
{
    private readonly Sizing _sizing = options.Sizing;

    // What a liquidation leaves of an account may be the rounding of 0, and nobody can trade that.
    private readonly double _leastEquity = 1e-9 * options.StartCapital;

    /// <summary>The units, or 0 with the reason. A cut to a cap is told as well, with the units wanted.</summary>
    public Size Of(Purse purse, double filled, double stopDistance, int signalBar, in Costs costs)
    {
        var equity = purse.EquityToSizeOn;
        if (!(equity > _leastEquity)) return new(0, Reason.NoEquity, equity);

        var cap = costs.UnitsWithin(options.MaxLeverage * equity, filled);
        var wanted = _sizing.Kind switch
        {
            SizingKind.Fraction => costs.UnitsWithin(_sizing.Value * equity, filled),
            SizingKind.FixedCash => costs.UnitsWithin(_sizing.Value, filled),
            SizingKind.FixedUnits => _sizing.Value,
            SizingKind.RiskPerTrade => _sizing.Value * equity / stopDistance,
            _ => costs.UnitsWithin(_sizing.Value / VolatilityAt(signalBar) * equity, filled),
        };
        if (!double.IsFinite(wanted)) return new(0, _sizing.Kind == SizingKind.RiskPerTrade ? Reason.NoStopDistance : Reason.VolatilityNotKnown, wanted);

        var (alone, room) = (Math.Min(wanted, cap), purse.Room);
        var beside = costs.UnitsWithin(room, filled);
        var units = costs.InLots(Math.Min(alone, beside));
        if (!(units > 0)) return costs.InLots(alone) > 0 ? new(0, Reason.NoRoomBeside, room) : new(0, Reason.SizeRoundsToZero, wanted);
        if (alone > beside * (1 + 1e-9)) return new(units, Reason.CutToGross, wanted);
        // Risking 10 % with a stop 10 % away wants just the cap; its rounding is no cut.
        return wanted > cap * (1 + 1e-9) ? new(units, Reason.CutToLeverage, wanted) : new(units, Reason.StateChanged, 0);
    }

    /// <summary>Standard deviation of the last returns, a year; not a number where there are too few or all are alike.</summary>
    private double VolatilityAt(int bar)
    {
        var window = _sizing.WindowBars;
        var close = market.ClosesUpTo(bar, window + 1);
        if (close.IsEmpty) return double.NaN;
        double mean = 0, squares = 0;
        for (var i = 1; i <= window; i++) mean += (close[i] / close[i - 1] - 1) / window;
        for (var i = 1; i <= window; i++)
        {
            var off = close[i] / close[i - 1] - 1 - mean;
            squares += off * off;
        }

        var deviation = Math.Sqrt(squares / (window - 1) * market.Calendar.PeriodsPerYear);
        return deviation > 0 ? deviation : double.NaN;
    }
}

/// <summary>Units to open, or 0 with the reason and the number that goes with it.</summary>
internal readonly record struct Size(double Units, Reason Reason, double Detail);
