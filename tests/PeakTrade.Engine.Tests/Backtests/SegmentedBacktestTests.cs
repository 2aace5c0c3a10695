using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Backtests;

public sealed class SegmentedBacktestTests
{
    private static readonly Momentum Strategy = new();

    public static TheoryData<BacktestOptions> Choices => ParameterSweepTests.Choices;

    [Theory]
    [MemberData(nameof(Choices))]
    public void After_the_last_segment_the_figures_are_those_of_a_whole_run(BacktestOptions options)
    {
        var bars = Momentum.Walk(3_001);
        foreach (var segments in new[] { 1, 2, 7, 16 })
        {
            var backtest = new SegmentedBacktest(bars, Strategy, options, segments);
            foreach (var window in new[] { 3, 40, 170 })
            {
                using var run = backtest.Begin(Strategy.With(window));
                while (!run.IsDone) run.Advance(CancellationToken.None);
                SameBits.Figures(Backtester.Run(bars, Strategy, Strategy.With(window), options with { Execution = ExecutionMode.Pipeline }), run.SoFar());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void On_the_way_the_equity_is_that_of_a_run_on_the_bars_so_far(BacktestOptions options)
    {
        var bars = Momentum.Walk(2_000);
        var backtest = new SegmentedBacktest(bars, Strategy, options, 5);
        using var run = backtest.Begin(Strategy.With(20));
        for (var segment = 0; segment < 5; segment++)
        {
            Assert.True(run.Advance(CancellationToken.None));
            var first = Backtester.Run(bars.First(backtest.EndOf(segment)), Strategy, Strategy.With(20), options);
            Assert.Equal(first.GetEquity().Equity.ToArray(), run.Equity.ToArray());
            Assert.Equal(first.Sharpe, run.SoFar().Sharpe);
            Assert.Equal(first.MaxDrawdown, run.SoFar().MaxDrawdown);
        }
    }

    [Fact]
    public void A_segment_alone_has_the_return_of_its_own_bars()
    {
        var bars = Momentum.Walk(900);
        var backtest = new SegmentedBacktest(bars, Strategy, new(), 3);
        using var run = backtest.Begin(Strategy.With(10));
        var product = 1.0;
        for (var segment = 0; segment < 3; segment++)
        {
            run.Advance(CancellationToken.None);
            product *= 1 + run.Segment().TotalReturn!.Value;
        }

        Assert.Equal(1 + run.SoFar().TotalReturn!.Value, product, 1e-12);
    }

    [Fact]
    public void What_is_given_up_on_the_way_has_not_asked_the_strategy_for_later_bars()
    {
        var counting = new Counting();
        var backtest = new SegmentedBacktest(Momentum.Walk(1_600), counting, new(), 16);
        using (var run = backtest.Begin(ParameterSet.Empty)) run.Advance(CancellationToken.None);
        Assert.Equal(100, counting.Bars);
        using (var run = backtest.Begin(ParameterSet.Empty))
        {
            while (!run.IsDone) run.Advance(CancellationToken.None);
        }

        Assert.True(counting.Bars - 100 <= 2 * 1_600, $"{counting.Bars} bars were decided.");
    }

    [Fact]
    public void A_strategy_that_looks_ahead_is_named() =>
        Assert.Equal("Strategy.BadStates", Assert.Throws<PeakTradeException>(() =>
        {
            using var run = new SegmentedBacktest(Momentum.Walk(800), new Peeking(), new(), 4).Begin(ParameterSet.Empty);
            while (!run.IsDone) run.Advance(CancellationToken.None);
        }).Kind.Id);

    private sealed class Counting : IStrategy
    {
        public int Bars { get; private set; }

        public StrategyInfo Info { get; } = new("counting", "Counts the bars it is asked for", []);

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) => Bars += bars.Count;
    }

    private sealed class Peeking : IStrategy
    {
        public StrategyInfo Info { get; } = new("peeking", "Knows how the data end", []);

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) => states.Fill(bars.Close[^1] > bars.Close[0] ? (sbyte)1 : (sbyte)-1);
    }
}
