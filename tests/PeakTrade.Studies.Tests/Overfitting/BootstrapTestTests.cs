using MathNet.Numerics.Distributions;

namespace PeakTrade.Studies.Tests;

public class BootstrapTestTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(0.04)]
    [InlineData(-0.02)]
    public void Of_a_single_trial_both_are_the_tail_of_its_own_mean(double sharpe)
    {
        var blocks = ReturnBlocks.Of(Noise.Equity(2, 0, 2_561, sharpe));
        var means = blocks.Sums.ToArray();
        var tail = 1 - Normal.CDF(0, 1, Noise.Sharpe(means) * Math.Sqrt(means.Length));
        var (reality, superior) = Test([blocks])!.Value;
        Assert.Equal(tail, reality, 0.035);
        // Nobody is better than doing nothing where the best is worse.
        Assert.Equal(means.Sum() < 0 ? 1 : tail, superior, 0.035);
    }

    [Fact]
    public void Of_independent_trials_it_is_the_tail_of_the_best_of_them()
    {
        var trials = Enumerable.Range(0, 30).Select(k => ReturnBlocks.Of(Noise.Equity(8, k, 2_561))).ToList();
        var best = trials.Max(t => Noise.Sharpe(t.Sums.ToArray()) * 8);
        Assert.Equal(1 - Math.Pow(Normal.CDF(0, 1, best), 30), Test(trials)!.Value.SuperiorAbility, 0.1);
    }

    // Worked out beside by numpy, with 40,000 draws of its own: 0.0682 and 0.0425, sixteen of the losers hopeless.
    [Fact]
    public void Of_winners_among_losers_both_are_what_a_plain_bootstrap_says()
    {
        var (reality, superior) = Test([.. Enumerable.Range(0, 40).Select(k => ReturnBlocks.Of(Noise.Equity(21, k, 641, k < 20 ? -0.1 : 0.002 * k)))])!.Value;
        Assert.Equal(0.0682, reality, 0.015);
        Assert.Equal(0.0425, superior, 0.013);
    }

    [Fact]
    public void The_same_trial_many_times_is_one_trial()
    {
        var blocks = ReturnBlocks.Of(Noise.Equity(2, 0, 2_561, 0.03));
        Assert.Equal(Test([blocks]), Test([.. Enumerable.Repeat(blocks, 50)]));
    }

    [Fact]
    public void Noise_gives_p_values_that_are_spread_evenly()
    {
        var values = Enumerable.Range(0, 300).Select(n => Test([.. Enumerable.Range(0, 20).Select(k => ReturnBlocks.Of(Noise.Equity(n, k, 641)))])!.Value).ToList();
        Assert.InRange(Unevenness(values.Select(v => v.RealityCheck)), 0, 0.1);
        Assert.InRange(Unevenness(values.Select(v => v.SuperiorAbility)), 0, 0.1);
        Assert.InRange(values.Count(v => v.SuperiorAbility <= 0.05), 5, 25);

        // Kolmogorov and Smirnov's distance; 0.094 is its 1 % point for 300 values.
        static double Unevenness(IEnumerable<double> sample)
        {
            var sorted = sample.Order().ToList();
            return sorted.Select((p, i) => Math.Max(p - (double)i / sorted.Count, (i + 1.0) / sorted.Count - p)).Max();
        }
    }

    [Fact]
    public void Hopeless_trials_weaken_the_reality_check_and_not_the_other()
    {
        var good = ReturnBlocks.Of(Noise.Equity(2, 0, 2_561, 0.04));
        var wild = Enumerable.Range(1, 200).Select(k => ReturnBlocks.Of(Noise.Equity(2, k, 2_561, -0.2, deviation: 0.03)));
        var (alone, among) = (Test([good])!.Value, Test([good, .. wild])!.Value);
        Assert.True(among.RealityCheck > 0.5, $"{among}");
        Assert.Equal(alone.SuperiorAbility, among.SuperiorAbility, 0.002);
    }

    [Fact]
    public void Without_any_spread_there_is_nothing_to_test() => Assert.Null(Test([ReturnBlocks.Of([.. Enumerable.Repeat(10_000.0, 641)])]));

    private static (double RealityCheck, double SuperiorAbility)? Test(List<ReturnBlocks> trials) => BootstrapTest.Of(trials, seed: 42, CancellationToken.None);
}
