using System.Globalization;

namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>The sheet of docs/fills.md, "A worked example": worked out by hand, number by number, before it was ever run.</summary>
public sealed class WorkedExampleTests : FillTest
{
    private static readonly BacktestOptions Options = new()
    {
        StartCapital = 10_000, Sizing = new(SizingKind.Fraction, 0.5), LotStep = 1, FeeBps = 10, FeeFixed = 1, FeeMinimum = 5.9, SlippageBps = 100,
        StopLoss = Distance.OfPrice(0.1), BorrowRate = 0.252, PeriodsPerYear = 252,
    };

    private static readonly Tape Sheet = Tape(
        "O100 H101 L99 C100", "O100 H103 L99 C102", "O102 H108 L101 C107", "O107 H109 L105 C106",
        "O100 H104 L98 C99", "O97 H98 L94 C95", "O96 H110 L95 C103", "O102 H105 L101 C104").States("LLLSSSLL").With(_ => Options);

    [Fact]
    public void The_fills_are_those_worked_out_by_hand() =>
        // 100 x 1.01; 100 x 0.99 twice, out of the long and into the short; the stop at 99 x 1.1 = 108.9, x 1.01; 102 x 1.01
        Sheet.Fills("buy 101 @1", "sell 99 @4", "sell 99 @4", "buy 109.989 @6 stop-loss", "buy 103.02 @7");

    [Fact]
    public void The_journal_is_the_one_worked_out_by_hand() => Sheet.Journal(
        "entry buy 49 filled @1", // (5000 - 1) / (101 x 1.001) = 49.4456
        "stop-loss sell 49 cancelled @4 at 90.9", // 101 x 0.9
        "exit sell 49 filled @4",
        "entry sell 49 filled @4", // (9890.151 / 2 - 1) / (99 x 1.001) = 49.8902
        "stop-loss buy 49 filled @6 at 108.9", // 99 x 1.1
        "entry buy 45 filled @7", // (9329.894539 / 2 - 5.9) / 103.02 = 45.2247
        "stop-loss sell 45 expired @7 at 92.718"); // 103.02 x 0.9

    [Fact]
    public void The_equity_is_the_one_worked_out_by_hand() => Sheet.Equity(
        10_000,
        10_043.051, // cash 10000 - 49 x 101 - (4.949 + 1) = 5045.051; + 49 x 102
        10_288.051, // 5045.051 + 49 x 107
        10_239.051, // 5045.051 + 49 x 106
        9_879.4, // cash 5045.051 + 4851 - 5.9 = 9890.151; + 4851 - 5.9 = 14735.251; - 4.851 = 14730.4; - 49 x 99
        10_070.745, // cash 14730.4 - 49 x 95 x 0.001 = 14725.745; - 49 x 95
        9_329.894539, // 14725.745 - 49 x 109.989 - (5.389461 + 1)
        9_368.094539); // cash 9329.894539 - 45 x 103.02 - 5.9 = 4688.094539; + 45 x 104

    [Theory]
    // 49 x (99 - 101) = -98; fees 5.949 + 5.9; slippage 49 x 1 + 49 x 1; over 49 x 101
    [InlineData(0, -109.849, 11.849, 98, 0, -109.849 / 4949)]
    // 49 x (99 - 109.989) = -538.461; fees 5.9 + 6.389461; slippage 49 x 1 + 49 x 1.089; borrow 4.851 + 4.655; over 49 x 99
    [InlineData(1, -560.256461, 12.289461, 102.361, 9.506, -560.256461 / 4851)]
    // 45 x (104 - 103.02) = 44.1; fee 5.9; slippage 45 x 1.02; over 45 x 103.02
    [InlineData(2, 38.2, 5.9, 45.9, 0, 38.2 / 4635.9)]
    public void The_trades_are_those_worked_out_by_hand(int index, double profit, double fees, double slippage, double borrow, double @return)
    {
        var trade = Sheet.Run().GetTrades()[index];
        Assert.Equal(profit, trade.Profit, 1e-9);
        Assert.Equal(fees, trade.Fees, 1e-9);
        Assert.Equal(slippage, trade.Slippage, 1e-9);
        Assert.Equal(borrow, trade.Borrow, 1e-9);
        Assert.Equal(@return, trade.Return, 1e-9);
    }

    [Fact]
    public void The_figures_are_those_worked_out_by_hand()
    {
        var run = Sheet.Run();
        Assert.Equal(-0.0631905461, run.TotalReturn!.Value, 1e-9); // 9368.094539 / 10000 - 1
        Assert.Equal(30.038461, run.FeesPaid, 1e-9); // 5.949 + 5.9 + 5.9 + 6.389461 + 5.9
        Assert.Equal(246.261, run.SlippagePaid, 1e-9); // 98 + 102.361 + 45.9
        Assert.Equal(9.506, run.BorrowPaid, 1e-9); // 4.851 + 4.655
        Assert.Equal(9_329.894539 / 10_288.051 - 1, run.MaxDrawdown!.Value, 1e-9); // bar 6 against bar 2
        Assert.Equal(5, run.MaxDrawdownBars); // from bar 2 to the end, never back
        Assert.Equal(6 / 8.0, run.Exposure!.Value, 1e-9); // all but bars 0 and 6
        Assert.Equal((3, 0.0, 0.0, 3), (run.Trades, run.WinRate, run.ProfitFactor, run.LongestHoldingBars));
        Assert.Equal(5 / 3.0, run.AverageHoldingBars!.Value, 1e-9); // 3, 2 and 0 bars
        Assert.Equal((-109.849 - 560.256461) / 2, run.Expectancy!.Value, 1e-9);
        Assert.Null(run.Payoff);
        Assert.Equal(0.04, run.BuyAndHoldReturn!.Value, 1e-9);
        // 4949 + 4851 + 4851 + 5389.461 + 4635.9 = 24676.361; mean of the eight equities 9902.28588475 and 7 / 252 of a year
        Assert.Equal(24_676.361 / 9_902.28588475 / (7 / 252.0), run.Turnover!.Value, 1e-9);
    }

    [Fact]
    public void The_page_shows_the_same_sheet()
    {
        var run = Sheet.Run();
        var given = Sheet.ToCase();
        var curve = run.GetEquity();
        var rows = Rows(File.ReadAllLines(Page())).ToList();
        Assert.Equal(8, rows.Count);
        foreach (var row in rows)
        {
            var t = (int)Number(row["bar"]);
            Assert.Equal((given.Bars.Open[t], given.Bars.High[t], given.Bars.Low[t], given.Bars.Close[t]), (Number(row["O"]), Number(row["H"]), Number(row["L"]), Number(row["C"])));
            Assert.Equal(given.States[t], Number(row["state"]));
            var fills = run.GetOrders().Where(o => o.Status == OrderStatus.Filled && o.EndBar == t).ToList();
            Assert.Equal(row["fills"], string.Join(", ", fills.Select(o => string.Create(CultureInfo.InvariantCulture, $"{(o.IsBuy ? "buy" : "sell")} {o.Units} at {Math.Round(o.FillPrice!.Value, 6)}"))));
            Assert.Equal(Number(row["fees"]), fills.Sum(o => o.Fee), 1e-9);
            var units = curve.Units.Span[t];
            Assert.Equal(Number(row["units"]), units);
            Assert.Equal(Number(row["equity"]), curve.Equity.Span[t], 1e-9);
            Assert.Equal(Number(row["cash"]), curve.Equity.Span[t] - units * given.Bars.Close[t], 1e-9);
        }

        Assert.Equal(rows.Sum(r => Number(r["borrow"])), run.BorrowPaid, 1e-9);
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
        while (!File.Exists(Path.Combine(folder.FullName, "docs", "fills.md"))) folder = folder.Parent ?? throw new FileNotFoundException("docs/fills.md lies nowhere above the tests.");
        return Path.Combine(folder.FullName, "docs", "fills.md");
    }
}
