using System.Globalization;

namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>
/// A short stretch of the market and what a strategy says to it, written to be read aloud. Bars count from 0 and are days from a
/// Monday on; costs are nothing, an entry takes one unit, and the account holds 1,000, unless a test says otherwise.
/// Each run is checked against the plain engine, and against the vectorized execution where that can do it.
/// </summary>
internal sealed class Tape(string[] bars, string states, BacktestOptions options)
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static BacktestOptions Plain { get; } = new() { StartCapital = 1_000, FeeBps = 0, SlippageBps = 0, Sizing = new(SizingKind.FixedUnits, 1), MaxLeverage = 10 };

    /// <summary>A letter a bar: L long, S short, a dot flat. The last one holds to the end.</summary>
    public Tape States(string letters) => new(bars, letters, options);

    public Tape With(Func<BacktestOptions, BacktestOptions> change) => new(bars, states, change(options));

    public Tape AtClose() => With(o => o with { Fill = FillRule.Close });

    public Tape Stop(double fraction) => With(o => o with { StopLoss = Distance.OfPrice(fraction) });

    public Tape Target(double fraction) => With(o => o with { TakeProfit = Distance.OfPrice(fraction) });

    public Tape Trail(double fraction) => With(o => o with { TrailingStop = Distance.OfPrice(fraction) });

    public Tape Intrabar(IntrabarRule rule) => With(o => o with { Intrabar = rule });

    public Tape Size(SizingKind kind, double value, int window = 20) => With(o => o with { Sizing = new(kind, value, window) });

    /// <summary>The filled orders, in the order they filled: <c>sell 94 @2 stop-loss gapped</c>.</summary>
    public Tape Fills(params string[] expected)
    {
        var fills = Run().GetOrders().Where(o => o.Status == OrderStatus.Filled).OrderBy(o => o.EndBar).ThenBy(o => o.Number).Select(Told);
        Assert.Equal(expected, fills);
        return this;
    }

    /// <summary>Every order and its end: <c>take-profit sell 1 cancelled @3 at 110</c>.</summary>
    public Tape Journal(params string[] expected)
    {
        var orders = Run().GetOrders().Select(o =>
            $"{Kind(o.Kind)} {(o.IsBuy ? "buy" : "sell")} {Number(o.Units)} {Lower(o.Status)} @{o.EndBar}{(o.Level is { } level ? $" at {Number(level)}" : "")}");
        Assert.Equal(expected, orders);
        return this;
    }

    /// <summary>The reason of the one order that ended so.</summary>
    public Tape Reason(OrderStatus status, string expected)
    {
        Assert.Equal(expected, Assert.Single(Run().GetOrders(), o => o.Status == status).Reason);
        return this;
    }

    public Tape Rejected(string reason) => Reason(OrderStatus.Rejected, reason);

    /// <summary>The equity at each close.</summary>
    public Tape Equity(params double[] expected)
    {
        var equity = Run().GetEquity().Equity.ToArray();
        Assert.Equal(expected.Length, equity.Length);
        foreach (var (want, got) in expected.Zip(equity)) Assert.Equal(want, got, 1e-9);
        return this;
    }

    /// <summary>The units held after each close.</summary>
    public Tape Holds(params double[] expected)
    {
        var units = Run().GetEquity().Units.ToArray();
        Assert.Equal(expected.Length, units.Length);
        foreach (var (want, got) in expected.Zip(units)) Assert.Equal(want, got, 1e-12);
        return this;
    }

    public Tape Ambiguous(int bars, double pessimistic, double optimistic)
    {
        var run = Run();
        Assert.Equal(bars, run.AmbiguousBars);
        Assert.Equal(pessimistic, run.FinalEquityPessimistic, 1e-9);
        Assert.Equal(optimistic, run.FinalEquityOptimistic, 1e-9);
        return this;
    }

    public Tape NoTrades(string reason)
    {
        Assert.Equal(reason, Run().NoTradesReason);
        return this;
    }

    public BacktestResult Run()
    {
        var given = ToCase();
        var run = given.Pipeline();
        Agreement.Of(run, given.Reference(), given);
        if (!options.HasIntrabarOrders) SameBits.Of(run, given.Vectorized());
        return run;
    }

    public Case ToCase()
    {
        var parsed = bars.Select(Parse).ToList();
        var column = (int i) => parsed.Select(b => b[i]).ToArray();
        var letters = states.PadRight(bars.Length, states[^1])[..bars.Length];
        return new(
            new("TAPE", [.. Enumerable.Range(0, bars.Length).Select(t => Monday.AddDays(t).Ticks)], column(0), column(1), column(2), column(3)),
            [.. letters.Select(c => c switch { 'L' => (sbyte)1, 'S' => (sbyte)-1, _ => (sbyte)0 })],
            options);
    }

    private static double[] Parse(string bar)
    {
        var parts = bar.Split(' ');
        Assert.Equal("OHLC", string.Concat(parts.Select(p => p[0])));
        return [.. parts.Select(p => double.Parse(p.AsSpan(1), CultureInfo.InvariantCulture))];
    }

    private static string Told(Order order)
    {
        var kind = order.Kind is OrderKind.Entry or OrderKind.Exit ? "" : $" {Kind(order.Kind)}";
        var how = order.Level is null ? "" : order.Reason.Contains("gapped") || order.Reason.Contains("at the open") ? " gapped" : order.Reason.Contains("ambiguous") ? " ambiguous" : "";
        return $"{(order.IsBuy ? "buy" : "sell")} {Number(order.FillPrice!.Value)} @{order.EndBar}{kind}{how}";
    }

    private static string Kind(OrderKind kind) => kind switch
    {
        OrderKind.StopLoss => "stop-loss",
        OrderKind.TakeProfit => "take-profit",
        OrderKind.TrailingStop => "trailing-stop",
        _ => Lower(kind),
    };

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Number(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
}
