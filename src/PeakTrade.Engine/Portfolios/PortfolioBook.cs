using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>
/// One account with many positions: its cash, the units of each instrument, what it has paid, and its trades. A trade is an episode of one instrument from flat
/// to flat, however often it was added to and taken from.
/// </summary>
internal sealed class PortfolioBook(Universe universe, BacktestOptions options, int from)
{
    private readonly double[] _units = new double[universe.Count];
    private readonly double[] _marks = new double[universe.Count];
    private readonly Episode[] _episodes = new Episode[universe.Count];
    private readonly Costs _costs = new(options);
    private Trade[] _trades = [];
    private int _count;
    private double _fees, _slippage, _borrow, _traded;

    public double Cash { get; private set; } = options.StartCapital;

    /// <summary>How many instruments are held.</summary>
    public int Positions { get; private set; }

    public Costs Costs => _costs;

    /// <summary>Units held of each instrument: above 0 long, below 0 short.</summary>
    public ReadOnlySpan<double> Units => _units;

    /// <summary>What each instrument that is held was last worth: its last close, or the price that it was bought at since.</summary>
    public Span<double> Marks => _marks;

    public Paid Paid => new(_fees, _slippage, _borrow, _traded);

    /// <summary>Trades as they end.</summary>
    public TradeLedger Ledger { get; } = new(room: 0);

    /// <summary>The trades in order of entry; complete after <see cref="Finish"/>.</summary>
    public ArraySegment<Trade> Trades => new(_trades, 0, _count);

    /// <summary>What account and positions are worth at these prices, and all positions together, shorts counted as longs are.</summary>
    public double Equity(ReadOnlySpan<double> prices, out double gross)
    {
        double longs = 0, shorts = 0;
        for (var i = 0; i < _units.Length; i++)
        {
            if (_units[i] == 0) continue;
            var worth = _units[i] * prices[i];
            if (worth > 0) longs += worth;
            else shorts -= worth;
        }

        gross = longs + shorts;
        return Cash + (longs - shorts);
    }

    /// <summary>Opens a position or adds to it.</summary>
    public Fill Increase(int instrument, int row, Side side, double units, double price)
    {
        var fill = Pay(side == Side.Long, units, price);
        ref var episode = ref _episodes[instrument];
        if (_units[instrument] == 0)
        {
            if (_count == _trades.Length) Array.Resize(ref _trades, Math.Max(64, 2 * _count));
            episode = new Episode { Trade = _count++, EntryRow = row };
            Positions++;
        }

        episode.Add(units, fill);
        var signed = side == Side.Long ? units : -units;
        _units[instrument] += signed;
        _marks[instrument] = price;
        Cash -= signed * fill.Price;
        Cash -= fill.Fee;
        return fill;
    }

    /// <summary>Takes from a position until so many units are left, on the side that it has; with 0 it is closed.</summary>
    public Fill Reduce(int instrument, int row, double left, double price, OrderKind kind)
    {
        var side = Math.Sign(_units[instrument]);
        var units = Math.Abs(_units[instrument]) - left;
        var fill = Pay(buy: side < 0, units, price);
        Cash += side * units * fill.Price;
        Cash -= fill.Fee;
        ref var episode = ref _episodes[instrument];
        episode.Remove(units, fill);
        _units[instrument] = side * left;
        if (left != 0) return fill;
        Enter(episode, instrument, side, row, episode.ExitPrice, kind);
        Positions--;
        return fill;
    }

    /// <summary>Rule 10 of docs/fills.md: what a short pays at a close for the units it has borrowed.</summary>
    public void PayBorrow(int instrument, double close, double ratePerBar)
    {
        var due = -_units[instrument] * close * ratePerBar;
        Cash -= due;
        _borrow += due;
        _episodes[instrument].Borrow += due;
    }

    /// <summary>The data are over: what is still held is marked at its last close.</summary>
    public void Finish(int lastRow)
    {
        for (var i = 0; i < _units.Length; i++)
        {
            if (_units[i] == 0) continue;
            ref readonly var episode = ref _episodes[i];
            var marked = episode;
            marked.Rest(Math.Abs(_units[i]), _marks[i]);
            Enter(marked, i, Math.Sign(_units[i]), lastRow, marked.ExitPrice, kind: null);
        }
    }

    private Fill Pay(bool buy, double units, double price)
    {
        var filled = _costs.Filled(price, buy);
        var notional = units * filled;
        var fill = new Fill(filled, _costs.Fee(notional), Math.Abs(filled - price) * units);
        _fees += fill.Fee;
        _slippage += fill.Slippage;
        _traded += notional;
        return fill;
    }

    private void Enter(in Episode episode, int instrument, int side, int row, double exit, OrderKind? kind)
    {
        var profit = side * episode.Units * (exit - episode.EntryPrice) - episode.Fees - episode.Borrow;
        var trade = new Trade
        {
            Number = episode.Trade + 1,
            Symbol = universe.Symbols[instrument],
            Side = (Side)side,
            Units = episode.Units,
            EntryBar = episode.EntryRow - from,
            EntryTime = universe.TimeAt(episode.EntryRow),
            EntryPrice = episode.EntryPrice,
            ExitBar = row - from,
            ExitTime = universe.TimeAt(row),
            ExitPrice = exit,
            ExitKind = kind,
            Fees = episode.Fees,
            Slippage = episode.Slippage,
            Borrow = episode.Borrow,
            Profit = profit,
            Return = profit / (episode.Units * episode.EntryPrice),
        };
        _trades[episode.Trade] = trade;
        Ledger.Add(trade);
    }

    /// <summary>What a trade has come to so far. Its prices are means over the units.</summary>
    private struct Episode
    {
        private double _left;

        public int Trade, EntryRow;
        public double Units, EntryPrice, ExitPrice, Fees, Slippage, Borrow;

        public void Add(double units, in Fill fill)
        {
            Units += units;
            // A mean that moves: after one fill it is that fill's price to the last bit.
            EntryPrice += (fill.Price - EntryPrice) * (units / Units);
            Pay(fill);
        }

        public void Remove(double units, in Fill fill)
        {
            Rest(units, fill.Price);
            Pay(fill);
        }

        public void Rest(double units, double price)
        {
            _left += units;
            ExitPrice += (price - ExitPrice) * (units / _left);
        }

        private void Pay(in Fill fill)
        {
            Fees += fill.Fee;
            Slippage += fill.Slippage;
        }
    }
}
