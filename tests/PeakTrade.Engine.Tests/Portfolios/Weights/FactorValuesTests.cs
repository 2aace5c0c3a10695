using static PeakTrade.Engine.Tests.Portfolios.Weights.Scene;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>Panels whose times and instruments are not those of the universe.</summary>
public sealed class FactorValuesTests
{
    private static readonly string[] Symbols = ["A", "B"];

    [Fact]
    public void Columns_are_found_by_name_and_who_is_missing_has_no_score()
    {
        var rule = Rule(new("f", 1), Panel("f", ["Z", "C", "A"], [[9, 2, 1]]), Days(2, "A", "B", "C"));
        var (weights, scores) = At(rule, 0, 3)!.Value;
        Assert.Equal([-0.5, 0, 0.5], weights);
        Assert.Equal([-1, double.NaN, 1], scores);
    }

    [Fact]
    public void A_built_in_factor_counts_at_its_own_time_only()
    {
        var rule = Rule(new("f", 1), Panel("f", Symbols, [[1, 2], [double.NaN, 3], [1, 2]], firstDay: 1), Days(6, Symbols));
        Assert.Equal([false, true, false, true, false, false], Enumerable.Range(0, 6).Select(row => At(rule, row, 2) is not null));
    }

    [Fact]
    public void A_files_latest_value_counts_until_it_is_more_than_366_days_old()
    {
        // A on days 1 and 3, B on day 2.
        var panel = Panel("f", Symbols, [[1, double.NaN], [double.NaN, 2], [5, double.NaN]], firstDay: 1);
        var rule = Rule(new("f", 1) { File = "scores.csv" }, panel, Days(500, Symbols));
        Assert.Equal([false, false, true, true, true], Enumerable.Range(0, 5).Select(row => At(rule, row, 2) is not null));
        Assert.Equal([-0.5, 0.5], At(rule, 2, 2)!.Value.Weights);
        Assert.Equal([0.5, -0.5], At(rule, 3, 2)!.Value.Weights);
        Assert.NotNull(At(rule, 2 + 366, 2));
        Assert.Null(At(rule, 2 + 367, 2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("scores.csv")]
    public void What_comes_after_the_signal_row_is_never_looked_at(string? file)
    {
        var random = new Random(5);
        var names = Letters(12);
        double[][] rows = [.. Enumerable.Range(0, 60).Select(_ => names.Select(_ => random.Next(10) == 0 ? double.NaN : random.NextDouble()).ToArray())];
        var bundle = Bundle(new BundleFactor("f", 1) { File = file }) with { Weighting = PortfolioWeighting.InverseVolatility, VolatilityWindowBars = 10 };
        for (var row = 10; row < 59; row++)
        {
            double[][] scrambled = [.. rows.Select((values, t) => t <= row ? values : values.Select(_ => random.NextDouble() * 100 - 50).ToArray())];
            Assert.Equal(Decided(rows, seed: 0), Decided(scrambled, seed: row));

            (double[], double[])? Decided(double[][] values, int seed)
            {
                var later = new Random(seed);
                var universe = Universe.Of("u", names.Select((name, i) => Bars(name, [.. Indicators.Cases.Walk(i, 60).Select((price, t) => t <= row ? price : price * (1 + later.NextDouble()))])));
                return At(FactorPortfolio.Rule(bundle, [Panel("f", names, values)], universe, Unbound, allowShort: true), row, names.Length);
            }
        }
    }

    private static PeakTrade.Engine.Weights.MultifactorRule Rule(BundleFactor factor, FactorPanel panel, Universe universe) =>
        FactorPortfolio.Rule(Bundle(factor), [panel], universe, Unbound, allowShort: true);
}
