using System.Globalization;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>What a test starts as a process of its own: a worker on a stored study, which says each trial that it sees finished.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var address, var name, var trials]) return 2;
        using var storage = StudyStorage.Open(address);
        using var log = storage.Open(name)!;
        // Long enough for each process to claim one trial at a time, and so to share the study.
        Everything.Work(log, int.Parse(trials, CultureInfo.InvariantCulture), trial => Console.WriteLine(trial.Number), pauseMilliseconds: 3);
        Console.WriteLine("done");
        return 0;
    }
}

/// <summary>An objective whose trials fail, are pruned, break constraints, give infinities and facts: all that a store must keep.</summary>
internal sealed class Everything(int pauseMilliseconds) : IObjective, IPruner
{
    public static SearchSpace Space { get; } = new(
        [Dimension.Real("x", -5, 5), Dimension.Real("rate", 1e-5, 1, log: true), Dimension.Integer("n", 1, 9, step: 2), Dimension.Categorical("kind", ["a", "b", true, 2L, 2.5])],
        new ParameterSet([new("fixed", 3L)]));

    public static StudyDefinition Definition(int trials, string name = "test") => new()
    {
        Name = name, Space = Space, Objectives = ["f"], Directions = [StudyDirection.Minimize], Sampler = "random", Steps = 3, Seed = 11, TrialCount = trials, Enqueued = [[1, 0.5, 3, 2]],
    };

    /// <summary>The study in memory, by this process alone.</summary>
    public static string HashAlone(int trials)
    {
        using var storage = new MemoryStorage();
        using var log = storage.Create(Definition(trials))!;
        return TrialText.Hash(Work(log, trials), Space);
    }

    public static IReadOnlyList<Trial> Work(IStudyLog log, int trials, Action<Trial>? onFinished = null, int pauseMilliseconds = 0)
    {
        var everything = new Everything(pauseMilliseconds);
        var runner = new StudyRunner(log, new RandomSampler(new SamplerSetup { Space = log.Definition.Space, Seed = log.Definition.Seed }), everything, everything, TimeProvider.System);
        runner.Run(new StudyEffort { TrialCount = trials }, onFinished);
        return runner.Trials;
    }

    public bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps) => steps[^1].Values[0] > 4;

    public TrialResult Evaluate(TrialRun run, CancellationToken cancel)
    {
        var x = run.Point[0];
        if (pauseMilliseconds > 0) Thread.Sleep(run.Number % 7 == 0 ? 2 * pauseMilliseconds : pauseMilliseconds);
        if (x < -4.5) throw new InvalidOperationException("x is \"too\" small");
        for (var step = 0; step < 3; step++)
        {
            if (run.Report(step == 0 ? double.NaN : x + step)) break;
        }

        return new TrialResult
        {
            Values = [x switch { > 2.9 => double.PositiveInfinity, < -4 => double.NaN, < -3.5 => double.NegativeInfinity, > 0 and < 0.5 => -0.0, _ => x * 0.1 }],
            Constraints = [x - 1, double.NegativeInfinity], Attributes = [new("twice", $"{(long)(2 * x)}"), new("list", "[1,\"é\"]")],
        };
    }
}
