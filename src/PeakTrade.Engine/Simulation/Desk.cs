namespace PeakTrade.Engine.Simulation;

/// <summary>
/// Turns changes of state into orders and fills them, at the price and bar that the execution gives. The one place where
/// positions open and close; <c>docs/fills.md</c> numbers the rules named here.
/// </summary>
internal sealed partial class Desk
{
    private readonly Market _market;
    private readonly BacktestOptions _options;
    private readonly IntrabarRule _intrabar;
    private readonly Sizer _sizer;
    private readonly Purse _purse;
    private readonly Journal? _journal;
    private readonly double _borrowPerBar;
    private Account _account;
    private Levels _levels;
    private double _liquidation;
    private readonly SortedDictionary<Reason, int> _refusals = [];

    /// <summary>A desk for one market. Without a purse to share it has its own.</summary>
    public Desk(Market market, BacktestOptions options, IntrabarRule intrabar, TradeLedger ledger, Journal? journal, Purse? purse = null)
    {
        _purse = purse ?? new Purse(options.StartCapital);
        (_market, _options, _intrabar, _journal) = (market, options, intrabar, journal);
        _account = new Account(options, market.Bars, ledger, _purse);
        _sizer = new Sizer(market, options);
        _borrowPerBar = options.BorrowRate / market.Calendar.PeriodsPerYear;
    }

    public ref readonly Account Account => ref _account;

    public int AmbiguousBars { get; private set; }

    /// <summary>Entry intents, filled or not: what tells a run without trades that wanted none from one that got none.</summary>
    public int EntriesWanted { get; private set; }

    /// <summary>How many entries were refused, by reason.</summary>
    public IReadOnlyDictionary<Reason, int> Refusals => _refusals;

    /// <summary>The state changed at the signal bar; the orders it makes fill now.</summary>
    public void Change(int signalBar, sbyte state, int bar, double price)
    {
        // Rule 3: a reversal closes first and sizes on what is left.
        Leave(signalBar, bar, price);
        if (state != 0) Enter(signalBar, (Side)state, bar, price);
    }

    /// <summary>The closing half of a change: a position is closed, as far as there is one.</summary>
    public void Leave(int signalBar, int bar, double price) => CloseAtMarket(signalBar, bar, price, OrderKind.Exit, Reason.StateChanged);

    /// <summary>The instrument's data end at this bar, and before the portfolio's: a position is sold at its close.</summary>
    public void Delist(int bar) => CloseAtMarket(bar, bar, _market.Bars.Close[bar], OrderKind.Delisting, Reason.Delisted);

    /// <summary>The state changed at the last bar, and no bar follows to fill at (rule 2).</summary>
    public void Expire(int signalBar, sbyte state)
    {
        if (!_account.IsFlat) _journal?.Ended(_journal.Add(OrderKind.Exit, _account.Side, signalBar), signalBar, OrderStatus.Expired, Reason.NoBarAfterSignal, Math.Abs(_account.Units));
        if (state == 0) return;
        EntriesWanted++;
        Count(Reason.NoBarAfterSignal);
        _journal?.Ended(_journal.Add(OrderKind.Entry, (Side)state, signalBar), signalBar, OrderStatus.Expired, Reason.NoBarAfterSignal, 0);
    }

    /// <summary>The data are over: a position stays open, is marked, and the orders around it expire (rule 11).</summary>
    public void Finish()
    {
        if (_account.IsFlat) return;
        var last = _market.Bars.Count - 1;
        _account.MarkOpen(last, _market.Bars.Close[last]);
        EndBrackets(last, filled: null, OrderStatus.Expired, Reason.DataEnded);
    }

    /// <summary>The opening half of a change; nothing is held of this instrument.</summary>
    public void Enter(int signalBar, Side side, int bar, double price)
    {
        EntriesWanted++;
        var order = _journal?.Add(OrderKind.Entry, side, signalBar) ?? 0;
        if (side == Side.Short && !_options.AllowShort)
        {
            Refuse(order, bar, new(0, Reason.ShortsNotAllowed, 0));
            return;
        }

        if (_purse.IsFull)
        {
            Refuse(order, bar, new(0, Reason.PositionsFull, _purse.PositionsBeside));
            return;
        }

        // Rule 5: the size stands on the equity before the fill and on the filled price; levels stand on the filled price too.
        var filled = _account.Costs.Filled(price, buy: side == Side.Long);
        var levels = Levels.Around(filled, side, signalBar, _options, _market);
        if (!levels.AreKnown)
        {
            Refuse(order, bar, new(0, Reason.AtrNotKnown, 0));
            return;
        }

        var size = _sizer.Of(_purse, filled, Math.Abs(filled - levels.Stop), signalBar, _account.Costs);
        if (size.Units == 0)
        {
            Refuse(order, bar, size);
            return;
        }

        var fill = _account.Open(bar, side, size.Units, price);
        _levels = levels;
        Remargin();
        if (_journal is null) return;
        _journal.Filled(order, bar, size.Reason, size.Units, fill, detail: size.Detail);
        if (_options.StopLoss is not null) _levels.StopOrder = _journal.Add(OrderKind.StopLoss, side, bar);
        if (_options.TakeProfit is not null) _levels.TargetOrder = _journal.Add(OrderKind.TakeProfit, side, bar);
        if (_options.TrailingStop is not null) _levels.TrailOrder = _journal.Add(OrderKind.TrailingStop, side, bar);
    }

    private void CloseAtMarket(int signalBar, int bar, double price, OrderKind kind, Reason reason)
    {
        if (_account.IsFlat) return;
        var units = Math.Abs(_account.Units);
        var side = _account.Side;
        var fill = ClosePosition(bar, price, kind);
        if (_journal is not null) _journal.Filled(_journal.Add(kind, side, signalBar), bar, reason, units, fill);
    }

    private void Refuse(int order, int bar, in Size size)
    {
        Count(size.Reason);
        _journal?.Ended(order, bar, OrderStatus.Rejected, size.Reason, 0, detail: size.Detail);
    }

    private void Count(Reason refusal) => _refusals[refusal] = _refusals.GetValueOrDefault(refusal) + 1;

    private Fill ClosePosition(int bar, double price, OrderKind kind)
    {
        EndBrackets(bar, kind, OrderStatus.Cancelled, Reason.PositionClosed);
        return _account.Close(bar, price, kind);
    }

    // One of a position's levels fills or none does; the others end with the position.
    private void EndBrackets(int bar, OrderKind? filled, OrderStatus status, Reason reason)
    {
        if (_journal is null) return;
        var units = Math.Abs(_account.Units);
        if (_options.StopLoss is not null && filled != OrderKind.StopLoss) _journal.Ended(_levels.StopOrder, bar, status, reason, units, _levels.Stop);
        if (_options.TakeProfit is not null && filled != OrderKind.TakeProfit) _journal.Ended(_levels.TargetOrder, bar, status, reason, units, _levels.Target);
        if (_options.TrailingStop is not null && filled != OrderKind.TrailingStop) _journal.Ended(_levels.TrailOrder, bar, status, reason, units, _levels.Trail);
    }
}
