using PeakTrade.Engine.Weights;
using static PeakTrade.Engine.Tests.Portfolios.Weights.Scene;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>Two rebalances worked out by hand. A period's equity is the divisor of all its parts: 1000, then 1045.5.</summary>
public sealed class FactorAttributionTests
{
    private const double First = 1000, Second = 1045.5;
    private static readonly string[] Symbols = ["A", "B", "C", "D"];

    // Prices where the rebalances fill (days 1 and 4) and at the end (day 5): A +10 %, +10 %; B -10 %, 0; C +5 %, -10 %; D 0, +5 %.
    private static readonly double[][] Closes =
    [
        [99, 100, 104, 103, 110, 121],
        [51, 50, 49, 48, 45, 45],
        [20, 20, 20, 22, 21, 18.9],
        [10, 10, 10, 10, 10, 10.5],
    ];

    [Theory]
    [InlineData(FillRule.NextOpen)]
    [InlineData(FillRule.Close)]
    public void Each_part_of_a_period_is_what_the_sheet_says(FillRule fill)
    {
        var (rule, universe) = Decided();
        var parts = FactorAttribution.Of(Run(fill), universe, rule, fill);
        Assert.Equal(["f", "market", "specific", "costs", "f", "market", "specific", "costs"], parts.Select(part => part.Factor));
        Assert.All(parts.Take(4), part => Assert.Equal((Start.AddDays(1), Start.AddDays(4)), (part.From, part.To)));
        Assert.All(parts.Skip(4), part => Assert.Equal((Start.AddDays(4), Start.AddDays(5)), (part.From, part.To)));

        // f stands at 1.5, 0.5, -0.5, -1.5 over sqrt(1.25). Held: A at 500, D at -500 of 1000. The slope is (1.5 x 0.1 - 0.5 x 0.1 - 0.5 x 0.05) / sqrt(1.25) / 4.
        var unit = Math.Sqrt(1.25);
        Is(parts[0], exposure: 1.5 / unit, factorReturn: 0.075 / unit / 4, contribution: 0.0225);
        Is(parts[1], exposure: 0, factorReturn: 0.0125, contribution: 0);
        // A gained 50, D nothing; 3 went for the rebalance and 3 x 0.5 for borrow.
        Is(parts[2], null, null, 0.05 - 0.0225);
        Is(parts[3], null, null, -4.5 / First);

        // f stands at sqrt 2, 0, 0, -sqrt 2. Held: A at 440, D at -400. The mean return is (0.1 + 0 - 0.1 + 0.05) / 4.
        Is(parts[4], 840 * Math.Sqrt(2) / Second, Math.Sqrt(2) * 0.05 / 4, 21 / Second);
        Is(parts[5], 40 / Second, 0.0125, 0.5 / Second);
        // A gained 44, D lost 20. At a close the borrow of day 4 was paid before the rebalance, and belongs to the period before.
        Is(parts[6], null, null, (24 - 21.5) / Second);
        Is(parts[7], null, null, -(1 + (fill == FillRule.Close ? 0.42 : 0.82)) / Second);

        Assert.Equal(Second / First - 1, parts.Take(4).Sum(part => part.Contribution), 1e-14);
        Assert.Equal(End(fill) / Second - 1, parts.Skip(4).Sum(part => part.Contribution), 1e-14);
    }

    [Fact]
    public void What_is_not_scored_is_specific_and_a_sale_of_all_leaves_nothing_to_explain()
    {
        // B has no value on day 0, and nothing is held after day 4.
        var (rule, universe) = Decided(new double[][] { [3, double.NaN, 2, 1], [], [], [10, 0, 0, -10] });
        var run = Run(FillRule.NextOpen) with
        {
            Holdings = [Held(1, "B", 10, 50, 997), Held(1, "A", 5, 100, 997)],
            Trades = [],
            Equity = [1000, 0, 0, 0, 996, 996],
        };
        var parts = FactorAttribution.Of(run, universe, rule, FillRule.NextOpen);
        // After day 4 all is cash: 996, of which the rebalance had taken 1.
        Assert.Equal((997.0 - 1000) / 1000, parts.Take(4).Sum(part => part.Contribution), 1e-14);
        Assert.Equal(0.5 * Math.Sqrt(1.5), parts[0].Exposure!.Value, 1e-14);
        Assert.Equal(0.5, parts[1].Exposure!.Value, 1e-14);
        Assert.Equal((0.0, 0.0), (parts[4].Exposure, parts[5].Exposure));
        Assert.Equal(0, parts[6].Contribution, 1e-14);
        Assert.Equal(-1 / 997.0, parts[7].Contribution, 1e-14);
    }

    [Fact]
    public void An_account_without_equity_has_no_contributions()
    {
        var (rule, universe) = Decided();
        var run = Run(FillRule.NextOpen);
        Assert.Empty(FactorAttribution.Of(run with { Holdings = [.. run.Holdings.Select(holding => holding with { Weight = 0 })], Orders = [] }, universe, rule, FillRule.NextOpen));
    }

    [Fact]
    public void Contributions_are_worked_out_once_and_not_before_they_are_asked_for()
    {
        var (rule, universe) = Decided();
        var run = Run(FillRule.NextOpen);
        var ask = FactorAttribution.WhenAsked(universe, rule, FillRule.NextOpen);
        Assert.Empty(run.Reads);
        Assert.Same(ask(run), ask(run));
        Assert.Single(run.Reads);
    }

    private static void Is(FactorContribution part, double? exposure, double? factorReturn, double contribution)
    {
        Assert.Equal((exposure is null, factorReturn is null), (part.Exposure is null, part.FactorReturn is null));
        Assert.Equal(exposure ?? 0, part.Exposure ?? 0, 1e-13);
        Assert.Equal(factorReturn ?? 0, part.FactorReturn ?? 0, 1e-13);
        Assert.Equal(contribution, part.Contribution, 1e-13);
    }

    private static (MultifactorRule Rule, Universe Universe) Decided(double[][]? values = null)
    {
        var universe = Universe.Of("u", Symbols.Select((symbol, i) => Bars(symbol, Closes[i])));
        double[][] rows = [.. (values ?? [[4, 3, 2, 1], [], [], [10, 0, 0, -10]]).Select(row => row.Length == 0 ? [double.NaN, double.NaN, double.NaN, double.NaN] : row)];
        var rule = FactorPortfolio.Rule(Bundle(new BundleFactor("f", 1)), [Panel("f", Symbols, rows)], universe, Unbound, allowShort: true);
        for (var row = 0; row < 5; row++) Assert.Equal(row is 0 or 3, At(rule, row, 4) is not null);
        return (rule, universe);
    }

    private static double End(FillRule fill) => Second - 1 + 44 - 20 - (fill == FillRule.Close ? 0.42 : 0.82);

    // Bought 5 A and sold 50 D short on day 1, each for a fee of 1 and slippage of 0.5; one A and ten D less on day 4, for 0.4 and 0.6. D pays 0.1 % a close.
    private static GivenRun Run(FillRule fill) => new(
        [Held(1, "A", 5, 100, 997), Held(1, "D", -50, 10, 997), Held(4, "A", 4, 110, 1044.5), Held(4, "D", -40, 10, 1044.5)],
        [
            Filled(1, "A", OrderKind.Entry, 1, 0.5), Filled(1, "D", OrderKind.Entry, 1, 0.5), Filled(4, "A", OrderKind.Exit, 0.2, 0.2), Filled(4, "D", OrderKind.Exit, 0.5, 0.1),
            Filled(4, "B", OrderKind.Entry, 9, 9) with { Status = OrderStatus.Rejected },
        ],
        [new Trade { Symbol = "D", Side = Side.Short, EntryTime = Start.AddDays(1), ExitTime = Start.AddDays(5), Borrow = fill == FillRule.Close ? 1.92 : 2.32 }],
        [1000, 0, 0, 0, 0, End(fill)]);

    private static Holding Held(int day, string symbol, double units, double price, double equity) => new(Start.AddDays(day), symbol, units, price, units * price / equity, 0, null);

    private static Order Filled(int day, string symbol, OrderKind kind, double fee, double slippage) =>
        new() { Symbol = symbol, Kind = kind, Status = OrderStatus.Filled, EndTime = Start.AddDays(day), Fee = fee, Slippage = slippage };

    private sealed record GivenRun(Holding[] Holdings, Order[] Orders, Trade[] Trades, double[] Equity) : IRunDetails
    {
        public List<string> Reads { get; } = [];

        public IReadOnlyList<Trade> ReadTrades() => Trades;

        public IReadOnlyList<Order> ReadOrders() => Orders;

        public EquityCurve ReadEquity()
        {
            Reads.Add("equity");
            return new(Equity.Select((_, day) => Start.AddDays(day).Ticks).ToArray(), Equity, new double[Equity.Length]);
        }

        public IReadOnlyList<Holding> ReadHoldings() => Holdings;
    }
}
