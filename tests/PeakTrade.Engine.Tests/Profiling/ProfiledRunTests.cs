namespace PeakTrade.Engine.Tests.Profiling;

/// <summary>What a clock says of real runs.</summary>
public sealed class ProfiledRunTests
{
    private static readonly Bars Given = Waves(5_000);

    [Fact]
    public void A_run_enters_signals_indicators_simulation_and_metrics()
    {
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        var profile = Measured(() => Backtester.Run(Given, strategy, strategy.Info.Bind([]), new BacktestOptions()));
        Assert.Equal([0, 2, 1, 1, 1, 0, 1], profile.Stages.Select(stage => stage.Calls)); // Two averages; nothing is read or written.
        Assert.All(profile.Stages.Where(stage => stage.Calls > 0), stage => Assert.True(stage.Seconds > 0));
        Assert.Equal(profile.Seconds, profile.Stages.Sum(stage => stage.Seconds), 1e-9);
        Assert.Equal(1, profile.Stages.Sum(stage => stage.Share), 1e-9);
    }

    [Fact]
    public void The_equity_curve_is_memory_of_the_simulation()
    {
        var strategy = new StrategyRegistry().Get("rsi_reversion").Strategy;
        var profile = Measured(() => Backtester.Run(Given, strategy, strategy.Info.Bind([]), new BacktestOptions()));
        Assert.True(profile.Stages[(int)RunStage.Simulation].AllocatedBytes > Given.Count * sizeof(double));
    }

    [Fact]
    public void Indicators_that_a_user_s_strategy_calls_count_as_indicators()
    {
        var profile = Measured(() => Backtester.Run(Given, new OwnStrategy(), ParameterSet.Empty, new BacktestOptions()));
        Assert.Equal(3, profile.Stages[(int)RunStage.Indicators].Calls); // The mean and the deviation that bands are made of are no calls of their own.
        // Four columns of indicators, and the strategy's own copy of the closes.
        Assert.True(profile.Stages[(int)RunStage.Indicators].AllocatedBytes >= 4 * Given.Count * sizeof(double));
        Assert.InRange(profile.Stages[(int)RunStage.Signals].AllocatedBytes, Given.Count * sizeof(double), 2 * Given.Count * sizeof(double));
    }

    [Fact]
    public void A_stop_at_true_ranges_calls_its_indicator_from_the_simulation()
    {
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        var options = new BacktestOptions { StopLoss = Distance.OfAtr(14, 2) };
        Assert.True(Measured(() => Backtester.Run(Given, strategy, strategy.Info.Bind([]), options)).Stages[(int)RunStage.Indicators].Calls > 2);
    }

    [Fact]
    public void A_portfolio_by_weights_decides_in_signals_and_trades_in_the_simulation()
    {
        var universe = Universe.Of("three", [Given.Named("A"), Given.Named("B"), Given.Named("C")]);
        BacktestResult? result = null;
        var profile = Measured(() => result = PortfolioBacktester.RunEqualWeight(universe, new PortfolioOptions(), new BacktestOptions(), 0, universe.Rows));
        Assert.Equal(result!.Portfolio!.Rebalances, profile.Stages[(int)RunStage.Signals].Calls);
        Assert.Equal((1, 1), (profile.Stages[(int)RunStage.Simulation].Calls, profile.Stages[(int)RunStage.Metrics].Calls));
    }

    [Fact]
    public void A_portfolio_by_states_lets_the_strategy_decide_each_instrument()
    {
        var universe = Universe.Of("two", [Given.Named("A"), Given.Named("B")]);
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        var profile = Measured(() => SharedCashBacktester.Run(universe, strategy, strategy.Info.Bind([]), new PortfolioOptions(), new BacktestOptions(), 0, universe.Rows));
        // Two averages an instrument, and its part in the universe's index.
        Assert.Equal([0, 6, 2, 1, 1], profile.Stages.Take(5).Select(stage => stage.Calls));
    }

    [Fact]
    public void A_run_that_is_measured_has_the_same_result()
    {
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        BacktestResult? measured = null;
        Measured(() => measured = Backtester.Run(Given, strategy, strategy.Info.Bind([]), new BacktestOptions()));
        var plain = Backtester.Run(Given, strategy, strategy.Info.Bind([]), new BacktestOptions());
        Assert.Equal(plain.GetTrades(), measured!.GetTrades());
        Assert.Equal(plain.GetEquity().Equity.ToArray(), measured.GetEquity().Equity.ToArray());
    }

    private static Bars Waves(int count)
    {
        var times = Enumerable.Range(0, count).Select(bar => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(bar).Ticks).ToArray();
        var close = Enumerable.Range(0, count).Select(bar => 100 + (10 * Math.Sin(bar / 30.0)) + Math.Cos(bar / 7.0)).ToArray();
        return new Bars("BTC/EUR", times, close, Array.ConvertAll(close, price => price + 1), Array.ConvertAll(close, price => price - 1), close, volume: null);
    }

    private static RunProfile Measured(Action work)
    {
        var clock = new StageClock();
        using (StageClock.Run(clock)) work();
        return clock.ToProfile("BTC/EUR", "own", Given.Count);
    }

    private sealed class OwnStrategy : IStrategy
    {
        public StrategyInfo Info { get; } = new("own", "A strategy of a user's.", []);

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states)
        {
            var close = bars.Close.ToArray();
            var average = Sma.Values(close, 10);
            var bands = Bollinger.Values(close, 20);
            using var rsi = Rsi.Of(bars.Close, 14);
            for (var bar = 20; bar < states.Length; bar++) states[bar] = (sbyte)(average[bar] > bands.Middle[bar] && rsi[bar] < 60 ? 1 : 0);
        }
    }
}
