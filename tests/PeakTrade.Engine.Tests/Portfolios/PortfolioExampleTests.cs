using System.Globalization;

namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>The sheet of docs/portfolios.md, "A worked example": worked out by hand, number by number, before it was ever run.</summary>
public sealed class PortfolioExampleTests
{
    private static readonly List<Dictionary<string, string>> Sheet = [.. Rows(File.ReadAllLines(Page()))];

    private static readonly BacktestResult Run = PortfolioBacktester.RunEqualWeight(
        Universe.Of("EXAMPLE", new[] { "A", "B", "C" }.Select(Instrument)), new() { Rebalance = RebalanceFrequency.Weekly },
        new() { StartCapital = 10_000, FeeBps = 10, SlippageBps = 100, LotStep = 1 }, 0, 6);

    [Fact]
    public void The_page_shows_the_run()
    {
        Assert.Equal(6, Sheet.Count);
        var (equity, exposure) = (Run.GetEquity().Equity.ToArray(), Run.GetExposure());
        var held = new SortedDictionary<string, double> { ["A"] = 0, ["B"] = 0, ["C"] = 0 };
        foreach (var row in Sheet)
        {
            var t = (int)Number(row["row"]);
            var fills = Run.GetOrders().Where(o => o.Status == OrderStatus.Filled && o.EndBar == t).ToList();
            foreach (var fill in fills) held[fill.Symbol] += fill.IsBuy ? fill.Units : -fill.Units;
            Assert.Equal(row["fills"], string.Join(", ", fills.Select(o => string.Create(CultureInfo.InvariantCulture, $"{(o.IsBuy ? "buy" : "sell")} {o.Units} {o.Symbol} at {Math.Round(o.FillPrice!.Value, 6)}"))));
            Assert.Equal(Number(row["fees"]), fills.Sum(o => o.Fee), 1e-9);
            Assert.Equal(Number(row["cash"]), exposure[t].Cash, 1e-9);
            Assert.Equal(Number(row["equity"]), equity[t], 1e-9);
            Assert.All(held, h => Assert.Equal(Number(row[$"{h.Key} held"]), h.Value));
        }
    }

    [Theory]
    [InlineData(0, "A", 49, 101, 6_093.22 / 49, 5.91722, 1_138.30278)] // (5 x 118.8 + 3 x 124.74 + 41 x 125) / 49
    [InlineData(1, "B", 110, 5_530.76 / 110, 44.55, 10.43126, -640.69126)] // (98 x 50.5 + 12 x 48.48) / 110
    [InlineData(2, "C", 217, 24.24, 23, 5.26008, -274.34008)]
    public void The_trades_are_those_worked_out_by_hand(int index, string symbol, double units, double entry, double exit, double fees, double profit)
    {
        var trade = Run.GetTrades()[index];
        Assert.Equal((symbol, units), (trade.Symbol, trade.Units));
        Assert.Equal(entry, trade.EntryPrice, 1e-9);
        Assert.Equal(exit, trade.ExitPrice, 1e-9);
        Assert.Equal(fees, trade.Fees, 1e-9);
        Assert.Equal(profit, trade.Profit, 1e-9);
    }

    [Fact]
    public void The_holdings_after_the_second_rebalance_are_those_worked_out_by_hand()
    {
        var holdings = Run.GetHoldings().Where(h => h.Time == new DateTime(2024, 1, 8, 0, 0, 0, DateTimeKind.Utc)).ToList();
        Assert.Equal([("A", 44.0, 120.0, 0.5), ("B", 110.0, 48.0, 0.5)], holdings.Select(h => (h.Symbol, h.Units, h.Price, h.Target)));
        // Cash 103.16624, and 5280 and 5280: both weigh as much.
        Assert.All(holdings, h => Assert.Equal(5_280 / 10_663.16624, h.Weight, 1e-12));
    }

    [Fact]
    public void The_facts_are_those_worked_out_by_hand()
    {
        var facts = Run.Portfolio!;
        Assert.Equal((3, 10_223.27144), (facts.Rebalances, Math.Round(Run.FinalEquity, 9)));
        Assert.Equal(["A", "B", "C"], facts.Symbols);
        Assert.Equal(["B"], facts.Delisted);
        Assert.Equal(8 / 6.0, facts.AveragePositions, 1e-12); // 0, 2, 2, 1, 1 and 2
        Assert.Equal(49 * 110 / 10_382.102, Run.GetExposure()[1].LargestWeight, 1e-12);
        Assert.Equal(44 * 124 / 10_454.76574, facts.LargestWeight, 1e-12); // 0.5219 at row 4; 0.5192, 0.4961, 0.5158 and 0.5013 at rows 1, 2, 3 and 5
        Assert.True(Run.OpenAtEnd);
        Assert.Equal(9.898 + 1.17576 + 4.9005 + 5.6343, Run.FeesPaid, 1e-9);
    }

    private static Bars Instrument(string symbol)
    {
        var bars = Sheet.Where(r => r[symbol].Length > 0).Select(r => (Date: DateTime.Parse(r["date"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal), Prices: r[symbol].Split(' '))).ToList();
        double[] open = [.. bars.Select(b => Number(b.Prices[0]))], close = [.. bars.Select(b => Number(b.Prices[1]))];
        return new(symbol, [.. bars.Select(b => b.Date.Ticks)], open, [.. open.Zip(close, Math.Max)], [.. open.Zip(close, Math.Min)], close);
    }

    private static IEnumerable<Dictionary<string, string>> Rows(IEnumerable<string> page)
    {
        var table = page.SkipWhile(l => l != "## A worked example").SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|')).Select(Cells).ToList();
        return table.Skip(2).Select(row => table[0].Zip(row).ToDictionary(c => c.First, c => c.Second));
    }

    private static string[] Cells(string line) => [.. line.Split('|')[1..^1].Select(c => c.Trim())];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docs", "portfolios.md"))) folder = folder.Parent ?? throw new FileNotFoundException("docs/portfolios.md lies nowhere above the tests.");
        return Path.Combine(folder.FullName, "docs", "portfolios.md");
    }
}
