namespace PeakTrade.Studies.Tests.Samplers;

public sealed class GridSamplerTests() : SamplerContract("grid(points=3)")
{
    private static TestFunction Small { get; } = new("small", new SearchSpace([Dimension.Integer("n", 1, 7, step: 2), Dimension.Categorical("kind", ["a", "b", "c"]), Dimension.Real("x", 0, 1, step: 0.5)]), p => [p[0]]);

    [Fact]
    public void Every_point_is_tried_once_and_then_again()
    {
        Assert.Equal(4 * 3 * 3, Grid.Of("grid", Small.Space).Count);
        var trials = Small.Study("grid", 50);
        Assert.Equal(36, trials.Take(36).Select(t => (t.Point[0], t.Point[1], t.Point[2])).Distinct().Count());
        Assert.All(trials.Take(36), t => Assert.Null(t.SameAs));
        Assert.All(trials.Skip(36), t => Assert.NotNull(t.SameAs));
    }

    [Fact]
    public void The_seed_shuffles_the_order()
    {
        var (one, other) = (Small.Study("grid", 36, seed: 1), Small.Study("grid", 36, seed: 2));
        Assert.NotEqual(one.Select(t => t.Point), other.Select(t => t.Point));
        // The first third has met every value of every dimension.
        Assert.Equal([4, 3, 3], Enumerable.Range(0, 3).Select(i => one.Take(12).Select(t => t.Point[i]).Distinct().Count()));
    }

    [Fact]
    public void Numbers_without_a_step_get_as_many_values_as_points_says()
    {
        var space = new SearchSpace([Dimension.Real("x", -1, 1), Dimension.Real("rate", 0.001, 10, log: true), Dimension.Integer("window", 1, 10_000, log: true)]);
        Assert.Equal(1000, Grid.Of("grid", space).Count);
        Assert.Equal(125, Grid.Of("grid(points=5)", space).Count);
        var trials = (TestFunction.Branin with { Space = space, Values = _ => [0] }).Study("grid(points=5)", 125);
        Assert.Equal([-1, -0.5, 0, 0.5, 1], trials.Select(t => t.Point[0]).Distinct().Order());
        Assert.Equal([0.001, 0.01, 0.1, 1, 10], trials.Select(t => Math.Round(t.Point[1], 12)).Distinct().Order());
        Assert.Equal([1, 10, 100, 1000, 10_000], trials.Select(t => t.Point[2]).Distinct().Order());
    }

    [Fact]
    public void Points_that_break_a_relation_are_left_out()
    {
        var space = new SearchSpace([Dimension.Integer("fast", 1, 5), Dimension.Integer("slow", 1, 5)], relations: [ParameterRelation.Parse("fast < slow")]);
        Assert.Equal(4 + 3 + 2 + 1, Grid.Of("grid", space).Count);
        var trials = (TestFunction.Branin with { Space = space, Values = p => [p[0]] }).Study("grid", 10);
        Assert.Equal(10, trials.Select(t => (t.Point[0], t.Point[1])).Distinct().Count());
        Assert.All(trials, t => Assert.True(t.Point[0] < t.Point[1]));
    }

    [Fact]
    public void Enqueued_points_are_not_asked_for_again()
    {
        var definition = Small.Definition("grid", 36) with { Enqueued = [[3, 1, 0.5], [7, 2, 1]] };
        using var storage = new MemoryStorage();
        using var log = storage.Create(definition)!;
        var runner = new StudyRunner(log, SamplerCatalogue.Make("grid", new SamplerSetup { Space = Small.Space }).Sampler, null, Small, TimeProvider.System);
        runner.Run(new StudyEffort { TrialCount = 36 });
        Assert.All(runner.Trials, t => Assert.Null(t.SameAs));
    }

    [Fact]
    public void A_grid_that_nobody_could_search_is_refused_with_what_to_do()
    {
        var fault = Assert.Throws<PeakTradeException>(() => TestFunction.Hartmann6.Study("grid(points=20)", 1));
        Assert.Contains("64,000,000 points", fault.Message, StringComparison.Ordinal);
        Assert.Throws<PeakTradeException>(() => Grid.Of("grid", new SearchSpace([Dimension.Integer("n", 0, 2_000_000_000)])));
    }

    [Fact]
    public void Relations_that_no_point_keeps_are_named()
    {
        var space = new SearchSpace([Dimension.Integer("n", 1, 5)], relations: [ParameterRelation.Parse("n > 5")]);
        Assert.Contains("n > 5", Assert.Throws<PeakTradeException>(() => Grid.Of("grid", space)).Message, StringComparison.Ordinal);
    }
}
