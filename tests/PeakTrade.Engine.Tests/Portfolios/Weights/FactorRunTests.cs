using PeakTrade.Engine.Weights;
using static PeakTrade.Engine.Tests.Portfolios.Weights.Scene;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>Factor portfolios run from end to end, over instruments that come late, pause and end.</summary>
public sealed class FactorRunTests
{
    public static TheoryData<int, FillRule, RebalanceFrequency> Runs
    {
        get
        {
            var runs = new TheoryData<int, FillRule, RebalanceFrequency>();
            for (var seed = 0; seed < 12; seed++) runs.Add(seed, (FillRule)(seed % 2), (RebalanceFrequency)(seed / 2 % 4));
            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Parts_add_up_to_the_return_and_hold_all_that_the_run_cost(int seed, FillRule fill, RebalanceFrequency rebalance)
    {
        var (universe, result) = Run(seed, fill, rebalance);
        var (trades, holdings, equity) = (result.GetTrades(), result.GetHoldings(), result.GetEquity());
        var parts = result.GetFactorContributions();
        var periods = parts.GroupBy(part => part.From).ToList();
        Assert.Equal(result.Portfolio!.Rebalances, periods.Count);

        // What the periods come to, one after the other, is what the run came to.
        var growth = periods.Aggregate(1.0, (all, period) => all * (1 + period.Sum(part => part.Contribution)));
        Assert.Equal(result.FinalEquity / 10_000, growth, 1e-10);

        // All that was paid is in the costs; each period's are over the equity that it began with.
        double begun = 10_000, paid = 0, longest = 0;
        foreach (var period in periods)
        {
            paid -= period.Single(part => part.Factor == FactorAttribution.Costs).Contribution * begun;

            // What is not costs is what each holding gained from fill to fill: its weight times its own return.
            var row = universe.RowFrom(period.Key);
            var end = universe.RowFrom(period.First().To);
            var last = period.Key == periods[^1].Key;
            var gained = holdings.Where(holding => holding.Time == period.Key).Sum(holding => holding.Units * (Price(holding.Symbol, end, last) - holding.Price)) / begun;
            var told = period.Where(part => part.Factor != FactorAttribution.Costs).Sum(part => part.Contribution);
            longest = Math.Max(longest, Math.Abs(gained - told));
            begun *= 1 + period.Sum(part => part.Contribution);
        }

        Assert.Equal(trades.Sum(trade => trade.Fees + trade.Slippage + trade.Borrow), paid, 1e-6);
        Assert.True(longest < 1e-10, $"holdings gained {longest} more or less than the parts say");

        double Price(string symbol, int row, bool last)
        {
            var instrument = universe.Symbols.ToList().IndexOf(symbol);
            return last ? HoldingPeriods.CloseAt(universe, instrument, row) : HoldingPeriods.PriceAt(universe, instrument, row, fill);
        }
    }

    [Fact]
    public void The_result_names_the_bundle_its_factors_and_the_sectors_of_its_instruments()
    {
        string[] symbols = ["A", "B"];
        var sectors = new Dictionary<string, string> { ["A"] = "tech", ["Z"] = "energy" };
        var result = FactorPortfolio.Run(Days(3, symbols), Bundle(new("f", 1), new("g", 1)), [Panel("f", symbols, [[1, 2]]), Panel("g", symbols, [[1, 2]])], sectors, Unbound, new(), 0, 3, explain: false);
        Assert.Equal(("bundle", 1), (result.Portfolio!.Bundle, result.Portfolio.Rebalances));
        Assert.Equal(["f", "g"], result.Portfolio.Factors);
        Assert.Equal(new Dictionary<string, string> { ["A"] = "tech" }, result.Portfolio.Sectors);
        Assert.Equal(["A", "B"], result.GetHoldings().Select(holding => holding.Symbol));
        Assert.Equal([-2.0, 2.0], result.GetHoldings().Select(holding => Math.Round(holding.Score!.Value, 12)));
        Assert.Empty(result.GetFactorContributions());
    }

    private static (Universe, BacktestResult) Run(int seed, FillRule fill, RebalanceFrequency rebalance)
    {
        var random = new Random(seed);
        var universe = Universe.Of("u", Letters(14).Select((symbol, i) =>
        {
            var (first, count) = (i % 5 == 0 ? random.Next(80) : 0, i % 4 == 0 ? random.Next(150, 300) : 320);
            DateTime[] times = [.. Enumerable.Range(first, count).Where(_ => i % 3 > 0 || random.Next(10) > 0).Select(day => Start.AddDays(day))];
            var close = Indicators.Cases.Walk(seed * 100 + i, times.Length);
            double[] open = [.. close.Select((price, t) => (t == 0 ? price : close[t - 1]) * (1 + (random.NextDouble() - 0.5) * 0.01))];
            return new Bars(symbol, [.. times.Select(time => time.Ticks)], open, [.. open.Zip(close, Math.Max)], [.. open.Zip(close, Math.Min)], close);
        }));
        string[] names = ["reversal_5", "volatility_20", "zscore_20"];
        var panels = names.Select(name =>
        {
            var builder = new PanelBuilder(BuiltInFactors.Get(name));
            foreach (var bars in universe.Instruments) builder.Add(bars, null);
            return builder.Build("");
        }).ToList();
        var bundle = Bundle(new("reversal_5", 0.5), new("volatility_20", 0.25, FactorDirection.Low), new("zscore_20", 0.25)) with
        {
            Winsorize = 0.05,
            ShortQuantile = seed % 3 == 0 ? 0 : 0.3,
            Weighting = (PortfolioWeighting)(seed % 3),
            VolatilityWindowBars = 20,
        };
        var options = new BacktestOptions { Fill = fill, BorrowRate = 0.05, FeeFixed = 0.1 };
        return (universe, FactorPortfolio.Run(universe, bundle, panels, sectors: null, new() { Rebalance = rebalance, MaxWeight = 0.3, MaxTurnover = seed % 4 == 0 ? 0.5 : null }, options, 0, universe.Rows));
    }
}
