namespace PeakTrade.Studies.Tests.Samplers;

public sealed class GpSamplerTests() : SamplerContract("gp", trials: 25)
{
    // Seven seeds instead of the twenty of docs/benchmarks.md, for the time it takes.
    private const int Seeds = 7;

    public static TheoryData<string, int, int, double> Targets => new()
    {
        { "Branin", 50, 1, 0.41 }, { "Hartmann-6", 100, 1, -3.2 }, { "Rosenbrock-5", 100, 1, 8 }, { "Rosenbrock-5", 100, 4, 8 }, { "Mixed", 60, 1, 0.01 },
    };

    [Theory, MemberData(nameof(Targets))]
    public void It_reaches_the_median_that_is_asked_of_it(string name, int trials, int lag, double target)
    {
        TestFunction[] functions = [TestFunction.Branin, TestFunction.Hartmann6, TestFunction.Rosenbrock5, TestFunction.Mixed];
        var median = functions.Single(f => f.Name == name).MedianBest("gp", trials, Seeds, lag);
        Assert.True(median <= target, $"{name}: {median}");
    }

    [Fact]
    public void A_hundred_trials_in_six_dimensions_take_some_seconds_at_most()
    {
        var started = TimeProvider.System.GetTimestamp();
        TestFunction.Hartmann6.Study("gp", 100);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 20);
    }

    [Fact]
    public void Two_trials_at_once_do_not_try_the_same_place()
    {
        var trials = TestFunction.Branin.Study("gp", 40, lag: 4);
        for (var k = 10; k < trials.Count; k++)
        {
            for (var back = 1; back < 4; back++) Assert.NotEqual(trials[k].Point, trials[k - back].Point);
        }
    }

    [Fact]
    public void No_point_of_a_small_grid_is_tried_twice_while_there_are_others()
    {
        var grid = new TestFunction("grid", new SearchSpace([Dimension.Integer("a", 0, 5), Dimension.Integer("b", 0, 4), Dimension.Categorical("c", ["x", "y"])]), p => [Math.Abs(p[0] - 2) + p[1] + p[2]]);
        var trials = grid.Study("gp", 50);
        Assert.InRange(trials.Count(t => t.SameAs is not null), 0, 3);
        Assert.Equal(0, trials.Min(t => t.Values[0]));
    }

    [Fact]
    public void A_constraint_keeps_it_in_the_part_that_is_allowed()
    {
        // x is at most half of y: two of the three minima break that.
        var space = TestFunction.Branin.Space;
        var setup = new SamplerSetup { Space = space, Seed = 1, TrialCount = 50, Constraints = 1 };
        using var storage = new MemoryStorage();
        using var log = storage.Create(TestFunction.Branin.Definition("gp", 50, seed: 1))!;
        var runner = new StudyRunner(log, SamplerCatalogue.Make("gp", setup).Sampler, null, new Constrained(), TimeProvider.System);
        runner.Run(new StudyEffort { TrialCount = 50 });
        var feasible = runner.Trials.Where(t => t.IsFeasible).ToList();
        Assert.InRange(feasible.Min(t => t.Values[0]), 0.3978, 0.45);
        Assert.True(runner.Trials.Skip(15).Count(t => t.IsFeasible) > 20);
    }

    [Fact]
    public void Failures_in_a_part_of_the_space_lead_it_away()
    {
        var function = TestFunction.Branin with { Values = p => p[0] > 5 ? [double.NaN] : TestFunction.Branin.Values(p) };
        var trials = function.Study("gp", 50, seed: 3);
        Assert.InRange(trials.Skip(15).Count(t => t.State == TrialState.Failed), 0, 12);
        Assert.InRange(trials.Where(t => t.State == TrialState.Complete).Min(t => t.Values[0]), 0.3978, 0.42);
    }

    [Fact]
    public void A_huge_penalty_does_not_drown_the_rest()
    {
        var function = TestFunction.Branin with { Values = p => p[0] < p[1] - 8 ? [double.MaxValue] : TestFunction.Branin.Values(p) };
        Assert.InRange(function.MedianBest("gp", 50, seeds: 3), 0.3978, 0.41);
    }

    [Fact]
    public void It_goes_on_beyond_the_trials_that_it_keeps_in_mind()
    {
        var trials = TestFunction.Branin.Study("gp(memory=20)", 60);
        Assert.InRange(trials.Min(t => t.Values[0]), 0.3978, 0.45);
    }

    private sealed class Constrained : IObjective
    {
        public TrialResult Evaluate(TrialRun run, CancellationToken cancel) =>
            new() { Values = TestFunction.Branin.Values(run.Point), Constraints = [run.Point[0] - 0.5 * run.Point[1]] };
    }
}
