using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests;

public class ReturnBlocksTests
{
    [Theory]
    [InlineData(1_000, 64)]
    [InlineData(997, 64)]
    [InlineData(128, 48)]
    [InlineData(100, 48)]
    [InlineData(33, 16)]
    [InlineData(32, 14)]
    [InlineData(6, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void Bars_are_cut_into_equal_blocks_and_into_fewer_where_there_are_few(int bars, int blocks)
    {
        var made = ReturnBlocks.Of(Noise.Equity(1, 0, bars));
        var lengths = Enumerable.Range(0, made.Count).Select(made.ReturnsIn).ToList();
        Assert.Equal((blocks, bars - 1), (made.Count, made.Returns));
        Assert.Equal(bars > 1 ? bars - 1 : 0, lengths.Sum());
        Assert.True(blocks == 0 || lengths.Max() - lengths.Min() <= 1);
    }

    [Fact]
    public void Each_block_holds_the_sum_and_the_sum_of_squares_of_its_own_returns()
    {
        var equity = Noise.Equity(1, 0, 1_003);
        var (made, returns, from) = (ReturnBlocks.Of(equity), Noise.Returns(equity), 0);
        for (var i = 0; i < made.Count; i++)
        {
            var own = returns.Skip(from).Take(made.ReturnsIn(i)).ToList();
            Assert.Equal(own.Sum(), made.Sums[i], 1e-14);
            Assert.Equal(own.Sum(r => r * r), made.Squares[i], 1e-14);
            from += own.Count;
        }
    }

    [Theory]
    [InlineData(20, 50)]
    [InlineData(5, 30)]
    public void The_Sharpe_ratio_of_all_blocks_is_that_of_the_run(int fast, int slow)
    {
        var close = Noise.Equity(3, 0, 2_000);
        var bars = new Bars("X", [.. close.Select((_, i) => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i).Ticks)], close, close, close, close);
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        var run = Backtester.Run(bars, strategy, strategy.Info.Bind([KeyValuePair.Create<string, object?>("fast_window", fast), KeyValuePair.Create<string, object?>("slow_window", slow)]), new());
        Assert.Equal(run.Sharpe!.Value, ReturnBlocks.Of(run.GetEquity().Equity.Span).SharpePerBar!.Value * Math.Sqrt(run.PeriodsPerYear), 1e-11);
        Assert.Equal(run.Sharpe!.Value, BestTrial.Of(0, run, run.Bars).SharpePerBar!.Value * Math.Sqrt(run.PeriodsPerYear), 1e-14);
    }

    [Fact]
    public void Equal_returns_have_no_Sharpe_ratio()
    {
        Assert.Null(ReturnBlocks.Of([.. Enumerable.Repeat(10_000.0, 200)]).SharpePerBar);
        Assert.Null(ReturnBlocks.Of([.. Enumerable.Range(0, 200).Select(t => 10_000 * Math.Pow(1.001, t))]).SharpePerBar);
    }

    [Fact]
    public void An_account_that_is_gone_returns_nothing_more()
    {
        var made = ReturnBlocks.Of([100, 50, -10, -20, 30, 30, 30, 30, 30], blocks: 2);
        Assert.Equal([-0.5 - 1.2, 0], made.Sums.ToArray());
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(40)]
    [InlineData(1)]
    public void The_text_gives_back_the_same_bits(int bars)
    {
        var made = ReturnBlocks.Of(Noise.Equity(1, 0, bars));
        var read = ReturnBlocks.FromJson(made.ToJson())!;
        Assert.Equal(made.Returns, read.Returns);
        Assert.Equal(made.Sums.ToArray(), read.Sums.ToArray());
        Assert.Equal(made.Squares.ToArray(), read.Squares.ToArray());
    }

    [Fact]
    public void The_text_is_short_enough_for_any_store() => Assert.InRange(ReturnBlocks.Of(Noise.Equity(1, 0, 5_000)).ToJson().Length, 1_000, 2_000);

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("\"\"")]
    [InlineData("\"AAAA\"")]
    [InlineData("\"no base64\"")]
    [InlineData("\"AAAAAAAAAEAAAAAAAAAAQA==\"")] // version 2
    public void Another_text_is_no_blocks(string text) => Assert.Null(ReturnBlocks.FromJson(text));

    [Fact]
    public void A_trial_keeps_its_returns_as_an_attribute_and_one_that_repeats_another_counts_once()
    {
        var blocks = ReturnBlocks.Of(Noise.Equity(1, 0, 500));
        var trial = new Trial { Number = 3, State = TrialState.Complete, Point = [], Values = [1], Attributes = [KeyValuePair.Create("trades", "3"), KeyValuePair.Create(TrialReturns.Attribute, blocks.ToJson())] };
        Assert.Equal(3, TrialReturns.Of(trial)!.Trial);
        Assert.Equal(blocks.Sums.ToArray(), TrialReturns.Of(trial)!.Blocks.Sums.ToArray());
        Assert.Null(TrialReturns.Of(trial with { SameAs = 1 }));
        Assert.Null(TrialReturns.Of(trial with { State = TrialState.Pruned }));
        Assert.Null(TrialReturns.Of(trial with { Attributes = [] }));
    }
}
