using static PeakTrade.Engine.Tests.Strategies.Sample;

namespace PeakTrade.Engine.Tests.Strategies;

public class StrategyRegistryTests
{
    private static readonly Written.Decision Nothing = (_, _, _) => { };

    [Fact]
    public void Keys_are_found_in_any_case()
    {
        var registry = new StrategyRegistry();
        Assert.Equal("ma_crossover", registry.Get("MA_Crossover").Key);
        Assert.Equal("built-in", registry.Get("rsi_reversion").Source);
        Assert.Null(registry.Find("nothing"));
    }

    [Fact]
    public void An_unknown_key_lists_the_known_ones_and_names_the_likely_one()
    {
        var fault = Assert.Throws<PeakTradeException>(() => new StrategyRegistry().Get("ma_crosover"));
        Assert.Equal("Strategy.Unknown", fault.Kind.Id);
        Assert.Equal("There is no strategy \"ma_crosover\"; there are ma_crossover, rsi_reversion, breakout_donchian, multifactor_long_short, equal_weight. Did you mean \"ma_crossover\"?", fault.Message);
        Assert.Equal("ma_crosover", fault.Target);
    }

    [Fact]
    public void A_strategy_of_the_users_own_is_listed_after_the_built_in_ones()
    {
        var registry = new StrategyRegistry();
        var added = registry.Register(new Written("mine", Nothing));
        Assert.Same(added, registry.All[^1]);
        Assert.Equal("PeakTrade.Engine.Tests", added.Source);
        Assert.Equal("script", registry.Register(new Written("block", Nothing), source: RegisteredStrategy.Script).Source);
        Assert.True(registry.Remove("MINE"));
        Assert.False(registry.Remove("ma_crossover"));
        Assert.Equal(4, registry.All.Count);
    }

    [Fact]
    public void A_taken_key_is_replaced_only_when_told_so_and_a_built_in_one_never()
    {
        var registry = new StrategyRegistry();
        registry.Register(new Written("mine", Nothing));
        Assert.Equal("Strategy.KeyTaken", Assert.Throws<PeakTradeException>(() => registry.Register(new Written("Mine", Nothing))).Kind.Id);
        var replaced = registry.Register(new Written("Mine", Nothing), replace: true);
        Assert.Same(replaced, registry.Get("mine"));
        Assert.Equal(4, registry.All.Count);
        Assert.Equal("Strategy.KeyTaken", Assert.Throws<PeakTradeException>(() => registry.Register(new Written("MA_CROSSOVER", Nothing), replace: true)).Kind.Id);
    }

    [Fact]
    public void A_strategy_without_a_key_or_with_defaults_against_its_own_relations_is_refused()
    {
        var registry = new StrategyRegistry();
        Assert.Equal("Strategy.NotLoadable", Assert.Throws<PeakTradeException>(() => registry.Register(new Written(" ", Nothing))).Kind.Id);
        var odd = new Written("odd", Nothing, parameters: [Parameter.Integer("a", 5, 1, 9)], relations: ["a > 6"]);
        Assert.Contains("a > 6", Assert.Throws<PeakTradeException>(() => registry.Register(odd)).Message);
    }

    [Fact]
    public void Many_threads_may_register_at_once()
    {
        var registry = new StrategyRegistry();
        Parallel.For(0, 200, i => registry.Register(new Written($"s{i}", Nothing)));
        Assert.Equal(203, registry.All.Count);
    }
}
