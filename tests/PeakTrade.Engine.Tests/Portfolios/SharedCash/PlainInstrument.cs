using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>An instrument of the plain engine: its bars by row, its states, its position, and what docs/fills.md says of its prices and sizes.</summary>
internal sealed class PlainInstrument(Bars bars, sbyte[] states, List<long> times, BacktestOptions options, int from, int to)
{
    private readonly List<Bar> _bars = [.. Enumerable.Range(0, bars.Count).Select(t => new Bar(t, bars.Open[t], bars.High[t], bars.Low[t], bars.Close[t]))];
    private readonly List<int> _rows = [.. bars.UtcTicks.ToArray().Select(time => times.IndexOf(time))];

    public string Symbol => bars.Symbol;

    public double Periods { get; } = PlainYear.Periods(bars, options);

    public Simulation.Position? Position { get; set; }

    public int BarsInRun => _rows.Count(r => r >= from && r < to);

    public int LastRowInRun => _rows.Last(r => r < to);

    public bool HasBarAt(int row) => _rows.Contains(row);

    public Bar BarAt(int row) => _bars[_rows.IndexOf(row)];

    public bool IsDelistedAt(int row) => row == _rows[^1] && row < to - 1;

    public int StateAt(int row) => states[_rows.IndexOf(row)];

    // Before the run the account is flat, and so is the state.
    public bool ChangedAt(int row) => StateAt(row) != (RowBefore(row) is { } before ? StateAt(before) : 0);

    public bool ChangedBefore(int row) => RowBefore(row) is { } before && ChangedAt(before);

    public int SignalRow(int row, bool atOpen) => atOpen ? RowBefore(row)!.Value : row;

    public int StateFilledAt(int row, bool atOpen) => StateAt(SignalRow(row, atOpen));

    public double PriceAt(int row, bool atOpen) => atOpen ? BarAt(row).Open : BarAt(row).Close;

    public double Worth(int row, bool atOpen)
    {
        if (Position is null) return 0;
        return Position.SignedUnits * (HasBarAt(row) ? PriceAt(row, atOpen) : BarAt(_rows.Last(r => r < row)).Close);
    }

    public double Filled(bool isBuy, double price) => price * (isBuy ? 1 + options.SlippageBps / 10_000 : 1 - options.SlippageBps / 10_000);

    public double Fee(double notional) => Math.Max(options.FeeMinimum, notional * options.FeeBps / 10_000 + options.FeeFixed);

    public double UnitsWithin(double budget, double filled) =>
        Math.Min((budget - options.FeeFixed) / (filled * (1 + options.FeeBps / 10_000)), (budget - options.FeeMinimum) / filled);

    public double InLots(double units) => options.LotStep > 0 ? Math.Floor(units / options.LotStep + 1e-9) * options.LotStep : units;

    public bool KnowsDistances(int signal) =>
        new[] { options.StopLoss, options.TakeProfit, options.TrailingStop }.All(d => d is null || DistanceAt(d, signal, 1) is not null);

    /// <summary>The units that the sizing wants of a share of the equity, or none and why.</summary>
    public double? Wanted(double share, int signal, double filled, out string refusal)
    {
        var sizing = options.Sizing;
        refusal = sizing.Kind == SizingKind.RiskPerTrade ? "distance" : "volatility";
        switch (sizing.Kind)
        {
            case SizingKind.Fraction: return UnitsWithin(sizing.Value * share, filled);
            case SizingKind.FixedCash: return UnitsWithin(sizing.Value, filled);
            case SizingKind.FixedUnits: return sizing.Value;
            case SizingKind.RiskPerTrade:
                var distance = DistanceAt(options.StopLoss!, signal, filled)!.Value;
                return distance == 0 ? null : sizing.Value * share / distance;
            default:
                return VolatilityAt(_rows.IndexOf(signal), sizing.WindowBars) is { } volatility and not 0 ? UnitsWithin(sizing.Value / volatility * share, filled) : null;
        }
    }

    public void Open(Side side, double units, int signal, int row, double filled, double fee, double slippage)
    {
        double? Beyond(Distance? distance, int sign) => distance is null ? null : filled + sign * DistanceAt(distance, signal, filled)!.Value;
        var trail = options.TrailingStop;
        Func<double, double>? trailDistance = trail is null ? null : trail.IsAtr ? _ => DistanceAt(trail, signal, 0)!.Value : best => trail.Fraction * best;
        Position = new()
        {
            Side = side, Units = units, EntryPrice = filled, EntryBar = row, Fees = fee, Slippage = slippage, Best = filled,
            Stop = Beyond(options.StopLoss, -(int)side), Target = Beyond(options.TakeProfit, (int)side),
            TrailDistance = trailDistance, Trail = trailDistance is null ? null : filled - (int)side * trailDistance(filled),
        };
    }

    private int? RowBefore(int row) => _rows.Where(r => r >= from && r < row).Select(int? (r) => r).LastOrDefault();

    private double? DistanceAt(Distance distance, int signal, double price)
    {
        if (!distance.IsAtr) return distance.Fraction * price;
        return WilderAtr(_rows.IndexOf(signal), distance.AtrWindowBars) is { } range ? distance.Multiple * range : null;
    }

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
        return Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (window - 1)) * Math.Sqrt(Periods);
    }
}
