namespace PeakTrade.Studies.Tests.Running;

public class StudyRunnerTests
{
    [Fact]
    public void Equal_points_are_answered_from_the_first_of_them()
    {
        var asked = 0;
        var small = new TestFunction("small", new SearchSpace([Dimension.Integer("n", 0, 4)]), p =>
        {
            Interlocked.Increment(ref asked);
            return [p[0]];
        });
        var trials = small.Study("random", 50);
        Assert.Equal(5, asked);
        Assert.Equal(45, trials.Count(t => t.SameAs is not null));
        Assert.All(trials, t => Assert.Equal(t.Point[0], t.Values[0]));
    }

    [Fact]
    public void A_zero_has_no_sign_so_that_every_store_gives_back_what_it_was_given()
    {
        var negative = TestFunction.Branin with { Values = _ => [-0.0] };
        Assert.All(negative.Study("random", 3), t => Assert.False(double.IsNegative(t.Values[0])));
    }

    [Fact]
    public void Enqueued_points_come_first()
    {
        var definition = TestFunction.Branin.Definition("random", 4) with { Enqueued = [[1, 2], [3, 4]] };
        Assert.Equal([[1, 2], [3, 4]], Run(definition).Take(2).Select(t => t.Point));
    }

    [Fact]
    public void What_was_finished_before_a_cancellation_is_kept_and_the_rest_goes_on_as_if_nothing_had_been()
    {
        var whole = TestFunction.Branin.Study("random", 40, seed: 1, lag: 4);
        using var storage = new MemoryStorage();
        using var stop = new CancellationTokenSource();
        var told = 0;
        using (var log = storage.Create(TestFunction.Branin.Definition("random", 40, seed: 1, lag: 4))!)
        {
            Assert.Throws<OperationCanceledException>(() => Runner(log).Run(new StudyEffort { TrialCount = 40, Workers = 2 }, _ =>
            {
                if (++told == 15) stop.Cancel();
            }, stop.Token));
        }

        using var rest = storage.Open("test")!;
        var runner = Runner(rest);
        runner.Run(new StudyEffort { TrialCount = 40 });
        Assert.True(told >= 15);
        Assert.Equal(TrialText.Hash(whole, TestFunction.Branin.Space), TrialText.Hash(runner.Trials, TestFunction.Branin.Space));
    }

    [Fact]
    public void Trials_are_told_in_order_whichever_ends_first()
    {
        var slow = new TestFunction("slow", TestFunction.Branin.Space, p =>
        {
            Thread.Sleep(p[0] > 2 ? 10 : 1);
            return [p[0]];
        });
        using var storage = new MemoryStorage();
        using var log = storage.Create(slow.Definition("random", 30, lag: 8))!;
        var numbers = new List<int>();
        new StudyRunner(log, new RandomSampler(new SamplerSetup { Space = slow.Space }), null, slow, TimeProvider.System).Run(new StudyEffort { TrialCount = 30, Workers = 8 }, t => numbers.Add(t.Number));
        Assert.Equal(Enumerable.Range(0, 30), numbers);
    }

    [Fact]
    public void Relations_that_no_point_keeps_are_named()
    {
        var impossible = TestFunction.Branin with { Space = new SearchSpace(TestFunction.Branin.Space, relations: [ParameterRelation.Parse("x > 11")]) };
        Assert.Contains("x > 11", Assert.Throws<PeakTradeException>(() => impossible.Study("random", 1)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Trial> Run(StudyDefinition definition)
    {
        using var storage = new MemoryStorage();
        using var log = storage.Create(definition)!;
        var runner = Runner(log);
        runner.Run(new StudyEffort { TrialCount = definition.TrialCount });
        return runner.Trials;
    }

    private static StudyRunner Runner(IStudyLog log) =>
        new(log, new RandomSampler(new SamplerSetup { Space = log.Definition.Space, Seed = log.Definition.Seed }), null, TestFunction.Branin, TimeProvider.System);
}
