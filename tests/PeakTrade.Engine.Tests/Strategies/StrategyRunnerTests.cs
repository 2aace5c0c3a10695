using static PeakTrade.Engine.Tests.Strategies.Sample;

namespace PeakTrade.Engine.Tests.Strategies;

public class StrategyRunnerTests
{
    [Fact]
    public void Too_few_bars_say_how_many_are_needed_and_how_many_there_are()
    {
        var fault = Assert.Throws<PeakTradeException>(() => BuiltIn("ma_crossover").States(Walk(1, 30)));
        Assert.Equal("Strategy.TooFewBars", fault.Kind.Id);
        Assert.Equal("ma_crossover with fast_window=20 slow_window=50 needs at least 50 bars; TEST holds 30.", fault.Message);
        Assert.Equal(50, BuiltIn("ma_crossover").States(Walk(1, 50)).Length);
    }

    [Fact]
    public void A_strategy_that_throws_fails_with_its_own_exception_inside()
    {
        var own = new InvalidOperationException("no such luck");
        var fault = Assert.Throws<PeakTradeException>(() => new Written("broken", (_, _, _) => throw own).States(Walk(1, 30)));
        Assert.Equal(("Strategy.Threw", "broken failed on TEST (30 bars): InvalidOperationException: no such luck"), (fault.Kind.Id, fault.Message));
        Assert.Same(own, fault.InnerException);
    }

    [Fact]
    public void Cancelling_and_faults_of_ours_pass_through()
    {
        Assert.Throws<OperationCanceledException>(() => new Written("stopped", (_, _, _) => throw new OperationCanceledException()).States(Walk(1, 30)));
        var fault = Assert.Throws<PeakTradeException>(() => new Written("script", (_, _, _) => throw FaultCatalogue.StrategyBadStates.Because("29 states for 30 bars.")).States(Walk(1, 30)));
        Assert.Equal("Strategy.BadStates", fault.Kind.Id);
    }

    [Fact]
    public void A_state_that_is_none_is_named_with_its_bar_and_time()
    {
        var fault = Assert.Throws<PeakTradeException>(() => new Written("seven", (_, _, states) => (states[3], states[20]) = (7, -5)).States(Walk(1, 30)));
        Assert.Equal(("Strategy.BadStates", "seven returned 7 for bar 3 (2024-01-04T00:00:00Z) of TEST; a state is -1, 0 or 1."), (fault.Kind.Id, fault.Message));
    }

    [Fact]
    public void States_come_zeroed_to_the_strategy()
    {
        var strategy = new Written("quiet", (_, _, _) => { });
        var states = Enumerable.Repeat((sbyte)9, 30).ToArray();
        StrategyRunner.Decide(strategy, Walk(1, 30), ParameterSet.Empty, states);
        Assert.All(states, s => Assert.Equal(0, s));
        Assert.Throws<ArgumentException>(() => StrategyRunner.Decide(strategy, Walk(1, 30), ParameterSet.Empty, new sbyte[29]));
    }
}
