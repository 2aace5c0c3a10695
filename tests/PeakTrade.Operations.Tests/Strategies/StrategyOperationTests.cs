using static PeakTrade.Engine.Tests.Strategies.Compiled;

namespace PeakTrade.Operations.Tests.Strategies;

public sealed class StrategyOperationTests : IDisposable
{
    private readonly Desktop _desk = new();
    private readonly Engine.Tests.Strategies.Compiled _compiled = new();

    public void Dispose()
    {
        _compiled.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public void Strategies_are_listed_by_pattern_and_a_wrong_key_says_what_was_meant()
    {
        Assert.Equal(["ma_crossover", "rsi_reversion", "breakout_donchian", "multifactor_long_short", "equal_weight"], Keys());
        Assert.Equal(["rsi_reversion", "breakout_donchian"], Keys("rsi*", "*donchian", "RSI_reversion"));
        Assert.Empty(Keys("x*"));
        Assert.Contains("Did you mean \"ma_crossover\"?", Assert.Throws<PeakTradeException>(() => Keys("ma_crosover")).Message);
    }

    [Fact]
    public void A_dlls_strategies_are_registered_once_and_replaced_only_when_asked()
    {
        var dll = Dll(Strategy("A", "mine", "states.Fill(1);"));
        _desk.Workbench.RegisterStrategy.FromAssembly(dll, replace: false);
        Assert.Equal("Strategy.KeyTaken", Refusal(dll, replace: false));
        var replaced = Assert.Single(_desk.Workbench.RegisterStrategy.FromAssembly(dll, replace: true));
        Assert.Equal(("mine", "mine.dll"), (replaced.Key, replaced.Source));
        Assert.Equal(["ma_crossover", "rsi_reversion", "breakout_donchian", "mine", "multifactor_long_short", "equal_weight"], Keys());
    }

    [Fact]
    public void A_dll_of_which_one_key_is_taken_registers_none_and_gives_back_what_it_replaced()
    {
        _desk.Workbench.RegisterStrategy.FromAssembly(Dll(Strategy("A", "mine", "")), replace: false);
        var first = _desk.Workbench.FindStrategies.Execute(["mine"]).Single();
        var second = _compiled.Dll("second", Usings + Strategy("A", "mine", "") + Strategy("B", "other", "") + Strategy("C", "ma_crossover", ""));
        Assert.Equal("Strategy.KeyTaken", Refusal(second, replace: true));
        Assert.Equal(["ma_crossover", "rsi_reversion", "breakout_donchian", "mine", "multifactor_long_short", "equal_weight"], Keys());
        Assert.Same(first.Strategy, _desk.Workbench.FindStrategies.Execute(["mine"]).Single().Strategy);
    }

    [Fact]
    public void A_dll_with_one_key_twice_is_refused_even_when_it_may_replace()
    {
        Assert.Equal("Strategy.KeyTaken", Refusal(Dll(Strategy("A", "mine", "") + Strategy("B", "MINE", "")), replace: true));
        Assert.Equal(["ma_crossover", "rsi_reversion", "breakout_donchian", "multifactor_long_short", "equal_weight"], Keys());
    }

    [Fact]
    public void Every_built_in_strategy_passes_the_proof_on_generated_and_on_given_bars()
    {
        _desk.WithSample();
        foreach (var key in _desk.Workbench.FindStrategies.Execute([]).Where(s => !s.IsPortfolio).Select(s => s.Key))
        {
            Assert.True(Test(new() { BaseFolder = _desk.Folder, Strategy = key }).Passed);
            Assert.True(Test(new() { BaseFolder = _desk.Folder, Strategy = key, DataPath = "data/btc_eur_1d.csv" }).Passed);
        }
    }

    [Fact]
    public void A_cheat_is_caught_at_the_first_bar_it_cheats_in()
    {
        _desk.Workbench.RegisterStrategy.FromAssembly(Dll(Strategy("A", "cheat", "for (var t = 70; t < states.Length - 3; t++) states[t] = (sbyte)(bars.Close[t + 3] > 0 ? 1 : 0);")), replace: false);
        var report = Test(new() { BaseFolder = _desk.Folder, Strategy = "cheat" });
        Assert.Equal((false, 70), (report.Passed, report.FirstBar));
    }

    [Fact]
    public void A_proof_needs_a_strategy() =>
        Assert.Equal("Strategy.NotGiven", Assert.Throws<PeakTradeException>(() => Test(new() { BaseFolder = _desk.Folder })).Kind.Id);

    private Engine.LookAheadReport Test(TestStrategyRequest request) => _desk.Workbench.TestStrategy.Execute(request, _desk, default);

    private string Dll(string code) => _compiled.Dll("mine", Usings + code);

    private string Refusal(string dll, bool replace) => Assert.Throws<PeakTradeException>(() => _desk.Workbench.RegisterStrategy.FromAssembly(dll, replace)).Kind.Id;

    private List<string> Keys(params string[] patterns) => [.. _desk.Workbench.FindStrategies.Execute(patterns).Select(s => s.Key)];
}
