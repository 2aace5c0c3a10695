namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>
/// docs/fills.md once more, written from that page alone: slow, plain, one bar after the other, everything kept. It shares
/// no code with the engine, so that an agreement of the two means something.
/// </summary>
internal sealed class ReferenceEngine
{
    private readonly List<Bar> _bars;
    private readonly int[] _states;
    private readonly BacktestOptions _options;
    private readonly double _periods;
    private readonly ReferenceRun _run = new();
    private double _cash;
    private Position? _position;

    private ReferenceEngine(Bars bars, IReadOnlyList<sbyte> states, BacktestOptions options)
    {
        _bars = [.. Enumerable.Range(0, bars.Count).Select(t => new Bar(t, bars.Open[t], bars.High[t], bars.Low[t], bars.Close[t]))];
        _states = [.. states.Select(s => (int)s)];
        _options = options;
        _periods = PlainYear.Periods(bars, options);
        _cash = options.StartCapital;
    }

    public static ReferenceRun Run(Bars bars, IReadOnlyList<sbyte> states, BacktestOptions options)
    {
        var run = new ReferenceEngine(bars, states, options).Walk();
        run.FinalPessimistic = new ReferenceEngine(bars, states, options with { Intrabar = IntrabarRule.Pessimistic }).Walk().FinalEquity;
        run.FinalOptimistic = new ReferenceEngine(bars, states, options with { Intrabar = IntrabarRule.Optimistic }).Walk().FinalEquity;
        return run;
    }

    private ReferenceRun Walk()
    {
        foreach (var bar in _bars)
        {
            var t = bar.Index;
            if (_options.Fill == FillRule.NextOpen && t > 0 && Changed(t - 1)) Act(t - 1, t, bar.Open);
            if (_position is not null) Inside(bar);
            if (_position is { Side: Side.Short }) PayBorrow(bar);
            if (_position is not null) MoveTrail(bar);
            if (_options.Fill == FillRule.Close && Changed(t)) Act(t, t, bar.Close);
            _run.Equity.Add(_cash + (_position is null ? 0 : _position.SignedUnits * bar.Close));
            _run.Units.Add(_position?.SignedUnits ?? 0);
        }

        End();
        return _run;
    }

    private bool Changed(int t) => _states[t] != (t == 0 ? 0 : _states[t - 1]);

    // Rule 3.
    private void Act(int signal, int t, double price)
    {
        if (_position is not null) Leave(OrderKind.Exit, signal, t, price, level: null, "");
        if (_states[signal] != 0) Enter((Side)_states[signal], signal, t, price);
    }

    private double Filled(bool isBuy, double price) => price * (isBuy ? 1 + _options.SlippageBps / 10_000 : 1 - _options.SlippageBps / 10_000);

    private double Fee(double notional) => Math.Max(_options.FeeMinimum, notional * _options.FeeBps / 10_000 + _options.FeeFixed);

    private double UnitsWithin(double budget, double filled) =>
        Math.Min((budget - _options.FeeFixed) / (filled * (1 + _options.FeeBps / 10_000)), (budget - _options.FeeMinimum) / filled);

    private void Enter(Side side, int signal, int t, double price)
    {
        var filled = Filled(side == Side.Long, price);
        var (units, refusal, cut) = Size(side, signal, filled);
        if (refusal is not null)
        {
            _run.Orders.Add(new(OrderKind.Entry, side, OrderStatus.Rejected, signal, t, 0, null, null, 0, 0, refusal));
            return;
        }

        var fee = Fee(units * filled);
        var slippage = Math.Abs(filled - price) * units;
        _cash -= (int)side * units * filled + fee;
        _run.NotionalFilled += units * filled;
        _run.Orders.Add(new(OrderKind.Entry, side, OrderStatus.Filled, signal, t, units, null, filled, fee, slippage, cut ? "leverage" : ""));

        double? Beyond(Distance? distance, int sign) => distance is null ? null : filled + sign * DistanceAt(distance, signal, filled)!.Value;
        var trail = _options.TrailingStop;
        Func<double, double>? trailDistance = trail is null ? null : trail.IsAtr ? _ => DistanceAt(trail, signal, 0)!.Value : best => trail.Fraction * best;
        _position = new()
        {
            Side = side, Units = units, EntryPrice = filled, EntryBar = t, Fees = fee, Slippage = slippage, Best = filled,
            Stop = Beyond(_options.StopLoss, -(int)side), Target = Beyond(_options.TakeProfit, (int)side),
            TrailDistance = trailDistance, Trail = trailDistance is null ? null : filled - (int)side * trailDistance(filled),
        };
    }

    private (double Units, string? Refusal, bool Cut) Size(Side side, int signal, double filled)
    {
        if (side == Side.Short && !_options.AllowShort) return (0, "short", false);
        foreach (var distance in new[] { _options.StopLoss, _options.TakeProfit, _options.TrailingStop })
        {
            if (distance is not null && DistanceAt(distance, signal, filled) is null) return (0, "average true range", false);
        }

        // What is left after a liquidation may be the rounding of 0.
        var equity = _cash;
        if (equity <= 1e-9 * _options.StartCapital) return (0, "equity", false);
        var sizing = _options.Sizing;
        if (sizing.Kind == SizingKind.RiskPerTrade && DistanceAt(_options.StopLoss!, signal, filled) == 0) return (0, "distance", false);
        var volatility = sizing.Kind == SizingKind.VolatilityTarget ? VolatilityAt(signal, sizing.WindowBars) : 1;
        if (volatility is null or 0) return (0, "volatility", false);
        var wanted = sizing.Kind switch
        {
            SizingKind.Fraction => UnitsWithin(sizing.Value * equity, filled),
            SizingKind.FixedCash => UnitsWithin(sizing.Value, filled),
            SizingKind.FixedUnits => sizing.Value,
            SizingKind.VolatilityTarget => UnitsWithin(sizing.Value / volatility.Value * equity, filled),
            _ => sizing.Value * equity / DistanceAt(_options.StopLoss!, signal, filled)!.Value,
        };
        var most = UnitsWithin(_options.MaxLeverage * equity, filled);
        var units = Math.Min(wanted, most);
        if (_options.LotStep > 0) units = Math.Floor(units / _options.LotStep + 1e-9) * _options.LotStep;
        return units > 0 ? (units, null, wanted > most * (1 + 1e-9)) : (0, "0 units", false);
    }

    private double? DistanceAt(Distance distance, int signal, double price)
    {
        if (!distance.IsAtr) return distance.Fraction * price;
        return WilderAtr(signal, distance.AtrWindowBars) is { } range ? distance.Multiple * range : null;
    }

    // The mean of the first `window` true ranges, then Wilder's smoothing; the first bar's true range is its own.
    private double? WilderAtr(int signal, int window)
    {
        if (signal + 1 < window) return null;
        var ranges = _bars.Take(signal + 1).Select(b => b.Index == 0
            ? b.High - b.Low
            : new[] { b.High - b.Low, Math.Abs(b.High - _bars[b.Index - 1].Close), Math.Abs(b.Low - _bars[b.Index - 1].Close) }.Max()).ToList();
        return ranges.Skip(window).Aggregate(ranges.Take(window).Average(), (average, range) => (average * (window - 1) + range) / window);
    }

    private double? VolatilityAt(int signal, int window)
    {
        if (signal < window) return null;
        var returns = Enumerable.Range(signal - window + 1, window).Select(t => _bars[t].Close / _bars[t - 1].Close - 1).ToList();
        var mean = returns.Average();
        return Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (window - 1)) * Math.Sqrt(_periods);
    }

    // Rules 6 and 7, on a mirror: a short is a long in negative prices.
    private void Inside(Bar bar)
    {
        var p = _position!;
        var sign = (int)p.Side;
        var (open, high, low) = sign > 0 ? (bar.Open, bar.High, bar.Low) : (-bar.Open, -bar.Low, -bar.High);
        var protections = new List<(OrderKind Kind, double Level)>();
        if (p.Stop is { } stop) protections.Add((OrderKind.StopLoss, sign * stop));
        if (p.Trail is { } trail) protections.Add((OrderKind.TrailingStop, sign * trail));
        if (LiquidationPrice(p) is { } liquidation) protections.Add((OrderKind.Liquidation, sign * liquidation));
        // OrderBy is stable, so of equal levels the one that was added first counts.
        (OrderKind Kind, double Level)? protection = protections.Count == 0 ? null : protections.OrderByDescending(x => x.Level).First();
        double? target = p.Target is { } level ? sign * level : null;

        void LeaveByProtection(double at, string why) => Leave(protection!.Value.Kind, LevelMadeAt(p, protection.Value.Kind, bar), bar.Index, sign * at, sign * protection.Value.Level, why);
        void LeaveByTarget(double at, string why) => Leave(OrderKind.TakeProfit, p.EntryBar, bar.Index, sign * at, sign * target!.Value, why);

        if (open <= protection?.Level) LeaveByProtection(open, "gap");
        else if (open >= target) LeaveByTarget(open, "gap");
        else if (low <= protection?.Level && high >= target)
        {
            _run.AmbiguousBars++;
            var highFirst = bar.High - bar.Open < bar.Open - bar.Low;
            var lowFirst = bar.High - bar.Open > bar.Open - bar.Low;
            var targetFirst = _options.Intrabar switch
            {
                IntrabarRule.Pessimistic => false,
                IntrabarRule.Optimistic => true,
                _ => sign > 0 ? highFirst : lowFirst,
            };
            if (targetFirst) LeaveByTarget(target!.Value, "ambiguous");
            else LeaveByProtection(protection!.Value.Level, "ambiguous");
        }
        else if (low <= protection?.Level) LeaveByProtection(protection.Value.Level, "");
        else if (high >= target) LeaveByTarget(target.Value, "");
    }

    // Levels are made by the fill that they stand on; a liquidation by the bar that brings it.
    private static int LevelMadeAt(Position p, OrderKind kind, Bar bar) => kind == OrderKind.Liquidation ? bar.Index : p.EntryBar;

    // Rule 9.
    private double? LiquidationPrice(Position p) => p.Side == Side.Short
        ? _cash / (p.Units * (1 + _options.MaintenanceMargin))
        : _cash < 0 ? -_cash / (p.Units * (1 - _options.MaintenanceMargin)) : null;

    private void Leave(OrderKind kind, int signal, int t, double price, double? level, string why)
    {
        var p = _position!;
        var filled = Filled(p.Side == Side.Short, price);
        var fee = Fee(p.Units * filled);
        var slippage = Math.Abs(filled - price) * p.Units;
        _cash += p.SignedUnits * filled - fee;
        _run.NotionalFilled += p.Units * filled;
        _run.Orders.Add(new(kind, p.Side, OrderStatus.Filled, signal, t, p.Units, level, filled, fee, slippage, why));
        EndLevels(p, t, OrderStatus.Cancelled, but: kind);
        _run.Trades.Add(new(p.Side, p.Units, p.EntryBar, p.EntryPrice, t, filled, kind, p.Fees + fee, p.Slippage + slippage, p.Borrow));
        _position = null;
    }

    private void EndLevels(Position p, int t, OrderStatus status, OrderKind? but = null)
    {
        foreach (var (kind, level) in new[] { (OrderKind.StopLoss, p.Stop), (OrderKind.TakeProfit, p.Target), (OrderKind.TrailingStop, p.Trail) })
        {
            if (level is not null && kind != but) _run.Orders.Add(new(kind, p.Side, status, p.EntryBar, t, p.Units, level, null, 0, 0, ""));
        }
    }

    // Rule 10.
    private void PayBorrow(Bar bar)
    {
        if (_options.BorrowRate == 0) return;
        var borrow = _position!.Units * bar.Close * _options.BorrowRate / _periods;
        _cash -= borrow;
        _position.Borrow += borrow;
    }

    // Rule 8.
    private void MoveTrail(Bar bar)
    {
        var p = _position!;
        if (p.TrailDistance is null) return;
        p.Best = p.Side == Side.Long ? Math.Max(p.Best, bar.High) : Math.Min(p.Best, bar.Low);
        p.Trail = p.Best - (int)p.Side * p.TrailDistance(p.Best);
    }

    // Rules 2 and 11.
    private void End()
    {
        var last = _bars.Count - 1;
        if (_options.Fill == FillRule.NextOpen && Changed(last))
        {
            if (_position is not null) _run.Orders.Add(new(OrderKind.Exit, _position.Side, OrderStatus.Expired, last, last, _position.Units, null, null, 0, 0, ""));
            if (_states[last] != 0) _run.Orders.Add(new(OrderKind.Entry, (Side)_states[last], OrderStatus.Expired, last, last, 0, null, null, 0, 0, ""));
        }

        if (_position is not { } p) return;
        EndLevels(p, last, OrderStatus.Expired);
        _run.Trades.Add(new(p.Side, p.Units, p.EntryBar, p.EntryPrice, last, _bars[last].Close, null, p.Fees, p.Slippage, p.Borrow));
    }
}
