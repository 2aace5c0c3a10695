using System.Diagnostics;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Environments;
using PeakTrade.Studies;
using PeakTrade.Studies.Tests;

namespace PeakTrade.Benchmarks;

/// <summary>How good the samplers are: what they find with a given number of trials, over 20 seeds, beside what Optuna finds.</summary>
internal static class StudyQuality
{
    private const int Seeds = 20;
    private const int Trials = 100;
    private const int FrontTrials = 2000;
    private static readonly double[] Corner = [1.1, 1.1];
    private static readonly TestFunction[] Functions = [TestFunction.Branin, TestFunction.Hartmann6, TestFunction.Rosenbrock5, TestFunction.Mixed];
    private static readonly TestFunction[] Fronts = [TestFunction.Zdt1, TestFunction.Zdt2, TestFunction.Zdt3];

    // Measured on 2026-11-21 with Optuna 4.9.0 (Python 3.11, NumPy 1.24) on the same functions: create_study(sampler=...(seed=s)).optimize(f, n_trials=100), seeds 0 to 19,
    // one trial after another; median, lower and upper quartile of the best value (numpy.quantile).
    private static readonly (string Sampler, Spread[] Found)[] OptunaFound =
    [
        ("Optuna RandomSampler", [new(0.778, 0.534, 1.134), new(-2.123, -2.390, -2.015), new(92.75, 64.44, 114.0), new(0.733, 0.531, 0.848)]),
        ("Optuna TPESampler", [new(0.448, 0.427, 0.501), new(-2.996, -3.114, -2.840), new(18.29, 10.13, 26.50), new(0.046, 0.019, 0.268)]),
        ("Optuna TPESampler(multivariate=True)", [new(0.482, 0.420, 0.522), new(-3.004, -3.128, -2.831), new(11.86, 8.973, 14.20), new(0.053, 0.019, 0.404)]),
        ("Optuna NSGAIISampler", [new(0.830, 0.534, 1.125), new(-1.998, -2.321, -1.677), new(77.90, 50.17, 99.77), new(0.655, 0.501, 0.959)]),
    ];

    // The same with directions=["minimize", "minimize"] and n_trials=2000: hypervolume of all trials to (1.1, 1.1). Its TPE took minutes a study and was run with seeds 0 to 2.
    private static readonly (string Sampler, Spread?[] Found)[] OptunaFronts =
    [
        ("Optuna RandomSampler", [new(0, 0, 0), new(0, 0, 0), new(0.072, 0.045, 0.109)]),
        ("Optuna NSGAIISampler (population 50)", [new(0.655, 0.633, 0.685), new(0.209, 0.193, 0.239), new(1.081, 1.025, 1.135)]),
        ("Optuna NSGAIISampler(population_size=10), 3 seeds", [new(0.756, 0.725, 0.777), null, null]),
        ("Optuna TPESampler, 3 seeds", [new(0.510, 0.470, 0.543), null, null]),
    ];

    public static int Run(bool write)
    {
        var text = new StringBuilder(BenchmarkPage.Heading(HostEnvironmentInfo.GetCurrent()));
        AppendTable(text, $"best of {Trials} trials", Functions, Variants(), (function, sampler, lag) => Found(function, sampler, lag, Trials, trials => trials.Where(t => t.HasValues).Min(t => t.Values[0])),
            [.. OptunaFound.Select(row => (row.Sampler, row.Found.Select(f => (Spread?)f).ToArray()))], [0.398, -3.322, 0, 0]);
        text.Append('\n');
        AppendTable(text, $"hypervolume after {FrontTrials} trials", Fronts, FrontVariants(), (function, sampler, lag) => Found(function, sampler, lag, FrontTrials, t => Hypervolume.Of([.. t.Select(x => x.Values)], Corner)),
            OptunaFronts, [0.877, 0.543, 1.332]);
        text.Append('\n');
        AppendSpeed(text);
        Console.Write(text);
        if (write) BenchmarkPage.Write(nameof(StudyQuality), text.ToString());
        return 0;
    }

    private static IEnumerable<string> Variants() => SamplerCatalogue.Names.SelectMany(name => name == "tpe" ? new[] { name, "tpe(multivariate=false)" } : [name]);

    private static IEnumerable<string> FrontVariants()
    {
        string[] wanted = ["random", "sobol", "nsga2", "nsga2(population=50)", "tpe"];
        return wanted.Where(text => SamplerCatalogue.Names.Contains(text.Split('(')[0]));
    }

    private static void AppendTable(StringBuilder text, string what, TestFunction[] functions, IEnumerable<string> samplers, Func<TestFunction, string, int, Spread?> measure, (string Sampler, Spread?[] Found)[] optuna, double[] possible)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {what}: median (quartiles) | lag |{string.Concat(functions.Select(f => $" {f.Name} |"))}\n|---|---:|{string.Concat(functions.Select(_ => "---:|"))}\n");
        foreach (var sampler in samplers)
        {
            var one = Array.ConvertAll(functions, f => measure(f, sampler, 1));
            var four = Array.ConvertAll(functions, f => measure(f, sampler, StudyRunner.DefaultLag));
            if (one.SequenceEqual(four))
            {
                AppendRow(text, $"`{sampler}`", "any", one);
                continue;
            }

            AppendRow(text, $"`{sampler}`", "1", one);
            AppendRow(text, $"`{sampler}`", StudyRunner.DefaultLag.ToString(CultureInfo.InvariantCulture), four);
        }

        foreach (var (sampler, found) in optuna) AppendRow(text, sampler, "1", found);
        text.Append(CultureInfo.InvariantCulture, $"| what is possible | |{string.Concat(possible.Select(p => $" {p.ToString(CultureInfo.InvariantCulture)} |"))}\n");
    }

    private static void AppendRow(StringBuilder text, string sampler, string lag, Spread?[] found) =>
        text.Append(CultureInfo.InvariantCulture, $"| {sampler} | {lag} |{string.Concat(found.Select(f => f is { } spread ? $" {spread} |" : " |"))}\n");

    // Nothing where the sampler does not take the space: its refusal is an answer.
    private static Spread? Found(TestFunction function, string sampler, int lag, int trials, Func<IReadOnlyList<Trial>, double> judge)
    {
        try
        {
            function.Study(sampler, 1);
        }
        catch (PeakTradeException)
        {
            return null;
        }

        var found = Enumerable.Range(0, Seeds).AsParallel().Select(seed => judge(function.Study(sampler, trials, seed, lag))).Order().ToArray();
        return new Spread(Quantile(found, 0.5), Quantile(found, 0.25), Quantile(found, 0.75));
    }

    private static void AppendSpeed(StringBuilder text)
    {
        text.Append("| on one thread, median of 20 | |\n|---|---:|\n");
        foreach (var sampler in FrontVariants())
        {
            var rate = FrontTrials / MedianSeconds(seed => TestFunction.Zdt1.Study(sampler, FrontTrials, seed));
            text.Append(CultureInfo.InvariantCulture, $"| `{sampler}`: trials/s in memory, ZDT1, {FrontTrials} trials | {rate:#,0} |\n");
        }

        var trials = TestFunction.Hartmann6.Study("random", 1000);
        var seconds = MedianSeconds(_ => Importances.Of(trials, TestFunction.Hartmann6.Space, StudyDirection.Minimize));
        text.Append(CultureInfo.InvariantCulture, $"| importances of 6 parameters from 1,000 trials | {seconds * 1000:0.0} ms |\n");
    }

    private static double MedianSeconds(Func<int, object> work)
    {
        work(0);
        return Quantile([.. Enumerable.Range(0, Seeds).Select(seed =>
        {
            var started = Stopwatch.GetTimestamp();
            work(seed);
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }).Order()], 0.5);
    }

    // Between the two nearest, as NumPy does by default.
    private static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    private readonly record struct Spread(double Median, double Lower, double Upper)
    {
        public override string ToString() => $"{Shown(Median)} ({Shown(Lower)} to {Shown(Upper)})";

        private static string Shown(double value) => value.ToString(Math.Abs(value) < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);
    }
}
