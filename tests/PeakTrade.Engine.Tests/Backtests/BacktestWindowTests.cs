using PeakTrade.Engine.Tests.Simulation;
using PeakTrade.Engine.Tests.Strategies;

namespace PeakTrade.Engine.Tests.Backtests;

public sealed class BacktestWindowTests
{
    /// <summary>Long after a bar that rose, short after one that fell: no bar before matters.</summary>
    private static readonly IStrategy Memoryless = new Sample.Written("memoryless", (bars, _, states) =>
    {
        for (var t = 0; t < states.Length; t++) states[t] = (sbyte)bars.Close[t].CompareTo(bars.Open[t]);
    });

    private static readonly IStrategy AlwaysLong = new Sample.Written("long", (_, _, states) => states.Fill(1));

    public static TheoryData<BacktestOptions> Settings { get; } =
    [
        new BacktestOptions(),
        new BacktestOptions { Execution = ExecutionMode.Vectorized, Fill = FillRule.Close },
        new BacktestOptions { StopLoss = Distance.OfAtr(14, 2), TakeProfit = Distance.OfPrice(0.02), TrailingStop = Distance.OfAtr(7, 3) },
        new BacktestOptions { Sizing = new Sizing(SizingKind.VolatilityTarget, 0.2) { WindowBars = 20 }, BorrowRate = 0.05 },
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_whole_window_is_the_run(BacktestOptions options)
    {
        var (bars, strategy) = (Momentum.Walk(700), new Momentum());
        var (run, window) = (Backtester.Run(bars, strategy, strategy.With(9), options), Backtester.RunWindow(bars, strategy, strategy.With(9), options, 0, 700));
        SameBits.Of(run, window);
        Assert.Equal(run.GetOrders(), window.GetOrders());
        Assert.Equal((run.Start, run.End, run.Bars, run.Strategy, run.Parameters), (window.Start, window.End, window.Bars, window.Strategy, window.Parameters));
    }

    [Theory]
    [InlineData(ExecutionMode.Pipeline)]
    [InlineData(ExecutionMode.Vectorized)]
    public void Without_memory_a_window_is_the_run_over_its_own_bars(ExecutionMode execution)
    {
        var options = new BacktestOptions { Execution = execution, PeriodsPerYear = 8_760, BorrowRate = 0.1 };
        var bars = Momentum.Walk(700);
        var alone = Backtester.Run(Part(bars, 300, 500), Memoryless, ParameterSet.Empty, options);
        var window = Backtester.RunWindow(bars, Memoryless, ParameterSet.Empty, options, 300, 500);
        SameBits.Of(alone, window);
        Assert.Equal(alone.GetOrders(), window.GetOrders());
        Assert.Equal((200, bars.TimeAt(300), bars.TimeAt(499)), (window.Bars, window.Start, window.End));
    }

    [Fact]
    public void A_strategy_is_warm_at_the_first_bar_and_the_account_is_flat()
    {
        var bars = Momentum.Walk(700);
        var strategy = new Momentum();
        var window = Backtester.RunWindow(bars, strategy, strategy.With(100), new() { StopLoss = Distance.OfAtr(50, 3) }, 300, 360);
        var first = window.GetTrades()[0];
        Assert.Equal((Side)bars.Close[300].CompareTo(bars.Close[200]), first.Side);
        Assert.Equal((1, bars.TimeAt(301), 10_000), (first.EntryBar, first.EntryTime, window.GetEquity().First().Equity));
    }

    [Fact]
    public void A_size_by_volatility_looks_back_before_the_window()
    {
        var bars = Momentum.Walk(700);
        var options = new BacktestOptions { Sizing = new Sizing(SizingKind.VolatilityTarget, 0.2) { WindowBars = 90 } };
        var window = Backtester.RunWindow(bars, AlwaysLong, ParameterSet.Empty, options, 300, 360);
        var from200 = new Sample.Written("late", (b, _, states) => states[300..].Fill(1));
        Assert.Equal(Backtester.Run(bars, from200, ParameterSet.Empty, options).GetTrades()[0].Units, window.GetTrades()[0].Units);
    }

    [Fact]
    public void Bars_after_the_window_are_not_looked_at()
    {
        var bars = Momentum.Walk(700);
        var strategy = new Momentum();
        var options = new BacktestOptions { StopLoss = Distance.OfAtr(14, 2), PeriodsPerYear = 8_760 };
        var expected = Backtester.RunWindow(bars, strategy, strategy.With(30), options, 300, 500);
        SameBits.Of(expected, Backtester.RunWindow(new ScrambledBars(bars, seed: 1, downwards: false).From(500), strategy, strategy.With(30), options, 300, 500));
        SameBits.Of(expected, Backtester.RunWindow(bars.First(500), strategy, strategy.With(30), options, 300, 500));
    }

    [Fact]
    public void Bars_to_come_inside_the_window_change_no_equity_before()
    {
        var bars = Momentum.Walk(700);
        var strategy = new Momentum();
        var options = new BacktestOptions { StopLoss = Distance.OfAtr(14, 2), TakeProfit = Distance.OfPrice(0.03) };
        var expected = Equity(bars);
        var scrambled = new ScrambledBars(bars, seed: 1, downwards: true);
        for (var cut = 499; cut > 300; cut -= 7) Assert.Equal(expected[..(cut - 300)], Equity(scrambled.From(cut))[..(cut - 300)]);

        double[] Equity(Bars of) => Backtester.RunWindow(of, strategy, strategy.With(30), options, 300, 500).GetEquity().Equity.ToArray();
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 5)]
    [InlineData(5, 11)]
    public void A_window_beyond_the_bars_is_refused(int from, int to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Backtester.RunWindow(Momentum.Walk(10), AlwaysLong, ParameterSet.Empty, new(), from, to));

    // Bought at bar 1's open for 100 and marked at 121; bought again at bar 4's open for 121 and marked at 108.9; costs nothing.
    [Fact]
    public void Windows_go_on_with_what_the_one_before_has_left()
    {
        var bars = Sample.Closes(100, 110, 121, 121, 115, 108.9);
        var options = new BacktestOptions { FeeBps = 0, SlippageBps = 0 };
        var chain = Chain(bars, AlwaysLong, options, (0, 3), (3, 6));
        Near([10_000, 11_000, 12_100, 12_100, 11_500, 10_890], chain.GetEquity().Equity.ToArray());
        Near([0, 100, 100, 0, 100, 100], chain.GetEquity().Units.ToArray());
        Assert.Equal([(1, 2, false), (4, 5, true)], chain.GetTrades().Select(t => (t.EntryBar, t.ExitBar, t.IsOpen)));
        Near([2_100, -1_210], [.. chain.GetTrades().Select(t => t.Profit)]);
        Assert.Equal((6, 2, 1.0, true), (chain.Bars, chain.Trades, chain.WinRate, chain.OpenAtEnd));
        Assert.Equal(0.089, chain.TotalReturn!.Value, 1e-12);

        static void Near(double[] expected, double[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_chain_of_one_window_is_that_window(BacktestOptions options)
    {
        var (bars, strategy) = (Momentum.Walk(700), new Momentum());
        var window = Backtester.RunWindow(bars, strategy, strategy.With(9), options, 200, 700);
        var chain = Backtester.Chain(bars, options, [new(200, 700, window)]);
        SameBits.Of(window with { Turnover = null }, chain with { Turnover = null });
        Assert.Equal(window.Turnover!.Value, chain.Turnover!.Value, 1e-9);
    }

    [Fact]
    public void Profits_and_costs_of_a_chain_add_up()
    {
        var bars = Momentum.Walk(900);
        var chain = Chain(bars, Memoryless, new() { BorrowRate = 0.1 }, (100, 300), (300, 500), (500, 900));
        var trades = chain.GetTrades();
        Assert.Equal(chain.FinalEquity - 10_000, trades.Sum(t => t.Profit), 1e-6);
        Assert.Equal(chain.FeesPaid, trades.Sum(t => t.Fees), 1e-6);
        Assert.Equal(chain.BorrowPaid, trades.Sum(t => t.Borrow), 1e-6);
        Assert.Equal(bars.Close[899] / bars.Close[100] - 1, chain.BuyAndHoldReturn!.Value, 1e-12);
        Assert.Equal(Enumerable.Range(1, trades.Count), trades.Select(t => t.Number));
    }

    [Fact]
    public void A_window_that_could_not_be_run_stays_flat()
    {
        var bars = Momentum.Walk(900);
        var run = Backtester.RunWindow(bars, Memoryless, ParameterSet.Empty, new(), 300, 600);
        var chain = Backtester.Chain(bars, new(), [new(0, 300, null), new(300, 600, run), new(600, 900, null)]);
        Assert.Equal(run.FinalEquity, chain.FinalEquity);
        Assert.Equal((900, 10_000, run.Trades), (chain.Bars, chain.GetEquity().ElementAt(299).Equity, chain.Trades));
        Assert.False(chain.OpenAtEnd);
    }

    [Fact]
    public void A_chain_without_trades_says_why()
    {
        var idle = new Sample.Written("idle", (_, _, _) => { });
        Assert.Equal("none of the 2 windows has a trade; in the last, the strategy stayed flat on all 40 bars", Chain(Momentum.Walk(100), idle, new(), (20, 60), (60, 100)).NoTradesReason);
    }

    private static BacktestResult Chain(Bars bars, IStrategy strategy, BacktestOptions options, params (int From, int To)[] windows) =>
        Backtester.Chain(bars, options, [.. windows.Select(w => new WindowRun(w.From, w.To, Backtester.RunWindow(bars, strategy, ParameterSet.Empty, options, w.From, w.To)))]);

    private static Bars Part(Bars bars, int from, int to) =>
        new(bars.Symbol, bars.UtcTicks[from..to].ToArray(), bars.Open[from..to].ToArray(), bars.High[from..to].ToArray(), bars.Low[from..to].ToArray(), bars.Close[from..to].ToArray());
}
