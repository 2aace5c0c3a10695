namespace PeakTrade.Studies.Tests;

public class VerdictTests
{
    private static readonly OverfittingReport Usual = new()
    {
        Trials = 200, Sharpe = 1.31, SharpeByLuck = 1.24, ProbabilisticSharpe = 0.96, DeflatedSharpe = 0.5531, BacktestOverfitting = 0.4812,
        OutOfSampleLoss = 0.4, SuperiorAbility = 0.3, MinimumBacktestYears = 4.7, BacktestYears = 8, Verdict = "",
    };

    [Fact]
    public void Little_evidence() => Says(
        "Of 200 parameter sets the best has a Sharpe ratio of 1.31 a year; luck alone would give about 1.24 to the best of as many, so there is little evidence of skill "
        + "(deflated Sharpe 55 %, and in 48 % of the splits the best in one half was below the median in the other).", Usual);

    [Fact]
    public void Strong_evidence() => Says(
        "Of 200 parameter sets the best has a Sharpe ratio of 2.40 a year; luck alone would give about 1.24 to the best of as many, so there is strong evidence of skill "
        + "(deflated Sharpe over 99 %, and in none of the splits the best in one half was below the median in the other).",
        Usual with { Sharpe = 2.4, DeflatedSharpe = 0.9987, BacktestOverfitting = 0, SuperiorAbility = 0.001 });

    [Fact]
    public void A_p_value_that_speaks_against_it_is_named() => Says(
        "Of 200 parameter sets the best has a Sharpe ratio of 1.31 a year; luck alone would give about 0.60 to the best of as many, so there is some evidence of skill "
        + "(deflated Sharpe 96 %, and in 12 % of the splits the best in one half was below the median in the other, and against doing nothing p is 0.14).",
        Usual with { SharpeByLuck = 0.6, DeflatedSharpe = 0.96, BacktestOverfitting = 0.12, SuperiorAbility = 0.14 });

    [Fact]
    public void Clear_overfitting() => Says(
        "Of 200 parameter sets the best has a Sharpe ratio of 0.90 a year; luck alone would give about 1.24 to the best of as many, so there is no evidence of skill "
        + "(deflated Sharpe 21 %, and in 81 % of the splits the best in one half was below the median in the other).",
        Usual with { Sharpe = 0.9, DeflatedSharpe = 0.21, BacktestOverfitting = 0.81, MinimumBacktestYears = 9.9 });

    [Fact]
    public void Sets_that_are_all_good() => Says(
        "Of 200 parameter sets the best has a Sharpe ratio of 1.35 a year; luck alone would give about 0.50 to the best of as many, so there is strong evidence of skill, though less of which set "
        + "is best (deflated Sharpe over 99 %, and in 31 % of the splits the best in one half was below the median in the other).",
        Usual with { Sharpe = 1.35, SharpeByLuck = 0.5, DeflatedSharpe = 0.998, BacktestOverfitting = 0.31, OutOfSampleLoss = 0.01, SuperiorAbility = 0.002 });

    [Fact]
    public void A_choice_among_sets_that_are_alike() => Says(
        "Of 200 parameter sets the best has a Sharpe ratio of 1.31 a year; luck alone would give about 0.20 to the best of as many, which speaks for skill, but the choice among the "
        + "sets does not carry over to other data (deflated Sharpe 99 %, and in 62 % of the splits the best in one half was below the median in the other).",
        Usual with { SharpeByLuck = 0.2, DeflatedSharpe = 0.986, BacktestOverfitting = 0.62, SuperiorAbility = 0.01 });

    [Fact]
    public void Short_data() => Says(
        "Of 200 parameter sets the best has a Sharpe ratio of 1.31 a year; luck alone would give about 1.24 to the best of as many, so there is little evidence of skill "
        + "(deflated Sharpe 55 %, and in 48 % of the splits the best in one half was below the median in the other). "
        + "The data are short: with as many sets, luck finds such a ratio in 4.7 years of data or less, and there are 14 months.", Usual with { BacktestYears = 1.2 });

    [Fact]
    public void Very_few_bars() => Assert.EndsWith(". Only 40 bar returns stand behind this, which is too few to rely on.", OverfittingVerdict.Of(Usual, Best with { Returns = 40 }), StringComparison.Ordinal);

    [Fact]
    public void A_single_trial() => Says("The one parameter set tried has a Sharpe ratio of 1.31 a year; nothing was searched, and with a probability of 96 % the true ratio is above 0.", Usual with { Trials = 1, SharpeByLuck = 0 });

    [Fact]
    public void Too_few_trials_with_returns() => Says(
        "The best of 3 parameter sets has a Sharpe ratio of 1.31 a year, but too few of them have returns to tell what luck alone would give; were it the only one tried, with a "
        + "probability of 96 % the true ratio is above 0.", Usual with { Trials = 3, SharpeByLuck = null, DeflatedSharpe = null });

    [Fact]
    public void A_loss() => Says("The best of 200 parameter sets has a Sharpe ratio of -0.20 a year: it does no better than doing nothing, so there is no skill to speak of.", Usual with { Sharpe = -0.2, MinimumBacktestYears = null });

    [Fact]
    public void No_trades() => Assert.Equal("The best of 1,200 parameter sets made no trade, so there is no return to judge.", OverfittingVerdict.Of(Usual with { Trials = 1_200, Sharpe = null }, Best with { Trades = 0 }));

    [Fact]
    public void No_best_trial() => Assert.Equal("No parameter set has a result, so there is nothing to judge.", Overfitting.Assess([], 5, null, 252, 42).Verdict);

    private static BestTrial Best => new(0, 0.08, 0, 0, 2_000, 50);

    private static void Says(string expected, OverfittingReport report) => Assert.Equal(expected, OverfittingVerdict.Of(report, Best));
}
