using PeakTrade.Engine;

namespace PeakTrade.Reports.Tests;

/// <summary>Studies with made-up trials: random points of a smooth function, with a little noise.</summary>
internal static class SampleStudy
{
    public static readonly StudyParameter Fast = new() { Name = "fast_window", Low = 5, High = 40 };
    public static readonly StudyParameter Slow = new() { Name = "slow_window", Low = 20, High = 200 };
    public static readonly StudyParameter Threshold = new() { Name = "threshold", Low = 1e-4, High = 1e-1, Log = true };
    public static readonly StudyParameter Average = new() { Name = "average", Choices = ["sma", "ema", "wma"] };

    public static readonly OverfittingReport Doubtful = new()
    {
        Trials = 300, ProbabilisticSharpe = 0.984, DeflatedSharpe = 0.613, SharpeByLuck = 0.87, BacktestOverfitting = 0.31, MinimumBacktestYears = 7.4, BacktestYears = 6.8, SuperiorAbility = 0.041, RealityCheck = null,
        Verdict = "Be careful: 300 trials find an annual Sharpe ratio of 0.87 by luck alone, and the best one found is 1.31. The chance that it is more than luck is 61 %.",
    };

    /// <summary>A strategy's windows, a threshold and a choice, by the Sharpe ratio.</summary>
    public static ParameterStudy Sharpe(int trials = 300, bool steps = false)
    {
        var made = new List<StudyTrial>();
        for (var k = 0; k < trials; k++)
        {
            var random = new KeyedRandom(42, k);
            // Later trials are drawn nearer to the best place, as a sampler's are.
            var focus = Math.Min(0.8, 1.2 * k / trials);
            double Near(double best) => random.NextDouble() < focus ? Math.Clamp(best + 0.15 * random.NextNormal(), 0, 1) : random.NextDouble();
            var (u, v, w) = (Near(0.35), Near(0.6), Near(0.7));
            var average = random.NextDouble() < focus ? 1 : random.NextInt(3);
            var parameters = Set(("fast_window", 5L + (long)(u * 35)), ("slow_window", 20L + (long)(v * 180)), ("threshold", Math.Pow(10, -4 + 3 * w)), ("average", Average.Choices[average]), ("use_stop", true));
            var value = 1.4 - 3 * Square(u - 0.35) - 2 * Square(v - 0.6) - 1.2 * Square(w - 0.7) - 0.8 * (u - 0.35) * (v - 0.6) - (average == 1 ? 0 : 0.25) + 0.06 * random.NextNormal();
            made.Add(Trial(k, parameters, value, steps, ref random));
        }

        var best = made.Where(t => t.State == TrialState.Complete).MaxBy(t => t.Value);
        return Of(made, [Fast, Slow, Threshold, Average]) with
        {
            Name = "btc_ma_sharpe", Symbol = "BTC/EUR", Path = "data/btc_eur_1d.csv", Sampler = "tpe", SamplerReason = "4 parameters, one of them a choice, and 300 trials planned.", Pruner = steps ? "median(startup=5)" : null,
            Storage = "studies.db", BestTrial = best, Overfitting = Doubtful with { Trials = trials }, Constraints = ["trades >= 30"],
            Importances = [new("fast_window", 0.46), new("slow_window", 0.31), new("threshold", 0.17), new("average", 0.06)],
        };
    }

    /// <summary>Return against drawdown, and turnover where three are wanted.</summary>
    public static ParameterStudy Front(int objectives = 2, int trials = 200)
    {
        var made = new List<StudyTrial>();
        for (var k = 0; k < trials; k++)
        {
            var random = new KeyedRandom(7, k);
            var (u, v) = (random.NextDouble(), random.NextDouble());
            double[] values = [0.4 * u - 0.2 * Square(v - 0.4) + 0.02 * random.NextNormal(), 0.05 + 0.35 * u * u + 0.2 * v * v, 10 + 200 * v * (1 - u)];
            made.Add(new StudyTrial { Study = "s", Number = k, Strategy = "ma_crossover", State = TrialState.Complete, Parameters = Set(("leverage", 0.5 + u), ("speed", v)), Values = values[..objectives], Constraints = [v > 0.9 ? 0.2 : -1] });
        }

        StudyDirection[] directions = [StudyDirection.Maximize, StudyDirection.Minimize, StudyDirection.Minimize];
        var feasible = made.Where(t => t.IsFeasible).ToList();
        var front = feasible.Where(t => !feasible.Exists(o => Enumerable.Range(0, objectives).All(i => Sign(i) * o.Values[i] <= Sign(i) * t.Values[i]) && Enumerable.Range(0, objectives).Any(i => Sign(i) * o.Values[i] < Sign(i) * t.Values[i]))).ToList();
        return Of(made, []) with
        {
            Name = "return_and_drawdown", Objectives = new[] { "total_return", "max_drawdown", "turnover" }[..objectives], Directions = directions[..objectives], Sampler = "nsga2",
            ParetoFront = front, BestTrial = front.MaxBy(t => t.Values[0]), Constraints = ["exposure <= 0.9"],
        };

        int Sign(int i) => directions[i] == StudyDirection.Maximize ? -1 : 1;
    }

    /// <summary>Trials of one parameter with these values; a trial without one has failed.</summary>
    public static ParameterStudy OfValues(params double?[] values)
    {
        var made = values.Select((value, k) => new StudyTrial
        {
            Study = "s", Number = k, Strategy = "ma_crossover", State = value is null ? TrialState.Failed : TrialState.Complete, Parameters = Set(("x", k / 10.0), ("y", (long)(k * 7 % 11))),
            Values = value is { } number ? [number] : [], Error = value is null ? "It threw <b>here</b>." : null,
        }).ToList();
        return Of(made, []) with { BestTrial = made.Where(t => t.Value is not null).MinBy(t => t.Value), Directions = [StudyDirection.Minimize], Objectives = ["loss"] };
    }

    /// <summary>A study of these trials and nothing more.</summary>
    public static ParameterStudy Of(IReadOnlyList<StudyTrial> trials, IReadOnlyList<StudyParameter> searched) => new(() => trials)
    {
        Name = "sample", Strategy = "ma_crossover", Objectives = ["sharpe"], Directions = [StudyDirection.Maximize], Searched = searched, Sampler = "random", Seed = 42, Lag = 1, TrialCount = trials.Count,
        Complete = trials.Count(t => t.State == TrialState.Complete), Pruned = trials.Count(t => t.State == TrialState.Pruned), Failed = trials.Count(t => t.State == TrialState.Failed), Hash = "0f3a",
    };

    public static ParameterSet Set(params (string Name, object Value)[] values) => new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    public static string Page(ParameterStudy study)
    {
        using var text = new StringWriter { NewLine = "\n" };
        StudyReport.Write(study, text);
        return text.ToString();
    }

    private static StudyTrial Trial(int k, ParameterSet parameters, double value, bool steps, ref KeyedRandom random)
    {
        var trial = new StudyTrial
        {
            Study = "btc_ma_sharpe", Number = k, Strategy = "ma_crossover", State = TrialState.Complete, Parameters = parameters, Values = [value], Constraints = [k % 23 == 5 ? 4 : -12],
            Path = "data/btc_eur_1d.csv", Symbol = "BTC/EUR", Duration = TimeSpan.FromMilliseconds(k), Metrics = new Dictionary<string, double> { ["trades"] = 40 },
        };
        if (k % 40 == 17) return trial with { State = TrialState.Failed, Values = [], Error = "Strategy.TooFewBars: The strategy needs more bars than the data hold." };
        if (!steps) return trial;

        var reached = new List<StudyStep>();
        for (var step = 1; step <= 12; step++)
        {
            reached.Add(new StudyStep(step, [value * (1 - Math.Exp(-step / 3.0)) + 0.05 * random.NextNormal()]));
            if (k > 10 && step >= 3 && value < 0.9 && random.NextDouble() < 0.4) return trial with { State = TrialState.Pruned, Values = [], Steps = reached };
        }

        return trial with { Steps = reached };
    }

    private static double Square(double x) => x * x;
}
