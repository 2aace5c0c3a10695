namespace PeakTrade.Studies.Tests;

public class OverfittingTests
{
    [Fact]
    public void Noise_looks_like_noise()
    {
        var reports = Enumerable.Range(0, 30).Select(n => Noise.Assess(Noise.Trials(seed: n, 100, 1_281))).ToList();
        Assert.InRange(reports.Average(r => r.BacktestOverfitting!.Value), 0.4, 0.6);
        Assert.InRange(reports.Average(r => r.DeflatedSharpe!.Value), 0.4, 0.65);
        Assert.InRange(reports.Average(r => r.OutOfSampleLoss!.Value), 0.4, 0.6);
        Assert.InRange(reports.Average(r => r.Sharpe!.Value / r.SharpeByLuck!.Value), 0.9, 1.1);
        Assert.All(reports, r => Assert.True(r.ProbabilisticSharpe > 0.95));
    }

    [Fact]
    public void One_good_strategy_among_noise_stands_out()
    {
        var report = Noise.Assess(Noise.Trials(seed: 1, 200, 2_521, k => k == 77 ? 0.15 : 0));
        Assert.True(report.DeflatedSharpe > 0.99);
        Assert.True(report.BacktestOverfitting < 0.02);
        Assert.True(report.SuperiorAbility < 0.01);
        Assert.True(report.RealityCheck < 0.01);
        Assert.True(report.MinimumBacktestYears < report.BacktestYears);
        Assert.Contains("strong evidence", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_the_trials_changes_nothing()
    {
        var trials = Noise.Trials(seed: 4, 60, 700, k => 0.001 * k);
        Assert.Equal(Noise.Assess(trials), Noise.Assess([.. trials.OrderBy(t => t.Trial * 37 % 60)]));
    }

    [Fact]
    public void Another_size_of_all_bets_changes_nothing()
    {
        var small = Noise.Trials(seed: 4, 60, 700);
        var large = small.ConvertAll(t => t with { Blocks = Times(4, t.Blocks) });
        Assert.Equal(Noise.Assess(small), Noise.Assess(large));
    }

    [Fact]
    public void The_seed_decides_the_draws_and_nothing_else()
    {
        var trials = Noise.Trials(seed: 4, 60, 700);
        var (one, again, other) = (Noise.Assess(trials, 1), Noise.Assess(trials, 1), Noise.Assess(trials, 2));
        Assert.Equal(one, again);
        Assert.Equal(one.SuperiorAbility!.Value, other.SuperiorAbility!.Value, 0.05);
        Assert.Equal(one with { SuperiorAbility = null, RealityCheck = null }, other with { SuperiorAbility = null, RealityCheck = null });
    }

    [Fact]
    public void Pruned_trials_raise_what_luck_gives()
    {
        var trials = Noise.Trials(seed: 4, 60, 700);
        var (few, many) = (Noise.Assess(trials), Overfitting.Assess(trials, trialsSeen: 1_000, Noise.Best(trials), 252, 42));
        Assert.Equal((1_000, 60), (many.Trials, many.TrialsResampled));
        Assert.Equal(few.SharpeByLuck!.Value / SharpeOdds.ExpectedBest(60) * SharpeOdds.ExpectedBest(1_000), many.SharpeByLuck!.Value, 1e-12);
        Assert.True(many.DeflatedSharpe < few.DeflatedSharpe);
    }

    [Fact]
    public void Trials_over_other_bars_are_not_compared()
    {
        var trials = Noise.Trials(seed: 4, 60, 700);
        var other = new TrialReturns(60, ReturnBlocks.Of(Noise.Equity(1, 1, 600)));
        Assert.Equal(Noise.Assess(trials) with { Trials = 61 }, Overfitting.Assess([.. trials, other], 61, Noise.Best(trials), 252, 42) with { SharpeByLuck = Noise.Assess(trials).SharpeByLuck, DeflatedSharpe = Noise.Assess(trials).DeflatedSharpe, MinimumBacktestYears = Noise.Assess(trials).MinimumBacktestYears, Verdict = Noise.Assess(trials).Verdict });
    }

    [Fact]
    public void Without_a_best_trial_no_figure_is_NaN()
    {
        var report = Overfitting.Assess(Noise.Trials(seed: 4, 10, 700), 10, null, double.NaN, 42);
        Assert.Null(report.SharpeByLuck);
        Assert.NotNull(report.BacktestOverfitting);
        Assert.Equal("No parameter set has a result, so there is nothing to judge.", report.Verdict);
    }

    [Fact]
    public void Very_many_trials_are_thinned_and_the_best_stays()
    {
        var blocks = Noise.Trials(seed: 4, 50, 20).ConvertAll(t => t.Blocks);
        var best = new TrialReturns(45_001, ReturnBlocks.Of(Noise.Equity(1, 1, 20, 3)));
        List<TrialReturns> trials = [.. Enumerable.Range(0, 45_000).Select(k => new TrialReturns(k, blocks[k % 50])), best];
        var report = Overfitting.Assess(trials, trials.Count, Noise.Best([best]), 252, 42);
        Assert.Equal(15_001, report.TrialsResampled);
        Assert.Equal(0, report.BacktestOverfitting);
    }

    private static ReturnBlocks Times(double factor, ReturnBlocks blocks)
    {
        var bytes = Convert.FromBase64String(blocks.ToJson().Trim('"'));
        var values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes.AsSpan());
        for (var i = 0; i < blocks.Count; i++)
        {
            values[2 + i] *= factor;
            values[2 + blocks.Count + i] *= factor * factor;
        }

        return ReturnBlocks.FromJson($"\"{Convert.ToBase64String(bytes)}\"")!;
    }
}
