namespace PeakTrade.Engine.Tests.Metrics;

/// <summary>docs/metrics.md on curves small enough for a sheet of paper, and on published examples.</summary>
public sealed class FigureTests
{
    // Returns 0.1, -0.1, 0.2, -0.05: mean 0.0375; deviations 0.0625, -0.1375, 0.1625, -0.0875. Four periods a year: one year.
    private static readonly PeakTrade.Metrics Sheet = Curve.Figures([100, 110, 99, 118.8, 112.86], [100, 105, 94.5, 103.95, 103.95], periods: 4);

    [Fact]
    public void Growth() => Same((112.86, Sheet.FinalEquity), (0.1286, Sheet.TotalReturn), (0.1286, Sheet.Cagr), (0.0395, Sheet.BuyAndHoldReturn));

    // Squares 0.00390625 + 0.01890625 + 0.02640625 + 0.00765625 = 0.056875
    [Fact]
    public void Volatility_and_sharpe() => Same((Math.Sqrt(0.056875 / 3) * 2, Sheet.Volatility), (0.0375 / Math.Sqrt(0.056875 / 3) * 2, Sheet.Sharpe));

    // (0.1^2 + 0.05^2) / 4 = 0.003125, over all four returns
    [Fact]
    public void Sortino() => Same((0.0375 / Math.Sqrt(0.003125) * 2, Sheet.Sortino));

    // Falls 0, 0, -0.1, 0, -0.05; the first from bar 1 until bar 3
    [Fact]
    public void Drawdown() => Same((-0.1, Sheet.MaxDrawdown), (2, Sheet.MaxDrawdownBars), (1.286, Sheet.Calmar), (Math.Sqrt(0.0125 / 5), Sheet.UlcerIndex));

    // Position 0.05 x 3 = 0.15 between -0.1 and -0.05
    [Fact]
    public void Tail() => Same((-0.0925, Sheet.ValueAtRisk95), (-0.1, Sheet.ConditionalValueAtRisk95));

    // Cubes sum to 0.001265625, fourth powers to 0.00112861328125
    [Fact]
    public void Shape() => Same((0.001265625 / 4 / Math.Pow(0.056875 / 4, 1.5), Sheet.Skew), (0.00112861328125 / 4 / Math.Pow(0.056875 / 4, 2) - 3, Sheet.Kurtosis));

    // b 0.05, -0.1, 0.1, 0: products 0.033125, squares 0.021875
    [Fact]
    public void Beta_and_alpha() => Same((0.033125 / 0.021875, Sheet.Beta), ((0.0375 - 0.033125 / 0.021875 * 0.0125) * 4, Sheet.Alpha));

    // Rollinger and Hoffman, "Sortino: A 'Sharper' Ratio" (Red Rock Capital): eight yearly returns, target 0, ratio 4.417.
    [Fact]
    public void Sortino_as_published() => Assert.Equal(4.417, Curve.Figures(Curve.Of(0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04), periods: 1).Sortino!.Value, 5e-4);

    // The scipy manual, scipy.stats.skew: skew([2, 8, 0, 4, 1, 9, 9, 0]) = 0.2650554122698573.
    [Fact]
    public void Skew_as_published() => Assert.Equal(0.2650554122698573, Curve.Figures(Curve.Of(2, 8, 0, 4, 1, 9, 9, 0)).Skew!.Value, 1e-12);

    // The encyclopaedia's worked example on "Kurtosis": nineteen small numbers and a 999, 18.05 less 3.
    [Fact]
    public void Kurtosis_as_published() => Assert.Equal(15.05, Curve.Figures(Curve.Of(0, 3, 4, 1, 2, 3, 0, 2, 1, 3, 2, 0, 2, 2, 3, 2, 5, 2, 3, 999)).Kurtosis!.Value, 5e-3);

    [Fact]
    public void A_single_bar_defines_next_to_nothing()
    {
        var one = Curve.Figures([100]);
        Assert.Equal((100, 0.0, 0.0, 0, 0.0), (one.FinalEquity, one.TotalReturn, one.MaxDrawdown, one.MaxDrawdownBars, one.UlcerIndex));
        Nothing(one.Cagr, one.Volatility, one.Sharpe, one.Sortino, one.Calmar, one.ValueAtRisk95, one.ConditionalValueAtRisk95, one.Skew, one.Kurtosis, one.Turnover, one.BuyAndHoldReturn, one.Beta, one.Alpha);
    }

    [Theory]
    [InlineData(2, false, false, false)]
    [InlineData(3, true, false, false)]
    [InlineData(4, true, true, false)]
    [InlineData(5, true, true, true)]
    public void Each_moment_needs_its_number_of_returns(int bars, bool second, bool third, bool fourth)
    {
        var figures = Curve.Figures([.. new[] { 100, 110, 105, 120, 118.0 }.Take(bars)]);
        Assert.Equal((second, second, third, fourth), (figures.Volatility is not null, figures.ValueAtRisk95 is not null, figures.Skew is not null, figures.Kurtosis is not null));
    }

    [Fact]
    public void A_constant_equity_has_no_ratios()
    {
        var flat = Curve.Figures([.. Enumerable.Repeat(100.0, 300)], [.. Enumerable.Range(0, 300).Select(t => 100.0 + t % 7)]);
        Assert.Equal((0.0, 0.0, 0.0, 0.0, 0, 0.0), (flat.TotalReturn, flat.Cagr, flat.MaxDrawdown, flat.UlcerIndex, flat.MaxDrawdownBars, flat.ValueAtRisk95));
        Nothing(flat.Volatility, flat.Sharpe, flat.Sortino, flat.Calmar, flat.Skew, flat.Kurtosis);
        Same((0, flat.Beta), (0, flat.Alpha));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.0003)]
    [InlineData(1.7)]
    public void Steady_growth_has_no_volatility_but_its_rounding(double rate)
    {
        var steady = Curve.Figures([.. Enumerable.Range(0, 300).Select(t => 100 * Math.Pow(1 + rate, t))]);
        Nothing(steady.Volatility, steady.Sharpe, steady.Sortino, steady.Calmar, steady.Skew, steady.Kurtosis);
    }

    [Fact]
    public void A_flat_market_has_no_beta() => Nothing(Curve.Figures([100, 110, 105, 120]).Beta, Curve.Figures([100, 110, 105, 120]).Alpha);

    [Fact]
    public void After_ruin_the_account_returns_nothing()
    {
        var ruin = Curve.Figures([100, 50, -25, -25, -25], periods: 4);
        Same((-1.25, ruin.TotalReturn), (-1.25, ruin.MaxDrawdown), (4, ruin.MaxDrawdownBars));
        Same(((-0.5 - 1.5) / 4 / Math.Sqrt((0.25 + 2.25) / 4) * 2, ruin.Sortino)); // returns -0.5, -1.5, 0, 0
        Nothing(ruin.Cagr, ruin.Calmar);
    }

    [Fact]
    public void Growth_beyond_all_numbers_is_undefined()
    {
        Nothing(Curve.Figures([100, 1e6], periods: 1e6).Cagr);
        var steep = Curve.Figures([100, 99.9999999999, 200], periods: 2 * 1_023);
        Assert.NotNull(steep.Cagr);
        Nothing(steep.Calmar);
    }

    [Fact]
    public void A_drawdown_begins_at_the_last_bar_at_its_peak() => Assert.Equal(4, Curve.Figures([100, 100, 100, 90, 80, 95, 100, 101]).MaxDrawdownBars);

    [Fact]
    public void A_drawdown_that_never_ends_lasts_until_the_data_do() => Assert.Equal(3, Curve.Figures([100, 90, 95, 99]).MaxDrawdownBars);

    // An account that waits at its start for long is at its peak until the last bar before the fall.
    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(1_000)]
    public void A_long_wait_before_the_first_fall_is_no_part_of_it(int wait)
    {
        double[] equity = [.. Enumerable.Repeat(100.0, wait), .. Enumerable.Repeat(90.0, 10), 100, .. Enumerable.Repeat(99.0, 300)];
        Assert.Equal(11, Curve.Figures(equity).MaxDrawdownBars);
    }

    // Back at the peak at bar 100, in the midst of a strip that never rises above it; the deepest fall comes after.
    [Fact]
    public void A_return_to_the_peak_begins_the_next_fall()
    {
        double[] equity = [100, .. Enumerable.Repeat(95.0, 99), 100, .. Enumerable.Repeat(80.0, 200), 100];
        Assert.Equal(201, Curve.Figures(equity).MaxDrawdownBars);
    }

    private static void Same(params (double Expected, double? Actual)[] figures) => Assert.All(figures, f => Assert.Equal(f.Expected, f.Actual!.Value, 1e-12));

    private static void Nothing(params double?[] figures) => Assert.All(figures, f => Assert.Null(f));
}
