using System.Numerics;

namespace PeakTrade.Studies.Tests;

public class CrossValidationTests
{
    [Theory]
    [InlineData(161, 8, 5, 70)]
    [InlineData(161, 10, 8, 252)]
    [InlineData(161, 16, 3, 12_870)]
    [InlineData(97, 48, 3, 12_870)]
    public void The_share_is_that_of_splits_worked_out_one_by_one(int bars, int blocks, int trials, int splits)
    {
        var curves = Enumerable.Range(0, trials).Select(k => Noise.Equity(11, k, bars, sharpe: 0.02 * k)).ToList();
        var outcome = Judge(curves.Select(c => ReturnBlocks.Of(c, blocks)))!.Value;
        var (below, loss) = Plain(curves, Math.Min(16, blocks));
        Assert.Equal(splits, outcome.Splits);
        Assert.Equal(below, outcome.BelowMedian, 1e-12);
        Assert.Equal(loss, outcome.Loss, 1e-12);
    }

    [Fact]
    public void Trials_that_are_all_alike_come_to_one_half() =>
        Assert.Equal(0.5, Judge(Enumerable.Repeat(ReturnBlocks.Of(Noise.Equity(1, 0, 500)), 9))!.Value.BelowMedian);

    [Fact]
    public void Trials_that_never_trade_stand_between_those_that_win_and_those_that_lose()
    {
        var idle = ReturnBlocks.Of([.. Enumerable.Repeat(10_000.0, 641)]);
        var losers = Enumerable.Range(0, 5).Select(k => ReturnBlocks.Of(Noise.Equity(1, k, 641, sharpe: -1)));
        var outcome = Judge([idle, .. losers])!.Value;
        Assert.Equal((0, 0), (outcome.BelowMedian, outcome.Loss));
    }

    [Fact]
    public void One_trial_or_too_few_bars_cannot_be_split()
    {
        Assert.Null(Judge([ReturnBlocks.Of(Noise.Equity(1, 0, 500))]));
        Assert.Null(Judge([ReturnBlocks.Of(Noise.Equity(1, 0, 15)), ReturnBlocks.Of(Noise.Equity(1, 1, 15))]));
    }

    [Fact]
    public void With_very_many_trials_some_splits_stand_for_all()
    {
        var trials = Enumerable.Range(0, 40).Select(k => ReturnBlocks.Of(Noise.Equity(5, k, 321, sharpe: 0.01 * (k % 7)))).ToList();
        var whole = Judge(trials)!.Value;
        var part = CrossValidation.Of(trials, seed: 42, CancellationToken.None, mostRatios: 40 * 4_001)!.Value;
        Assert.Equal((12_870, 4_000), (whole.Splits, part.Splits));
        Assert.Equal(whole.BelowMedian, part.BelowMedian, 0.03);
        Assert.Equal(whole.Loss, part.Loss, 0.03);
    }

    private static CrossValidation.Outcome? Judge(IEnumerable<ReturnBlocks> trials) => CrossValidation.Of([.. trials], seed: 42, CancellationToken.None);

    // As the paper tells it, from the returns themselves.
    private static (double Below, double Loss) Plain(List<double[]> curves, int groups)
    {
        var returns = curves.ConvertAll(Noise.Returns);
        var (below, losses, splits) = (0.0, 0, 0);
        for (var mask = 0; mask < 1 << groups; mask++)
        {
            if (BitOperations.PopCount((uint)mask) != groups / 2) continue;
            splits++;
            var chosen = returns.Select(r => Noise.Sharpe(Half(r, inside: true))).ToList();
            var elsewhere = returns.Select(r => Noise.Sharpe(Half(r, inside: false))).ToList();
            var own = elsewhere[chosen.IndexOf(chosen.Max())];
            var rank = elsewhere.Count(s => s < own) + 1;
            var logit = Math.Log((double)rank / (curves.Count + 1 - rank));
            below += logit < 0 ? 1 : logit == 0 ? 0.5 : 0;
            if (own < 0) losses++;

            List<double> Half(double[] all, bool inside) => [.. all.Where((_, t) => ((mask >> (int)((long)t * groups / all.Length)) & 1) == (inside ? 1 : 0))];
        }

        return (below / splits, (double)losses / splits);
    }
}
