namespace PeakTrade.Engine.Simulation;

/// <summary>What happens to a position inside a bar: levels, liquidation, borrow.</summary>
internal sealed partial class Desk
{
    /// <summary>Whether the position can be liquidated at all: a short, or a long on borrowed cash.</summary>
    public bool CanBeLiquidated => _account.Units < 0 || StandsOnBorrowedCash;

    /// <summary>What is held now, and when something can happen to it between changes of state.</summary>
    public Position Position => new(
        _account.Cash,
        _account.Units,
        IsWatched: _account.Units != 0 && (_options.HasIntrabarOrders || CanBeLiquidated),
        LivesEveryBar: _options.HasIntrabarOrders || PaysBorrow,
        LiquidatedFrom: _account.Units < 0 ? _liquidation : double.PositiveInfinity,
        LiquidatedTo: _account.Units > 0 && StandsOnBorrowedCash ? _liquidation : double.NegativeInfinity);

    /// <summary>Whether the position pays borrow.</summary>
    public bool PaysBorrow => _account.Units < 0 && _borrowPerBar > 0;

    /// <summary>The price at which the position is liquidated.</summary>
    public double LiquidationPrice => _liquidation;

    /// <summary>Finds the price of liquidation anew: where instruments share a purse, it moves with the others.</summary>
    public void Remargin() => _liquidation = _account.LiquidationPrice(_options.MaintenanceMargin);

    /// <summary>Lives through a bar with the position held at its open, up to its close.</summary>
    public void LiveThrough(int bar)
    {
        if (_options.HasIntrabarOrders) CheckLevels(bar);
        else if (CanBeLiquidated) CheckLiquidation(bar);
        if (_account.IsFlat) return;
        if (_levels.IsTrailing) _levels.Follow(_market.Bars.High[bar], _market.Bars.Low[bar]);
        if (PaysBorrow) PayBorrow(bar);
    }

    /// <summary>Rule 10: a short that is held when a bar closes pays for that bar.</summary>
    public void PayBorrow(int bar)
    {
        _account.PayBorrow(_market.Bars.Close[bar], _borrowPerBar);
        Remargin();
    }

    /// <summary>Rule 9: where the bar reaches the liquidation price, the position is closed there, or at an open beyond it.</summary>
    public void CheckLiquidation(int bar)
    {
        var bars = _market.Bars;
        var open = bars.Open[bar];
        var isLong = _account.Units > 0;
        if (isLong ? open <= _liquidation : open >= _liquidation) CloseAtLevel(bar, OrderKind.Liquidation, _liquidation, open, Reason.MarginGapped);
        else if (isLong ? bars.Low[bar] <= _liquidation : bars.High[bar] >= _liquidation) CloseAtLevel(bar, OrderKind.Liquidation, _liquidation, _liquidation, Reason.MarginReached);
    }

    private bool StandsOnBorrowedCash => _purse.Backing(_options.MaintenanceMargin) < 0;

    private void CheckLevels(int bar)
    {
        var bars = _market.Bars;
        var (open, high, low) = (bars.Open[bar], bars.High[bar], bars.Low[bar]);
        var isLong = _account.Units > 0;
        var kind = NearestProtection(isLong, out var stop);
        var target = _levels.Target;

        // Rule 6: a level that the open has already passed fills at the open: nobody got the level.
        if (isLong ? open <= stop : open >= stop)
        {
            CloseAtLevel(bar, kind, stop, open, kind == OrderKind.Liquidation ? Reason.MarginGapped : Reason.LevelGapped);
            return;
        }

        if (isLong ? open >= target : open <= target)
        {
            CloseAtLevel(bar, OrderKind.TakeProfit, target, open, Reason.LevelGapped);
            return;
        }

        var stopInside = isLong ? low <= stop : high >= stop;
        var targetInside = isLong ? high >= target : low <= target;
        var ambiguous = stopInside && targetInside;
        if (ambiguous)
        {
            // Rule 7: both lie inside the bar and their order is not known.
            AmbiguousBars++;
            if (TargetFirst(isLong, open, high, low)) stopInside = false;
        }

        var reached = ambiguous ? Reason.LevelAmbiguous : Reason.LevelReached;
        if (stopInside) CloseAtLevel(bar, kind, stop, stop, kind == OrderKind.Liquidation && !ambiguous ? Reason.MarginReached : reached);
        else if (targetInside) CloseAtLevel(bar, OrderKind.TakeProfit, target, target, reached);
    }

    private bool TargetFirst(bool isLong, double open, double high, double low) => _intrabar switch
    {
        IntrabarRule.Pessimistic => false,
        IntrabarRule.Optimistic => true,
        // The nearer extreme comes first; where both are as near, the stop does.
        _ => isLong ? high - open < open - low : open - low < high - open,
    };

    /// <summary>Of stop loss, trailing stop and liquidation, the one that a falling (for a short, rising) price meets first.</summary>
    private OrderKind NearestProtection(bool isLong, out double level)
    {
        var kind = OrderKind.StopLoss;
        level = _levels.Stop;
        if (isLong ? _levels.Trail > level : _levels.Trail < level) (kind, level) = (OrderKind.TrailingStop, _levels.Trail);
        if (CanBeLiquidated && (isLong ? _liquidation > level : _liquidation < level)) (kind, level) = (OrderKind.Liquidation, _liquidation);
        return kind;
    }

    private void CloseAtLevel(int bar, OrderKind kind, double level, double price, Reason reason)
    {
        var units = Math.Abs(_account.Units);
        var side = _account.Side;
        var fill = ClosePosition(bar, price, kind);
        if (_journal is null) return;
        var order = kind switch
        {
            OrderKind.StopLoss => _levels.StopOrder,
            OrderKind.TakeProfit => _levels.TargetOrder,
            OrderKind.TrailingStop => _levels.TrailOrder,
            _ => _journal.Add(OrderKind.Liquidation, side, bar),
        };
        _journal.Filled(order, bar, reason, units, fill, level);
    }
}

/// <summary>What an account holds, and the prices at which it is liquidated (infinite where none does that).</summary>
internal readonly record struct Position(double Cash, double Units, bool IsWatched, bool LivesEveryBar, double LiquidatedFrom, double LiquidatedTo);
