namespace PeakTrade.Engine;

/// <summary>Row by row: what is due at the open, what the close takes, what is marked (docs/portfolios.md, "The order of a row").</summary>
internal sealed class PortfolioSimulation
{
    /// <summary>The part of the equity, or of the start capital, that is the rounding of 0.</summary>
    public const double Rounding = 1e-9;

    private const int RowsBetweenCancelChecks = 1 << 10;
    private readonly Universe _universe;
    private readonly Bars[] _instruments;
    private readonly PortfolioOptions _portfolio;
    private readonly BacktestOptions _options;
    private readonly double _borrowPerBar;
    private readonly int _from, _to;
    private readonly Rebalancing _rebalancing;
    private readonly double[] _worth;
    private readonly bool[] _liquidated; // waits for an open to be liquidated at
    private readonly List<string> _delisted = [];
    private int _waiting;
    private Intent _breach;

    public PortfolioSimulation(Universe universe, IWeightRule rule, PortfolioOptions portfolio, BacktestOptions options, double periodsPerYear, int from, int to)
    {
        (_universe, _instruments, _portfolio, _options, _from, _to) = (universe, [.. universe.Instruments], portfolio, options, from, to);
        _borrowPerBar = options.BorrowRate / periodsPerYear;
        (_worth, _liquidated) = (new double[universe.Count], new bool[universe.Count]);
        (Book, Journal, Holdings, Log) = (new(universe, options, from), new(universe, portfolio, from), new(universe), new(universe, from, to));
        _rebalancing = new Rebalancing(universe, rule, portfolio, options, Book, Journal, Holdings, to);
    }

    public PortfolioBook Book { get; }

    public PortfolioJournal Journal { get; }

    public HoldingLog Holdings { get; }

    public PortfolioLog Log { get; }

    public int Rebalances => _rebalancing.Count;

    /// <summary>Instruments that were sold because their data ended.</summary>
    public IReadOnlyList<string> Delisted => _delisted;

    public void Run(CancellationToken cancel)
    {
        var calendar = new RebalanceCalendar(_portfolio.Rebalance);
        var atClose = _options.Fill == FillRule.Close;
        var (due, ruined) = (false, false);
        for (var row = _from; row < _to; row++)
        {
            if ((row - _from) % RowsBetweenCancelChecks == 0) cancel.ThrowIfCancellationRequested();
            due |= calendar.Begins(_universe.UtcTicks[row]);

            // Rule 2: nothing is rebalanced while a liquidation waits for its open, nor in the row that it fills in.
            var rebalances = due && _waiting == 0 && !ruined;
            if (_waiting > 0) Liquidate(row);
            if (rebalances && !atClose) due = !_rebalancing.Try(row);
            PassClose(row);
            if (rebalances && atClose) due = !_rebalancing.Try(row);
            var equity = Mark(row);
            ruined = Book.Positions == 0 && !(equity > Rounding * _options.StartCapital);
        }

        Book.Finish(_to - 1);
        for (var i = 0; i < _liquidated.Length; i++)
        {
            if (_liquidated[i]) Journal.Refused(_breach with { Instrument = i, Side = SideOf(i) }, _to - 1, OrderStatus.Expired, PortfolioReason.DataEnded, Math.Abs(Book.Units[i]));
        }
    }

    /// <summary>Rule 14: each position goes at the next open that its instrument has.</summary>
    private void Liquidate(int row)
    {
        var bars = _universe.BarsAt(row);
        for (var i = 0; i < bars.Length; i++)
        {
            if (!_liquidated[i] || bars[i] < 0) continue;
            Close(i, row, _instruments[i].Open[bars[i]], _breach with { Instrument = i, Side = SideOf(i) }, PortfolioReason.MarginReached);
            _liquidated[i] = false;
            _waiting--;
        }
    }

    /// <summary>Marks what is held; rules 11 and 12: shorts pay borrow, and an instrument whose data end is sold.</summary>
    private void PassClose(int row)
    {
        if (Book.Positions == 0) return;
        var bars = _universe.BarsAt(row);
        var units = Book.Units;
        var marks = Book.Marks;
        for (var i = 0; i < bars.Length; i++)
        {
            if (units[i] == 0 || bars[i] < 0) continue;
            var close = marks[i] = _instruments[i].Close[bars[i]];
            if (units[i] < 0 && _borrowPerBar > 0) Book.PayBorrow(i, close, _borrowPerBar);
            if (_universe.LastRow(i) > row || row == _to - 1) continue;
            Close(i, row, close, new Intent(i, OrderKind.Delisting, SideOf(i), row), PortfolioReason.DataOfInstrumentEnd);
            _delisted.Add(_universe.Symbols[i]);
        }
    }

    /// <summary>Rule 13: the equity at the close. Where it is down to the maintenance margin, everything is to be liquidated.</summary>
    private double Mark(int row)
    {
        var units = Book.Units;
        var marks = Book.Marks;
        for (var i = 0; i < _worth.Length; i++) _worth[i] = units[i] * marks[i];
        var equity = Log.Mark(row, Book.Cash, _worth);
        if (Book.Positions == 0 || _waiting > 0) return equity;
        ref readonly var held = ref Log.Exposure.Span[row - _from];
        var gross = held.Long + held.Short;
        if (equity > Math.Max(_options.MaintenanceMargin * gross, Rounding * _options.StartCapital)) return equity;
        for (var i = 0; i < _liquidated.Length; i++) _liquidated[i] = Book.Units[i] != 0;
        _waiting = Book.Positions;
        _breach = new Intent(0, OrderKind.Liquidation, Side.Long, row, Held: gross, Wanted: equity);
        return equity;
    }

    private void Close(int instrument, int row, double price, in Intent intent, PortfolioReason reason)
    {
        var units = Math.Abs(Book.Units[instrument]);
        Journal.Filled(intent, row, reason, units, Book.Reduce(instrument, row, left: 0, price, intent.Kind));
    }

    private Side SideOf(int instrument) => Book.Units[instrument] > 0 ? Side.Long : Side.Short;
}
