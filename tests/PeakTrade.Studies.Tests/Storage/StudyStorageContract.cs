namespace PeakTrade.Studies.Tests.Storage;

/// <summary>What every storage promises. A storage's tests derive from it.</summary>
public abstract class StudyStorageContract
{
    /// <summary>A storage with nothing in it.</summary>
    protected abstract IStudyStorage Fresh();

    [Fact]
    public virtual void A_name_is_given_once()
    {
        using var storage = Fresh();
        using var first = storage.Create(TestFunction.Branin.Definition("random"));
        Assert.NotNull(first);
        Assert.Null(storage.Create(TestFunction.Branin.Definition("random", seed: 2)));
        Assert.Equal(0, Assert.Single(storage.List()).Seed);
    }

    [Fact]
    public virtual void A_name_that_nobody_gave_opens_nothing()
    {
        using var storage = Fresh();
        Assert.Null(storage.Open("nobody"));
    }

    [Fact]
    public virtual void What_was_written_comes_back_as_it_was()
    {
        using var storage = Fresh();
        using var log = storage.Create(TestFunction.Mixed.Definition("random"))!;
        Trial[] running = [Running(0), Running(1), Running(2)];
        Assert.True(log.Commit([], running));
        var complete = running[0] with
        {
            State = TrialState.Complete, Values = [double.NegativeInfinity], Constraints = [-1, 0.25], Attributes = [new("sharpe", "1.25"), new("why", "\"a \\\"b\\\"\"")],
            Steps = [new TrialStep(1, [0.1]), new TrialStep(2, [double.NaN]), new TrialStep(3, [double.PositiveInfinity])],
        };
        var failed = running[1] with { State = TrialState.Failed, Error = "it was \"no\" number" };
        var pruned = running[2] with { State = TrialState.Pruned, Values = [0.1 + 0.2], Steps = [new TrialStep(1, [0.1 + 0.2])], SameAs = 0 };
        Assert.True(log.Commit([complete, failed, pruned], []));

        using var again = storage.Open("test")!;
        Assert.Equal(TrialText.Hash([complete, failed, pruned], TestFunction.Mixed.Space), TrialText.Hash(again.ReadChanges(), again.Definition.Space));
        Assert.Equal(again.Definition.Space.Dimensions.ToArray(), TestFunction.Mixed.Space.Dimensions.ToArray());
    }

    [Fact]
    public virtual void A_number_is_claimed_once()
    {
        using var storage = Fresh();
        using var one = storage.Create(TestFunction.Mixed.Definition("random"))!;
        using var other = storage.Open("test")!;
        Assert.True(one.Commit([], [Running(0)]));
        Assert.False(other.Commit([], [Running(0)]));
        Assert.True(other.Commit([], [Running(1)]));
        Assert.Equal([0, 1], one.ReadChanges().Select(t => t.Number));
    }

    [Fact]
    public virtual void Others_see_what_has_changed_since_they_looked()
    {
        using var storage = Fresh();
        using var one = storage.Create(TestFunction.Mixed.Definition("random"))!;
        using var other = storage.Open("test")!;
        Assert.True(one.Commit([], [Running(0), Running(1)]));
        Assert.Equal(2, other.ReadChanges().Count);
        Assert.Empty(other.ReadChanges());
        Assert.True(one.Commit([Running(1) with { State = TrialState.Complete, Values = [1] }], []));
        Assert.Equal((1, TrialState.Complete), Assert.Single(other.ReadChanges()) is var t ? (t.Number, t.State) : default);
    }

    [Fact]
    public virtual void A_trial_that_was_given_back_is_taken_over_by_one()
    {
        using var storage = Fresh();
        using var dead = storage.Create(TestFunction.Mixed.Definition("random"))!;
        using var one = storage.Open("test")!;
        using var other = storage.Open("test")!;
        Assert.True(dead.Commit([], [Running(0)]));
        Assert.False(one.TakeOver(0));
        dead.Release();
        Assert.True(one.TakeOver(0));
        Assert.False(other.TakeOver(0));
        Assert.True(dead.Commit([Running(0) with { State = TrialState.Complete, Values = [1] }], []));
        Assert.Equal(TrialState.Running, other.ReadChanges()[0].State);
    }

    [Fact]
    public virtual void A_definition_comes_back_as_it_was()
    {
        using var storage = Fresh();
        var made = TestFunction.Mixed.Definition("tpe(startup=3)", 7, seed: long.MinValue, lag: 3, name: "a \"name\" ' ü") with
        {
            Space = new SearchSpace(
                [Dimension.Real("x", 0.1, 0.9, step: 0.2), Dimension.Real("rate", 1e-5, 1, log: true), Dimension.Integer("n", 1, 1_000_000, log: true), Dimension.Categorical("c", ["1", 1L, 1.0, true, 1.5])],
                new ParameterSet([new("kind", "ema"), new("whole", 3L), new("number", 3.0), new("flag", false)]), [ParameterRelation.Parse("x < rate")], ["kind", "x", "n", "c", "rate", "whole", "number", "flag"]),
            Objectives = ["sharpe", "max_drawdown"], Directions = [StudyDirection.Maximize, StudyDirection.Minimize], Pruner = "median", Steps = 5, Constraints = ["trades >= 30"],
            Enqueued = [[0.1, 0.5, 3, 4], [0.3, 1e-5, 1, 0]], Subject = [new("strategy", "ma_crossover"), new("data", "0xff")],
        };
        storage.Create(made)!.Dispose();
        using var log = storage.Open(made.Name)!;
        foreach (var read in new[] { log.Definition, Assert.Single(storage.List()) })
        {
            Assert.Equal(made.Space.Dimensions.ToArray(), read.Space.Dimensions.ToArray());
            Assert.Equal(made.Space.ParametersOf(made.Enqueued[0]), read.Space.ParametersOf(read.Enqueued[0]));
            Assert.Equal(made.Space.Order, read.Space.Order);
            Assert.Equal("x < rate", Assert.Single(read.Space.Relations).ToString());
            Assert.Equal(made.Objectives, read.Objectives);
            Assert.Equal(made.Directions, read.Directions);
            Assert.Equal(made.Constraints, read.Constraints);
            Assert.Equal(made.Enqueued, read.Enqueued);
            Assert.Equal(made.Subject, read.Subject);
            Assert.Equal((made.Name, made.Sampler, made.Pruner, made.Steps, made.Seed, made.Lag, made.TrialCount, false), (read.Name, read.Sampler, read.Pruner, read.Steps, read.Seed, read.Lag, read.TrialCount, read.IsInferred));
        }
    }

    [Fact]
    public virtual void Steps_of_several_objectives_come_back()
    {
        using var storage = Fresh();
        using var log = storage.Create(TestFunction.Zdt1.Definition("random"))!;
        var running = new Trial { Number = 0, State = TrialState.Running, Point = [.. Enumerable.Range(0, 10).Select(i => i / 10.0)] };
        Assert.True(log.Commit([], [running]));
        var pruned = running with { State = TrialState.Pruned, Values = [double.NaN, 0.1], Steps = [new TrialStep(1, [1.0 / 3, double.NegativeInfinity]), new TrialStep(2, [double.NaN, 0.1])] };
        Assert.True(log.Commit([pruned], []));
        using var again = storage.Open("test")!;
        Assert.Equal(TrialText.Hash([pruned], TestFunction.Zdt1.Space), TrialText.Hash(again.ReadChanges(), TestFunction.Zdt1.Space));
    }

    [Fact]
    public virtual void Finished_and_new_trials_are_written_together_and_the_finished_ones_even_where_the_new_ones_are_not()
    {
        using var storage = Fresh();
        using var one = storage.Create(TestFunction.Mixed.Definition("random"))!;
        using var other = storage.Open("test")!;
        Assert.True(one.Commit([], [Running(0)]));
        Assert.True(other.Commit([], [Running(1)]));
        Assert.False(one.Commit([Running(0) with { State = TrialState.Complete, Values = [1] }], [Running(1), Running(2)]));
        Assert.Equal([TrialState.Complete, TrialState.Running], one.ReadChanges().Select(t => t.State));
        Assert.True(one.Commit([], [Running(2), Running(3) with { State = TrialState.Complete, Values = [3], SameAs = 0 }]));
        Assert.Equal([TrialState.Complete, TrialState.Running, TrialState.Running, TrialState.Complete], other.ReadChanges().Select(t => t.State));
    }

    [Fact]
    public virtual void Two_runners_share_a_study_and_make_the_trials_that_one_makes()
    {
        var alone = TestFunction.Mixed.Study("random", 200, seed: 7, lag: 4);
        using var storage = Fresh();
        storage.Create(TestFunction.Mixed.Definition("random", 200, seed: 7, lag: 4))!.Dispose();
        Parallel.For(0, 2, _ =>
        {
            using var log = storage.Open("test")!;
            var sampler = SamplerCatalogue.Make("random", new SamplerSetup { Space = TestFunction.Mixed.Space, Seed = 7 }).Sampler;
            new StudyRunner(log, sampler, null, TestFunction.Mixed, TimeProvider.System).Run(new StudyEffort { TrialCount = 200 });
        });
        using var reader = storage.Open("test")!;
        Assert.Equal(TrialText.Hash(alone, TestFunction.Mixed.Space), TrialText.Hash(reader.ReadChanges(), TestFunction.Mixed.Space));
    }

    protected static Trial Running(int number) => new() { Number = number, State = TrialState.Running, Point = [number * 0.1 + 0.01, 0.001, 1 + number, 2, 1] };
}

public sealed class MemoryStorageTests : StudyStorageContract
{
    protected override IStudyStorage Fresh() => new MemoryStorage();
}
