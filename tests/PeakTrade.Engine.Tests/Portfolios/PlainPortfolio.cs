namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>docs/portfolios.md, "By weights", written out as plainly as can be: slow, and sharing nothing with the engine.</summary>
internal sealed class PlainPortfolio
{
    private const double Nothing = 1e-9;
    private readonly PortfolioCase _given;
    private readonly BacktestOptions _options;
    private readonly PortfolioOptions _portfolio;
    private readonly List<DateTime> _rows;
    private readonly Dictionary<string, Dictionary<DateTime, Quote>> _quotes;
    private readonly Dictionary<string, DateTime> _last;
    private readonly SortedDictionary<string, double> _units = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Row, double Equity)> _liquidations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlainTrade> _open = [];
    private double _cash;

    private PlainPortfolio(PortfolioCase given)
    {
        (_given, _options, _portfolio, _cash) = (given, given.Options, given.Portfolio, given.Options.StartCapital);
        _quotes = given.Instruments.ToDictionary(b => b.Symbol, b => Enumerable.Range(0, b.Count).ToDictionary(b.TimeAt, t => new Quote(b.Open[t], b.Close[t])));
        _rows = [.. _quotes.Values.SelectMany(q => q.Keys).Distinct().Order()];
        _last = _quotes.ToDictionary(q => q.Key, q => q.Value.Keys.Max());
    }

    public List<double> Equity { get; } = [];

    public List<double> Cash { get; } = [];

    public List<Dictionary<string, double>> UnitsHeld { get; } = [];

    public List<PlainOrder> Orders { get; } = [];

    public List<PlainTrade> Trades { get; } = [];

    public List<(int Row, string Symbol, double Units, double Price, double Weight, double Target)> Holdings { get; } = [];

    public List<string> Delisted { get; } = [];

    public int Rebalances { get; private set; }

    private int To => _given.To;

    public static PlainPortfolio Run(PortfolioCase given)
    {
        var run = new PlainPortfolio(given);
        run.Run();
        return run;
    }

    private void Run()
    {
        var (due, gone) = (false, false);
        for (var row = _given.From; row < To; row++)
        {
            // 2
            if (row == _given.From || Period(_rows[row]) != Period(_rows[row - 1])) due = true;
            var mayRebalance = due && !gone && _liquidations.Count == 0;
            // 14
            foreach (var symbol in _liquidations.Keys.Where(s => Has(s, row)).ToList())
            {
                Sell(symbol, 0, row, _liquidations[symbol].Row, _quotes[symbol][_rows[row]].Open, OrderKind.Liquidation);
                _liquidations.Remove(symbol);
            }

            if (mayRebalance && _options.Fill == FillRule.NextOpen) due = !Rebalance(row);
            // 11
            foreach (var (symbol, units) in _units.Where(u => u.Value < 0 && Has(u.Key, row)).ToList())
            {
                var due_ = -units * _quotes[symbol][_rows[row]].Close * _options.BorrowRate / _given.PeriodsPerYear;
                _cash -= due_;
                _open[symbol].Borrow += due_;
            }

            // 12
            foreach (var symbol in _units.Keys.Where(s => _last[s] == _rows[row] && row < To - 1).ToList())
            {
                Sell(symbol, 0, row, row, _quotes[symbol][_rows[row]].Close, OrderKind.Delisting);
                Delisted.Add(symbol);
            }

            if (mayRebalance && _options.Fill == FillRule.Close) due = !Rebalance(row);
            // 13
            var worths = _units.Select(u => u.Value * LastClose(u.Key, row)).ToList();
            var equity = _cash + worths.Sum();
            Equity.Add(equity);
            Cash.Add(_cash);
            UnitsHeld.Add(_units.ToDictionary());
            // 14
            if (_units.Count > 0 && _liquidations.Count == 0 && (equity <= _options.MaintenanceMargin * worths.Sum(Math.Abs) || equity <= Nothing * _options.StartCapital))
            {
                foreach (var symbol in _units.Keys) _liquidations[symbol] = (row, equity);
            }

            // 15
            if (_units.Count == 0 && equity <= Nothing * _options.StartCapital) gone = true;
        }

        foreach (var (symbol, (row, _)) in _liquidations)
            Orders.Add(new(symbol, OrderKind.Liquidation, SideOf(_units[symbol]), OrderStatus.Expired, row, To - 1) { Units = Math.Abs(_units[symbol]), Why = "data end" });
        foreach (var (symbol, trade) in _open)
        {
            trade.Reductions.Add((Math.Abs(_units[symbol]), LastClose(symbol, To - 1)));
            trade.ExitRow = To - 1;
        }
    }

    private bool Rebalance(int row)
    {
        // 3
        if (row == 0) return false;
        var signal = row - 1;
        var may = _quotes.Keys.Order(StringComparer.Ordinal).Where(s => Has(s, signal) && _last[s] > _rows[signal]).ToList();
        var decided = _given.Weights(signal, may);
        if (decided is null) return false;
        Rebalances++;

        // 4
        double Price(string symbol) => !Has(symbol, row) ? LastClose(symbol, row) : _options.Fill == FillRule.Close ? _quotes[symbol][_rows[row]].Close : _quotes[symbol][_rows[row]].Open;
        double Worth(string symbol) => _units.TryGetValue(symbol, out var units) ? units * Price(symbol) : 0;
        double EquityNow() => _cash + _units.Keys.Sum(Worth);
        var equity = EquityNow();
        var poor = equity <= Nothing * _options.StartCapital;

        // 5 and 6
        var held = _quotes.Keys.ToDictionary(s => s, s => poor ? 0 : Worth(s) / equity);
        var targets = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var symbol in may)
        {
            var wanted = decided[symbol];
            if (poor && wanted != 0)
            {
                Orders.Add(new(symbol, OrderKind.Entry, SideOf(wanted), OrderStatus.Rejected, signal, row) { Why = "no equity" });
                wanted = 0;
            }

            if (wanted < 0 && !_options.AllowShort)
            {
                Orders.Add(new(symbol, OrderKind.Entry, Side.Short, OrderStatus.Rejected, signal, row) { Why = "allow_short" });
                wanted = 0;
            }

            var holds = _units.ContainsKey(symbol);
            if (wanted == 0 && !holds) continue;
            if (wanted != 0 && (Math.Abs(wanted - held[symbol]) < _portfolio.MinTrade || Math.Abs(wanted - held[symbol]) < Nothing)) continue;
            var lastBar = _last[symbol] == _rows[row] && row < To - 1;
            if (!Has(symbol, row) || lastBar)
            {
                var why = lastBar ? "is the last" : "no bar";
                var turns = holds && wanted != 0 && SideOf(wanted) != SideOf(_units[symbol]);
                var less = holds && !turns && (wanted == 0 || Math.Abs(wanted) < Math.Abs(held[symbol]));
                if (turns || less) Orders.Add(new(symbol, OrderKind.Exit, SideOf(_units[symbol]), OrderStatus.Expired, signal, row) { Why = why, Units = turns || wanted == 0 ? Math.Abs(_units[symbol]) : 0 });
                if (turns || !less) Orders.Add(new(symbol, OrderKind.Entry, SideOf(wanted), OrderStatus.Expired, signal, row) { Why = why });
                continue;
            }

            targets[symbol] = wanted;
        }

        // 7
        var sum = targets.Sum(t => Math.Abs(t.Value - held[t.Key]));
        if (_portfolio.MaxTurnover is { } most && sum > most && _units.Count > 0 && !poor)
        {
            foreach (var symbol in targets.Keys.ToList()) targets[symbol] = held[symbol] + (targets[symbol] - held[symbol]) * most / sum;
        }

        // 8
        foreach (var symbol in targets.Keys.Where(_units.ContainsKey).ToList())
        {
            var target = targets[symbol];
            if (target != 0 && SideOf(target) == SideOf(_units[symbol]))
            {
                if (Math.Abs(target) >= Math.Abs(held[symbol])) continue;
                Sell(symbol, Lots(Math.Abs(target) * equity / Price(symbol)), row, signal, Price(symbol), OrderKind.Exit);
                targets.Remove(symbol);
            }
            else
            {
                Sell(symbol, 0, row, signal, Price(symbol), OrderKind.Exit);
                if (target == 0) targets.Remove(symbol);
            }
        }

        // 9 and 10
        var left = EquityNow();
        var budgets = targets.ToDictionary(t => t.Key, t => Math.Max(0, Math.Abs(t.Value) * left - Math.Abs(Worth(t.Key))));
        var room = (_portfolio.MaxGrossExposure ?? 1) * left - _units.Keys.Sum(s => Math.Abs(Worth(s)));
        var part = budgets.Values.Sum() == 0 ? 1 : Math.Min(1, Math.Max(0, room) / budgets.Values.Sum());
        if (part <= Nothing) part = 0;
        foreach (var (symbol, target) in targets)
        {
            var side = SideOf(target);
            var filled = Price(symbol) * (1 + (int)side * _options.SlippageBps / 10_000);
            var most_ = UnitsWithin(part * budgets[symbol], filled);
            var units = Lots(most_);
            if (left <= Nothing * _options.StartCapital) Refuse("no equity", 0);
            else if (part == 0) Refuse("no room", 0);
            else if (units <= 0) Refuse("less than one lot", Math.Max(0, most_));
            else Buy(symbol, side, units, row, signal, Price(symbol));

            void Refuse(string why, double units) => Orders.Add(new(symbol, OrderKind.Entry, side, OrderStatus.Rejected, signal, row) { Why = why, Units = units });
        }

        var after = EquityNow();
        foreach (var symbol in _units.Keys) Holdings.Add((row, symbol, _units[symbol], Price(symbol), after > 0 ? Worth(symbol) / after : 0, decided.GetValueOrDefault(symbol)));
        return true;
    }

    private void Buy(string symbol, Side side, double units, int row, int signal, double price)
    {
        var filled = price * (1 + (int)side * _options.SlippageBps / 10_000);
        if (!_open.TryGetValue(symbol, out var trade))
        {
            _open[symbol] = trade = new(symbol, side, row);
            Trades.Add(trade);
        }

        trade.Increases.Add((units, filled));
        _units[symbol] = _units.GetValueOrDefault(symbol) + (int)side * units;
        Pay(symbol, OrderKind.Entry, side, (int)side * units, row, signal, price, filled, trade);
    }

    private void Sell(string symbol, double left, int row, int signal, double price, OrderKind kind)
    {
        var side = SideOf(_units[symbol]);
        var units = Math.Abs(_units[symbol]) - left;
        var filled = price * (1 - (int)side * _options.SlippageBps / 10_000);
        var trade = _open[symbol];
        trade.Reductions.Add((units, filled));
        Pay(symbol, kind, side, -(int)side * units, row, signal, price, filled, trade);
        _units[symbol] = (int)side * left;
        if (left > 0) return;
        _units.Remove(symbol);
        _open.Remove(symbol);
        (trade.ExitRow, trade.ExitKind) = (row, kind);
    }

    private void Pay(string symbol, OrderKind kind, Side side, double bought, int row, int signal, double price, double filled, PlainTrade trade)
    {
        var fee = Math.Max(_options.FeeMinimum, Math.Abs(bought) * filled * _options.FeeBps / 10_000 + _options.FeeFixed);
        var slippage = Math.Abs(bought * (filled - price));
        _cash -= bought * filled + fee;
        trade.Fees += fee;
        trade.Slippage += slippage;
        Orders.Add(new(symbol, kind, side, OrderStatus.Filled, signal, row) { Units = Math.Abs(bought), Price = filled, Fee = fee, Slippage = slippage, Decision = LastClose(symbol, signal) });
    }

    // Bisection needs no formula to be right about.
    private double UnitsWithin(double budget, double filled)
    {
        double Cost(double units) => units * filled + Math.Max(_options.FeeMinimum, units * filled * _options.FeeBps / 10_000 + _options.FeeFixed);
        if (Cost(0) >= budget) return 0;
        var (low, high) = (0.0, budget / filled);
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            if (Cost(middle) <= budget) low = middle;
            else high = middle;
        }

        return low;
    }

    private double Lots(double units) => _options.LotStep == 0 ? units : Math.Floor(units / _options.LotStep * (1 + 1e-12)) * _options.LotStep;

    private bool Has(string symbol, int row) => _quotes[symbol].ContainsKey(_rows[row]);

    private double LastClose(string symbol, int row)
    {
        while (!Has(symbol, row)) row--;
        return _quotes[symbol][_rows[row]].Close;
    }

    private string Period(DateTime time) => _portfolio.Rebalance switch
    {
        RebalanceFrequency.Daily => $"{time:yyyy-MM-dd}",
        RebalanceFrequency.Weekly => $"{time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7)):yyyy-MM-dd}",
        RebalanceFrequency.Monthly => $"{time:yyyy-MM}",
        _ => $"{time.Year}-{(time.Month + 2) / 3}",
    };

    private static Side SideOf(double units) => units > 0 ? Side.Long : Side.Short;

    private sealed record Quote(double Open, double Close);
}

/// <summary>An order of the plain engine, and words that its reason must hold.</summary>
internal sealed record PlainOrder(string Symbol, OrderKind Kind, Side Side, OrderStatus Status, int SignalRow, int EndRow)
{
    public double Units { get; init; }

    public double? Price { get; init; }

    public double Fee { get; init; }

    public double Slippage { get; init; }

    public double? Decision { get; init; }

    public string Why { get; init; } = "";
}

/// <summary>An episode of one instrument, each of its fills kept.</summary>
internal sealed class PlainTrade(string symbol, Side side, int entryRow)
{
    public string Symbol => symbol;

    public Side Side => side;

    public int EntryRow => entryRow;

    public int ExitRow { get; set; }

    public OrderKind? ExitKind { get; set; }

    public List<(double Units, double Price)> Increases { get; } = [];

    public List<(double Units, double Price)> Reductions { get; } = [];

    public double Fees { get; set; }

    public double Slippage { get; set; }

    public double Borrow { get; set; }

    public double Units => Increases.Sum(f => f.Units);

    public double EntryPrice => Increases.Sum(f => f.Units * f.Price) / Units;

    public double ExitPrice => Reductions.Sum(f => f.Units * f.Price) / Reductions.Sum(f => f.Units);

    public double Profit => (int)side * (Reductions.Sum(f => f.Units * f.Price) - Increases.Sum(f => f.Units * f.Price)) - Fees - Borrow;
}
