using System.Reflection;
using System.Reflection.Emit;
using PeakTrade.Data.Factors;
using PeakTrade.Engine;

namespace PeakTrade.Data.Tests.Factors;

public sealed class FactorKeyTests
{
    [Fact]
    public void The_same_factor_of_the_same_data_has_one_key_however_often_it_is_made() => Assert.Equal(Key(new Own(3, "x")), Key(new Own(3, "x")));

    [Fact]
    public void Factor_parameters_class_data_and_market_each_make_another_key()
    {
        string?[] keys =
        [
            Key(BuiltInFactors.Get("rsi_14")), Key(BuiltInFactors.Get("rsi_14d")), Key(BuiltInFactors.Get("rsi_15")), Key(BuiltInFactors.Get("zscore_14")),
            Key(new Own(3, "x")), Key(new Own(4, "x")), Key(new Own(3, "y")), Key(new Other(3, "x")),
            Key(BuiltInFactors.Get("rsi_14"), ["data 2"]), Key(BuiltInFactors.Get("rsi_14"), ["dat", "a 1"]),
            Key(BuiltInFactors.Get("beta_14")), Key(BuiltInFactors.Get("beta_14"), market: ["spy"]),
        ];
        Assert.All(keys, key => Assert.NotNull(key));
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void The_benchmark_counts_only_where_the_market_is_used() => Assert.Equal(Key(BuiltInFactors.Get("rsi_14")), Key(BuiltInFactors.Get("rsi_14"), market: ["spy"]));

    [Fact]
    public void The_key_holds_the_versions_of_the_modules_that_compute()
    {
        var lines = FactorCode.Of(BuiltInFactors.Get("rsi_14"), out _)!;
        foreach (var type in new[] { typeof(BuiltInFactors), typeof(FactorStore), typeof(IFactor) }) Assert.Contains(lines, line => line.Contains($"{type.Assembly.ManifestModule.ModuleVersionId}", StringComparison.Ordinal));
        Assert.Contains(FactorCode.Of(new Own(1, ""), out _)!, line => line.Contains($"{typeof(Own).Assembly.ManifestModule.ModuleVersionId}", StringComparison.Ordinal));
    }

    [Fact]
    public void What_holds_more_than_numbers_and_words_has_no_key()
    {
        Assert.Null(Key(new Holding(() => 1)));
        Assert.Null(Key(new Holding(new List<int>())));
        Assert.Null(FactorKey.Of(new Holding(new List<int>()), [], [], out var why));
        Assert.Equal("holding holds a List`1, and what that does cannot be known", why);
        Assert.NotNull(Key(new Holding("a word")));
        Assert.NotEqual(Key(new Holding(0.1)), Key(new Holding(0.1f)));
        Assert.NotNull(Key(new Holding(null)));
    }

    [Fact]
    public void Code_that_is_made_while_the_program_runs_has_no_key()
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("made"), AssemblyBuilderAccess.Run).DefineDynamicModule("made").DefineType("Made", TypeAttributes.Public, typeof(Plain)).CreateType();
        var made = (IFactor)Activator.CreateInstance(type)!;
        Assert.Null(Key(made));
    }

    private static string? Key(IFactor factor, string[]? data = null, string[]? market = null) => FactorKey.Of(factor, data ?? ["data 1"], market ?? [], out _);

    public class Own(int window, string word) : IFactor
    {
        public string Name => "own" + word.Length;

        public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values) => values.Fill(window);
    }

    public class Plain() : Own(1, "");

    private sealed class Other(int window, string word) : Own(window, word);

    private sealed class Holding(object? held) : IFactor
    {
        public string Name => "holding";

        public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values) => values.Fill(held is null ? 0 : 1);
    }
}
