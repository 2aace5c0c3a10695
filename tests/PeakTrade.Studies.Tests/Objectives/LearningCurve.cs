using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests;

/// <summary>
/// A noisy learning curve, as pruners are measured on. After step s of 100 it has reached (x - 0.3)^2 + (y - 0.7)^2 + s^-rate, and noise of a standard deviation of
/// <paramref name="Noise"/> drawn anew at each step from the seed and the trial's number. A low rate is slow: curves cross, so what is bad early may be good in the end. The value is that of the last step. A second
/// objective has its best elsewhere: (x - 0.8)^2 + (y - 0.2)^2 in place of the first two terms.
/// </summary>
public sealed record LearningCurve(long Seed = 0, double Noise = 0.02, int Objectives = 1, StudyDirection Direction = StudyDirection.Minimize) : IObjective
{
    public const int Steps = 100;
    private const long NoiseStream = 1000;

    public static SearchSpace Space { get; } = new([Dimension.Real("x", 0, 1), Dimension.Real("y", 0, 1), Dimension.Real("rate", 0.2, 1)]);

    public StudyDirection[] Directions => [.. Enumerable.Repeat(Direction, Objectives)];

    public TrialResult Evaluate(TrialRun run, CancellationToken cancel)
    {
        var values = new double[Objectives];
        for (var step = 1; step <= Steps; step++)
        {
            values = ValuesAt(run.Number, run.Point, step);
            if (run.Report(values)) break;
        }

        return new() { Values = values };
    }

    public double[] ValuesAt(int trial, double[] point, int step)
    {
        var values = new double[Objectives];
        for (var i = 0; i < values.Length; i++)
        {
            var (bestX, bestY) = i == 0 ? (0.3, 0.7) : (0.8, 0.2);
            var (fromX, fromY) = (point[0] - bestX, point[1] - bestY);
            var noise = new KeyedRandom(Seed, trial, NoiseStream + 2 * step + i).NextNormal();
            var loss = fromX * fromX + fromY * fromY + Math.Pow(step, -point[2]) + Noise * noise;
            values[i] = Direction == StudyDirection.Minimize ? loss : -loss;
        }

        return values;
    }

    /// <summary>A study of it by the random sampler, all trials done.</summary>
    public IReadOnlyList<Trial> Study(string pruner, int trials = 100, int lag = 1, int workers = 1)
    {
        var definition = new StudyDefinition
        {
            Name = "curve", Space = Space, Objectives = [.. Enumerable.Range(0, Objectives).Select(i => $"f{i}")], Directions = Directions,
            Sampler = "random", Pruner = pruner, Steps = Steps, Seed = Seed, Lag = lag, TrialCount = trials,
        };
        using var storage = new MemoryStorage();
        using var log = storage.Create(definition)!;
        var setup = new PrunerSetup { Directions = Directions, Seed = Seed, Steps = Steps, TrialCount = trials };
        var runner = new StudyRunner(log, new RandomSampler(new SamplerSetup { Space = Space, Seed = Seed }), PrunerCatalogue.Make(pruner, setup), this, TimeProvider.System);
        runner.Run(new StudyEffort { TrialCount = trials, Workers = workers });
        return runner.Trials;
    }
}
