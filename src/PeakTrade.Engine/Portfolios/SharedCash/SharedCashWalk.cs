using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Row by row over a universe: every instrument at its own desk, all with one purse. docs/portfolios.md, "By states", is its law.</summary>
internal sealed class SharedCashWalk
{
    private const int RowsBetweenCancelChecks = 1 << 10;

    private readonly Universe _universe;
    private readonly Seat[] _seats;
    private readonly Purse _purse;
    private readonly bool _atClose;
    private readonly double[] _worth; // what each position is worth at the last price known of its instrument
    private double _net, _gross;
    private int _positions;

    /// <summary>A walk under one reading of ambiguous bars. Trades and orders are kept only where somebody will read them.</summary>
    public SharedCashWalk(Universe universe, TradedInstrument[] traded, PortfolioOptions portfolio, BacktestOptions options, IntrabarRule intrabar, PortfolioLog log, bool keeps)
    {
        (_universe, Log, _atClose) = (universe, log, options.Fill == FillRule.Close);
        var slots = portfolio.MaxPositions ?? universe.Count;
        _purse = new Purse(options.StartCapital) { Slots = slots, MaxPositions = slots, MaxGross = portfolio.MaxGrossExposure ?? options.MaxLeverage };
        _seats = [.. traded.Select(instrument => new Seat(instrument, options, intrabar, _purse, keeps))];
        _worth = new double[traded.Length];
    }

    public IReadOnlyList<Seat> Seats => _seats;

    public PortfolioLog Log { get; }

    public int AmbiguousBars => _seats.Sum(seat => seat.Desk.AmbiguousBars);

    public bool IsFlat => _positions == 0;

    /// <summary>Lives through all rows; returns the final equity.</summary>
    public double Run(CancellationToken cancel)
    {
        for (var row = Log.From; row < Log.To; row++)
        {
            if ((row - Log.From) % RowsBetweenCancelChecks == 0) cancel.ThrowIfCancellationRequested();
            LiveThrough(row);
        }

        foreach (var seat in _seats)
        {
            if (seat.IsDue) seat.Desk.Expire(seat.Instrument.Bars.Count - 1, seat.State);
            seat.Desk.Finish();
        }

        return Log.Equity[^1];
    }

    private void LiveThrough(int row)
    {
        var bars = _universe.BarsAt(row);
        if (_positions > 0) Mark(bars, atOpen: true);
        if (!_atClose) FillDue(bars);
        if (_positions > 0)
        {
            LiveInside(bars);
            Mark(bars, atOpen: false);
        }

        TakeSignals(bars);
        if (_atClose) FillDue(bars);
        Log.Mark(row, _purse.Cash, _worth);
    }

    // An instrument without a bar keeps the mark of its last close.
    private void Mark(ReadOnlySpan<int> bars, bool atOpen)
    {
        for (var i = 0; i < _seats.Length; i++)
        {
            var seat = _seats[i];
            var bar = seat.BarOf(bars);
            if (bar >= 0 && !seat.IsFlat) _worth[i] = seat.Desk.Account.Units * seat.PriceAt(bar, atOpen);
        }

        AddUp();
    }

    // All exits come first, the closing halves of reversals among them, so that entries find the cash; then entries by name.
    private void FillDue(ReadOnlySpan<int> bars)
    {
        var isAnyDue = false;
        for (var i = 0; i < _seats.Length; i++)
        {
            var seat = _seats[i];
            var bar = seat.BarOf(bars);
            if (bar < 0 || !seat.IsDue) continue;
            isAnyDue = true;
            seat.Desk.Leave(SignalOf(bar), bar, seat.PriceAt(bar, atOpen: !_atClose));
            _worth[i] = 0;
        }

        if (!isAnyDue) return;
        AddUp();
        for (var i = 0; i < _seats.Length; i++)
        {
            var seat = _seats[i];
            var bar = seat.BarOf(bars);
            if (bar < 0 || !seat.IsDue) continue;
            seat.IsDue = false;
            if (seat.State == 0) continue;
            var price = seat.PriceAt(bar, atOpen: !_atClose);
            LookBeside(i);
            seat.Desk.Enter(SignalOf(bar), (Side)seat.State, bar, price);
            if (seat.IsFlat) continue;
            _worth[i] = seat.Desk.Account.Units * price;
            AddUp();
        }
    }

    private int SignalOf(int bar) => _atClose ? bar : bar - 1;

    private void LiveInside(ReadOnlySpan<int> bars)
    {
        for (var i = 0; i < _seats.Length; i++)
        {
            var seat = _seats[i];
            var bar = seat.BarOf(bars);
            if (bar < 0 || seat.IsFlat) continue;
            LookBeside(i);
            seat.Desk.Remargin();
            seat.Desk.LiveThrough(bar);
            if (!seat.IsFlat) continue;
            _worth[i] = 0;
            AddUp();
        }
    }

    private void TakeSignals(ReadOnlySpan<int> bars)
    {
        for (var i = 0; i < _seats.Length; i++)
        {
            var seat = _seats[i];
            var bar = seat.BarOf(bars);
            if (bar < 0) continue;
            var state = seat.Instrument.StateAt(bar);
            seat.IsDue = state != seat.State;
            seat.State = state;
            if (!seat.Instrument.EndsAt(bar)) continue;

            seat.Desk.Delist(bar);
            if (seat.IsDue) seat.Desk.Expire(bar, state);
            seat.IsDue = false;
            _worth[i] = 0;
            AddUp();
        }
    }

    // Added up anew whenever a position changes, in the same order: a running sum would carry its rounding along.
    private void AddUp()
    {
        (_net, _gross, _positions) = (0, 0, 0);
        foreach (var worth in _worth)
        {
            if (worth == 0) continue;
            _net += worth;
            _gross += Math.Abs(worth);
            _positions++;
        }
    }

    private void LookBeside(int seat)
    {
        var own = _worth[seat];
        _purse.NetBeside = _net - own;
        _purse.GrossBeside = _gross - Math.Abs(own);
        _purse.PositionsBeside = own == 0 ? _positions : _positions - 1;
    }
}
