using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>What the plain engine makes of a universe: rows counted from 0, orders and trades with their symbols.</summary>
internal sealed class PlainSharedRun
{
    public List<(double Cash, double Long, double Short, int Positions)> Closes { get; } = [];

    public List<(string Symbol, ReferenceTrade Trade)> Trades { get; } = [];

    public List<(string Symbol, ReferenceOrder Order)> Orders { get; } = [];

    public int AmbiguousBars { get; set; }

    public double NotionalFilled { get; set; }

    public double FinalPessimistic { get; set; }

    public double FinalOptimistic { get; set; }

    public List<double> Equity => [.. Closes.Select(c => c.Cash + c.Long - c.Short)];
}

/// <summary>
/// docs/portfolios.md, "By states", once more, written from that page and docs/fills.md: slow and plain, everything looked up anew at every step. It shares no
/// code with the engine.
/// </summary>
internal sealed class PlainSharedCash
{
    private readonly SharedCase _given;
    private readonly BacktestOptions _options;
    private readonly List<PlainInstrument> _instruments;
    private readonly PlainSharedRun _run = new();
    private readonly int _slots;
    private double _cash;

    private PlainSharedCash(SharedCase given)
    {
        (_given, _options, _cash) = (given, given.Options, given.Options.StartCapital);
        var times = given.Instruments.SelectMany(i => i.Bars.UtcTicks.ToArray()).Distinct().Order().ToList();
        _instruments = [.. given.Instruments.OrderBy(i => i.Bars.Symbol, StringComparer.Ordinal).Select(i => new PlainInstrument(i.Bars, i.States, times, _options, given.From, given.To))];
        _slots = given.Portfolio.MaxPositions ?? _instruments.Count;
    }

    public static PlainSharedRun Run(SharedCase given)
    {
        var run = new PlainSharedCash(given).Walk();
        run.FinalPessimistic = new PlainSharedCash(given.With(o => o with { Intrabar = IntrabarRule.Pessimistic })).Walk().Equity[^1];
        run.FinalOptimistic = new PlainSharedCash(given.With(o => o with { Intrabar = IntrabarRule.Optimistic })).Walk().Equity[^1];
        return run;
    }

    private PlainSharedRun Walk()
    {
        for (var row = _given.From; row < _given.To; row++)
        {
            var here = _instruments.Where(i => i.HasBarAt(row)).ToList();
            if (_options.Fill == FillRule.NextOpen) Act([.. here.Where(i => i.ChangedBefore(row))], row, atOpen: true);
            foreach (var i in here) Inside(i, row);
            foreach (var i in here.Where(i => i.IsDelistedAt(row))) Delist(i, row);
            if (_options.Fill == FillRule.Close) Act([.. here.Where(i => !i.IsDelistedAt(row) && i.ChangedAt(row))], row, atOpen: false);
            var worth = _instruments.Select(i => i.Worth(row, atOpen: false)).ToList();
            _run.Closes.Add((_cash, worth.Where(w => w > 0).Sum(), -worth.Where(w => w < 0).Sum(), worth.Count(w => w != 0)));
        }

        foreach (var i in _instruments.Where(i => i.BarsInRun > 0)) End(i);
        return _run;
    }

    // Exits first, the closing halves of reversals among them; then entries in order of the names.
    private void Act(List<PlainInstrument> due, int row, bool atOpen)
    {
        foreach (var i in due.Where(i => i.Position is not null)) Leave(i, OrderKind.Exit, i.SignalRow(row, atOpen), row, i.PriceAt(row, atOpen), null, "");
        foreach (var i in due.Where(i => i.StateFilledAt(row, atOpen) != 0)) Enter(i, row, atOpen);
    }

    private void Enter(PlainInstrument i, int row, bool atOpen)
    {
        var (side, signal, price) = ((Side)i.StateFilledAt(row, atOpen), i.SignalRow(row, atOpen), i.PriceAt(row, atOpen));
        var filled = i.Filled(side == Side.Long, price);
        var worth = _instruments.Select(x => x.Worth(row, atOpen)).ToList();
        var (units, why) = Size(i, side, signal, filled, worth);
        if (units == 0)
        {
            _run.Orders.Add((i.Symbol, new(OrderKind.Entry, side, OrderStatus.Rejected, signal, row, 0, null, null, 0, 0, why)));
            return;
        }

        var (fee, slippage) = (i.Fee(units * filled), Math.Abs(filled - price) * units);
        _cash -= (int)side * units * filled + fee;
        _run.NotionalFilled += units * filled;
        _run.Orders.Add((i.Symbol, new(OrderKind.Entry, side, OrderStatus.Filled, signal, row, units, null, filled, fee, slippage, why)));
        i.Open(side, units, signal, row, filled, fee, slippage);
    }

    private (double Units, string Why) Size(PlainInstrument i, Side side, int signal, double filled, List<double> worth)
    {
        if (side == Side.Short && !_options.AllowShort) return (0, "short");
        if (worth.Count(w => w != 0) >= _slots) return (0, "max_positions");
        if (!i.KnowsDistances(signal)) return (0, "average true range");
        var equity = _cash + worth.Sum();
        var share = equity / _slots;
        if (share <= 1e-9 * _options.StartCapital) return (0, "equity");
        if (i.Wanted(share, signal, filled, out var refusal) is not { } wanted) return (0, refusal);
        var alone = Math.Min(wanted, i.UnitsWithin(_options.MaxLeverage * share, filled));
        var room = (_given.Portfolio.MaxGrossExposure ?? _options.MaxLeverage) * equity - worth.Sum(Math.Abs);
        var beside = i.UnitsWithin(room, filled);
        var units = i.InLots(Math.Min(alone, beside));
        if (units <= 0) return (0, i.InLots(alone) > 0 ? "gross exposure" : "0 units");
        return (units, alone > beside * (1 + 1e-9) ? "gross exposure" : wanted > alone * (1 + 1e-9) ? "leverage" : "");
    }

    // fills.md, rules 6, 7, 9, 10 and 8, on a mirror: a short is a long in negative prices.
    private void Inside(PlainInstrument i, int row)
    {
        if (i.Position is not { } p) return;
        var (sign, bar) = ((int)p.Side, i.BarAt(row));
        var (open, high, low) = sign > 0 ? (bar.Open, bar.High, bar.Low) : (-bar.Open, -bar.Low, -bar.High);
        var protections = new List<(OrderKind Kind, double Level)>();
        if (p.Stop is { } stop) protections.Add((OrderKind.StopLoss, sign * stop));
        if (p.Trail is { } trail) protections.Add((OrderKind.TrailingStop, sign * trail));
        if (LiquidationPrice(i, row) is { } liquidation) protections.Add((OrderKind.Liquidation, sign * liquidation));
        (OrderKind Kind, double Level)? protection = protections.Count == 0 ? null : protections.OrderByDescending(x => x.Level).First();
        double? target = p.Target is { } level ? sign * level : null;

        void Protected(double at, string why) => Leave(i, protection!.Value.Kind, protection.Value.Kind == OrderKind.Liquidation ? row : p.EntryBar, row, sign * at, sign * protection.Value.Level, why);
        void OnTarget(double at, string why) => Leave(i, OrderKind.TakeProfit, p.EntryBar, row, sign * at, sign * target!.Value, why);

        if (open <= protection?.Level) Protected(open, "gap");
        else if (open >= target) OnTarget(open, "gap");
        else if (low <= protection?.Level && high >= target)
        {
            _run.AmbiguousBars++;
            var (up, down) = (bar.High - bar.Open, bar.Open - bar.Low);
            if (_options.Intrabar == IntrabarRule.Optimistic || (_options.Intrabar == IntrabarRule.Path && (sign > 0 ? up < down : down < up))) OnTarget(target!.Value, "ambiguous");
            else Protected(protection!.Value.Level, "ambiguous");
        }
        else if (low <= protection?.Level) Protected(protection.Value.Level, "");
        else if (high >= target) OnTarget(target.Value, "");

        if (i.Position is null) return;
        if (p.Side == Side.Short)
        {
            var borrow = p.Units * bar.Close * _options.BorrowRate / i.Periods;
            (_cash, p.Borrow) = (_cash - borrow, p.Borrow + borrow);
        }

        if (p.TrailDistance is null) return;
        p.Best = p.Side == Side.Long ? Math.Max(p.Best, bar.High) : Math.Min(p.Best, bar.Low);
        p.Trail = p.Best - sign * p.TrailDistance(p.Best);
    }

    // The price x at which cash + others' net + units x = margin (others' gross + |units| x), the others at this row's opens; for a long only where that is above 0.
    private double? LiquidationPrice(PlainInstrument i, int row)
    {
        var others = _instruments.Where(x => x != i).Select(x => x.Worth(row, atOpen: true)).ToList();
        var (margin, p) = (_options.MaintenanceMargin, i.Position!);
        var price = (margin * others.Sum(Math.Abs) - _cash - others.Sum()) / (p.SignedUnits - margin * p.Units);
        return p.Side == Side.Long && price <= 0 ? null : price;
    }

    private void Delist(PlainInstrument i, int row)
    {
        if (i.Position is not null) Leave(i, OrderKind.Delisting, row, row, i.PriceAt(row, atOpen: false), null, "");
        if (i.ChangedAt(row) && i.StateAt(row) != 0) _run.Orders.Add((i.Symbol, new(OrderKind.Entry, (Side)i.StateAt(row), OrderStatus.Expired, row, row, 0, null, null, 0, 0, "")));
    }

    private void Leave(PlainInstrument i, OrderKind kind, int signal, int row, double price, double? level, string why)
    {
        var p = i.Position!;
        var filled = i.Filled(p.Side == Side.Short, price);
        var (fee, slippage) = (i.Fee(p.Units * filled), Math.Abs(filled - price) * p.Units);
        _cash += p.SignedUnits * filled - fee;
        _run.NotionalFilled += p.Units * filled;
        _run.Orders.Add((i.Symbol, new(kind, p.Side, OrderStatus.Filled, signal, row, p.Units, level, filled, fee, slippage, why)));
        EndLevels(i, row, OrderStatus.Cancelled, but: kind);
        _run.Trades.Add((i.Symbol, new(p.Side, p.Units, p.EntryBar, p.EntryPrice, row, filled, kind, p.Fees + fee, p.Slippage + slippage, p.Borrow)));
        i.Position = null;
    }

    private void EndLevels(PlainInstrument i, int row, OrderStatus status, OrderKind? but = null)
    {
        var p = i.Position!;
        foreach (var (kind, level) in new[] { (OrderKind.StopLoss, p.Stop), (OrderKind.TakeProfit, p.Target), (OrderKind.TrailingStop, p.Trail) })
        {
            if (level is not null && kind != but) _run.Orders.Add((i.Symbol, new(kind, p.Side, status, p.EntryBar, row, p.Units, level, null, 0, 0, "")));
        }
    }

    private void End(PlainInstrument i)
    {
        var last = i.LastRowInRun;
        if (_options.Fill == FillRule.NextOpen && !i.IsDelistedAt(last) && i.ChangedAt(last))
        {
            if (i.Position is { } held) _run.Orders.Add((i.Symbol, new(OrderKind.Exit, held.Side, OrderStatus.Expired, last, last, held.Units, null, null, 0, 0, "")));
            if (i.StateAt(last) != 0) _run.Orders.Add((i.Symbol, new(OrderKind.Entry, (Side)i.StateAt(last), OrderStatus.Expired, last, last, 0, null, null, 0, 0, "")));
        }

        if (i.Position is not { } p) return;
        EndLevels(i, last, OrderStatus.Expired);
        _run.Trades.Add((i.Symbol, new(p.Side, p.Units, p.EntryBar, p.EntryPrice, last, i.PriceAt(last, atOpen: false), null, p.Fees, p.Slippage, p.Borrow)));
    }
}
