using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>An instrument at its desk, and where it stands in a run.</summary>
internal sealed class Seat
{
    // Looked up at every row, so they lie here at hand.
    private readonly int _number, _firstBar;
    private readonly Bars _bars;

    public Seat(TradedInstrument instrument, BacktestOptions options, IntrabarRule intrabar, Purse purse, bool keeps)
    {
        Instrument = instrument;
        (_number, _firstBar, _bars) = (instrument.Number, instrument.FirstBar, instrument.Bars);
        // Each change of state opens one trade at most, and makes an entry, an exit and its levels.
        var changes = keeps ? StateChanges.Count(instrument.States) : 0;
        Ledger = new TradeLedger(room: changes);
        Journal = keeps ? new Journal(instrument.Bars, room: changes * (options.HasIntrabarOrders ? 5 : 2), instrument.Rows) : null;
        Desk = new Desk(instrument.Market, options, intrabar, Ledger, Journal, purse);
    }

    public TradedInstrument Instrument { get; }

    public Desk Desk { get; }

    public TradeLedger Ledger { get; }

    public Journal? Journal { get; }

    /// <summary>The strategy's last state.</summary>
    public sbyte State { get; set; }

    /// <summary>Whether the orders of a change have not been filled yet.</summary>
    public bool IsDue { get; set; }

    public bool IsFlat => Desk.Account.IsFlat;

    /// <summary>The number of its bar at a row, from the universe's; below 0 where it has none.</summary>
    public int BarOf(ReadOnlySpan<int> barsAtRow) => barsAtRow[_number] - _firstBar;

    public double PriceAt(int bar, bool atOpen) => atOpen ? _bars.Open[bar] : _bars.Close[bar];
}
