namespace PeakTrade.Studies.Tests.Pruners;

/// <summary>What every pruner promises. A pruner's tests derive from it and name the pruner as a user writes it.</summary>
public abstract class PrunerContract(string pruner)
{
    private const int Trials = 60;
    private static readonly double[] Odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.MaxValue];

    public static TheoryData<int> Objectives => [1, 2];

    [Theory, MemberData(nameof(Objectives))]
    public void It_answers_the_same_again_in_any_order_and_as_a_new_one(int objectives)
    {
        var questions = Questions(Study(objectives), objectives);
        var one = Make(objectives);
        var answers = questions.ConvertAll(q => one.ShouldStop(q.Seen, q.Steps));
        for (var i = questions.Count - 1; i >= 0; i--)
        {
            Assert.Equal(answers[i], one.ShouldStop(questions[i].Seen, questions[i].Steps));
            if (i % 17 == 0) Assert.Equal(answers[i], Make(objectives).ShouldStop(questions[i].Seen, questions[i].Steps));
        }
    }

    [Theory, MemberData(nameof(Objectives))]
    public void It_answers_the_same_to_eight_threads(int objectives)
    {
        var questions = Questions(Study(objectives), objectives);
        var (alone, shared) = (Make(objectives), Make(objectives));
        var answers = questions.ConvertAll(q => alone.ShouldStop(q.Seen, q.Steps));
        var asked = new bool[questions.Count];
        var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            for (var i = t; i < asked.Length; i += 8) asked[i] = shared.ShouldStop(questions[i].Seen, questions[i].Steps);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(answers, asked);
    }

    [Fact]
    public void Workers_change_nothing() =>
        Assert.Equal(
            TrialText.Hash(new LearningCurve(Seed: 2).Study(pruner, Trials, lag: 4), LearningCurve.Space),
            TrialText.Hash(new LearningCurve(Seed: 2).Study(pruner, Trials, lag: 4, workers: 8), LearningCurve.Space));

    [Fact]
    public void One_that_has_read_another_study_answers_as_a_new_one()
    {
        var (used, other) = (Make(1), Study(1, seed: 8));
        foreach (var (seen, steps) in Questions(other, 1)) used.ShouldStop(seen, steps);

        var fresh = Make(1);
        foreach (var (seen, steps) in Questions(Study(1), 1)) Assert.Equal(fresh.ShouldStop(seen, steps), used.ShouldStop(seen, steps));
        foreach (var (seen, steps) in Questions(other, 1).Where((_, i) => i % 17 == 0)) Assert.Equal(Make(1).ShouldStop(seen, steps), used.ShouldStop(seen, steps));
    }

    [Fact]
    public void Nothing_is_stopped_before_as_many_trials_are_finished_as_startup_says() =>
        Assert.DoesNotContain(new LearningCurve(Seed: 1).Study(With("startup=12"), Trials).Take(12), t => t.State == TrialState.Pruned);

    [Fact]
    public void One_trial_alone_is_not_stopped() =>
        Assert.DoesNotContain('S', new Bench(pruner).Asked(5, 4, 9, 9, 9, 9, 100, 100));

    [Theory, MemberData(nameof(Objectives))]
    public void One_that_is_the_best_at_every_step_goes_on(int objectives)
    {
        var trials = Study(objectives);
        var seen = Seen(trials, Trials, objectives);
        for (var end = 1; end <= LearningCurve.Steps; end++)
        {
            // The best in the first objective; the worst in the second, where there is one.
            var steps = Bench.Steps(Enumerable.Range(1, end).Select(s => Enumerable.Range(0, objectives).Select(o => o == 0 ? -10.0 - s : 10.0 + s).ToArray()));
            Assert.False(Make(objectives).ShouldStop(seen, steps));
        }
    }

    [Theory, MemberData(nameof(Objectives))]
    public void It_lives_with_values_that_are_no_numbers_failures_and_trials_without_steps(int objectives)
    {
        var trials = new List<Trial>();
        for (var number = 0; number < 40; number++)
        {
            var steps = Bench.Steps(Enumerable.Range(0, number % 9).Select(s => Enumerable.Range(0, objectives).Select(o => Odd[(number + 2 * s + o) % Odd.Length]).ToArray()));
            var state = (number % 4) switch { 0 => TrialState.Failed, 1 => TrialState.Pruned, _ => TrialState.Complete };
            trials.Add(new Trial { Number = number, State = state, Point = [], Steps = steps, Values = state == TrialState.Failed || steps.Length == 0 ? [] : steps[^1].Values });
        }

        var (one, other) = (Make(objectives), Make(objectives));
        for (var number = 0; number <= trials.Count; number++)
        {
            var seen = Seen(trials, number, objectives);
            Assert.False(one.ShouldStop(seen, []));
            for (var end = 1; end <= 8; end++)
            {
                var steps = Bench.Steps(Enumerable.Range(0, end).Select(s => Enumerable.Range(0, objectives).Select(o => Odd[(number + s + o) % Odd.Length]).ToArray()));
                Assert.Equal(one.ShouldStop(seen, steps), other.ShouldStop(seen, steps));
            }
        }
    }

    [Fact]
    public void Maximising_mirrors_minimising()
    {
        var less = new LearningCurve(Seed: 3).Study(pruner, Trials);
        var more = new LearningCurve(Seed: 3, Direction: StudyDirection.Maximize).Study(pruner, Trials);
        Assert.Equal(less.Select(t => (t.State, t.Steps.Count)), more.Select(t => (t.State, t.Steps.Count)));
    }

    [Fact]
    public void It_takes_several_objectives()
    {
        var trials = new LearningCurve(Seed: 4, Objectives: 2).Study(pruner, Trials);
        Assert.Contains(trials, t => t.State == TrialState.Complete);
        if (!pruner.StartsWith("threshold", StringComparison.Ordinal)) Assert.Contains(trials, t => t.State == TrialState.Pruned);
    }

    [Fact]
    public void Results_that_a_trial_may_not_see_change_nothing()
    {
        var trials = Study(1).ToArray();
        var hidden = trials.Select((t, i) => i < 40 ? t : t with { Steps = Bench.Steps(Enumerable.Repeat(new[] { -1e6 }, LearningCurve.Steps)), Values = [-1e6], State = TrialState.Complete }).ToArray();
        var (one, other) = (Make(1), Make(1));
        foreach (var trial in trials)
        {
            var known = new TrialsSeen(trials, 40, Trials, Minimize(1));
            var same = new TrialsSeen(hidden, 40, Trials, Minimize(1));
            Assert.Equal(one.ShouldStop(known, trial.Steps), other.ShouldStop(same, trial.Steps));
        }
    }

    [Theory, MemberData(nameof(Objectives))]
    public void Trials_answered_from_equal_ones_do_not_count_again(int objectives)
    {
        var trials = Study(objectives).ToArray();
        // The better half a second time.
        var best = trials.Where(t => t.State == TrialState.Complete).OrderBy(t => t.Values[0]).Take(Trials / 2);
        Trial[] twice = [.. trials, .. best.Select((t, i) => t with { Number = Trials + i, SameAs = t.Number })];
        var (one, other) = (Make(objectives), Make(objectives));
        var (seenOnce, seenTwice) = (new TrialsSeen(twice, Trials, twice.Length, Minimize(objectives)), new TrialsSeen(twice, twice.Length, twice.Length, Minimize(objectives)));
        foreach (var (_, steps) in Questions(Study(objectives, seed: 21), objectives)) Assert.Equal(one.ShouldStop(seenOnce, steps), other.ShouldStop(seenTwice, steps));
    }

    [Fact]
    public void An_option_that_it_does_not_have_is_refused() =>
        Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => Bench.Make(With("colour=red"))).Kind.Id);

    private string With(string option) => pruner.EndsWith(')') ? $"{pruner[..^1]}, {option})" : $"{pruner}({option})";

    private IPruner Make(int objectives) => Bench.Make(pruner, objectives, steps: LearningCurve.Steps, seed: 5);

    private IReadOnlyList<Trial> Study(int objectives, long seed = 5) => new LearningCurve(seed, Noise: 0.1, Objectives: objectives).Study(pruner, Trials);

    private static StudyDirection[] Minimize(int objectives) => new LearningCurve(Objectives: objectives).Directions;

    private static TrialsSeen Seen(IEnumerable<Trial> trials, int number, int objectives) => new([.. trials.Take(number)], number, number, Minimize(objectives));

    // What was asked while the study ran; a trial's questions share what it sees, as they do in a run.
    private static List<(TrialsSeen Seen, IReadOnlyList<TrialStep> Steps)> Questions(IReadOnlyList<Trial> trials, int objectives)
    {
        var board = trials.ToArray();
        var questions = new List<(TrialsSeen, IReadOnlyList<TrialStep>)>();
        foreach (var trial in trials)
        {
            var seen = new TrialsSeen(board, trial.Number, trial.Number, Minimize(objectives));
            for (var end = 1; end <= trial.Steps.Count; end++) questions.Add((seen, [.. trial.Steps.Take(end)]));
        }

        return questions;
    }
}

public sealed class MedianContract() : PrunerContract("median");

public sealed class PercentileContract() : PrunerContract("percentile(percentile=30, interval=2)");

public sealed class HalvingContract() : PrunerContract("asha");

public sealed class HyperbandContract() : PrunerContract("hyperband");

public sealed class PatientContract() : PrunerContract("patient(patience=2)");

public sealed class PatientWilcoxonContract() : PrunerContract("patient(then=wilcoxon)");

public sealed class ThresholdContract() : PrunerContract("threshold(lower=-1000, upper=1000)");

public sealed class WilcoxonContract() : PrunerContract("wilcoxon");
