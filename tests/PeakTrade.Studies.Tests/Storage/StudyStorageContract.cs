namespace PeakTrade.Studies.Tests.Storage;

/// <summary>What every storage promises. A storage's tests derive from it.</summary>
public abstract class StudyStorageContract
{
    /// <summary>A storage with nothing in it.</summary>
    protected abstract IStudyStorage Fresh();

    [Fact]
    public void A_name_is_given_once()
    {
        using var storage = Fresh();
        using var first = storage.Create(TestFunction.Branin.Definition("random"));
        Assert.NotNull(first);
        Assert.Null(storage.Create(TestFunction.Branin.Definition("random", seed: 2)));
        Assert.Equal(0, Assert.Single(storage.List()).Seed);
    }

    [Fact]
    public void A_name_that_nobody_gave_opens_nothing()
    {
        using var storage = Fresh();
        Assert.Null(storage.Open("nobody"));
    }

    [Fact]
    public void What_was_written_comes_back_as_it_was()
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
    public void A_number_is_claimed_once()
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
    public void Others_see_what_has_changed_since_they_looked()
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
    public void A_trial_that_was_given_back_is_taken_over_by_one()
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
    public void Two_runners_share_a_study_and_make_the_trials_that_one_makes()
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

    private static Trial Running(int number) => new() { Number = number, State = TrialState.Running, Point = [number * 0.1 + 0.01, 0.001, 1 + number, 2, 1] };
}

public sealed class MemoryStorageTests : StudyStorageContract
{
    protected override IStudyStorage Fresh() => new MemoryStorage();
}
