namespace PeakTrade.Studies.Tests;

/// <summary>A function with a known best, as the field measures its samplers on.</summary>
public sealed record TestFunction(string Name, SearchSpace Space, Func<double[], double[]> Values, int Objectives = 1) : IObjective
{
    public static TestFunction Branin { get; } = new("Branin", Box(("x", -5, 10), ("y", 0, 15)), p =>
    {
        var (x, y) = (p[0], p[1]);
        var curve = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return [curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x) + 10];
    });

    public static TestFunction Hartmann6 { get; } = new("Hartmann-6", Box([.. Enumerable.Range(0, 6).Select(i => ($"x{i}", 0.0, 1.0))]), p => [Hartmann(p)]);

    public static TestFunction Rosenbrock5 { get; } = new("Rosenbrock-5", Box([.. Enumerable.Range(0, 5).Select(i => ($"x{i}", -2.048, 2.048))]), p =>
    {
        var sum = 0.0;
        for (var i = 0; i < p.Length - 1; i++) sum += 100 * Square(p[i + 1] - p[i] * p[i]) + Square(1 - p[i]);
        return [sum];
    });

    /// <summary>A number, a logarithmic number, a whole number and two choices, which decide together how the numbers count. Its best is 0.</summary>
    public static TestFunction Mixed { get; } = new("Mixed", new SearchSpace(
        [
            Dimension.Real("x", -5, 5), Dimension.Real("rate", 1e-5, 1, log: true), Dimension.Integer("layers", 1, 8),
            Dimension.Categorical("kind", ["a", "b", "c", "d"]), Dimension.Categorical("deep", [false, true]),
        ]), p =>
    {
        double[] centre = [-3, 1, 2.5, 4];
        double[] cost = [0.8, 0.3, 0, 1.2];
        var kind = (int)p[3];
        var wanted = p[4] > 0 ? 6 : 3;
        return [0.3 * Square(p[0] - centre[kind]) + 0.5 * Square(Math.Log10(p[1]) + 3) + 0.15 * Square(p[2] - wanted) + cost[kind] + (p[4] > 0 ? 0 : 0.4)];
    });

    public static TestFunction Zdt1 { get; } = Zdt("ZDT1", (f, g) => 1 - Math.Sqrt(f / g));

    public static TestFunction Zdt2 { get; } = Zdt("ZDT2", (f, g) => 1 - Square(f / g));

    public static TestFunction Zdt3 { get; } = Zdt("ZDT3", (f, g) => 1 - Math.Sqrt(f / g) - f / g * Math.Sin(10 * Math.PI * f));

    public StudyDirection[] Directions => [.. Enumerable.Repeat(StudyDirection.Minimize, Objectives)];

    public TrialResult Evaluate(TrialRun run, CancellationToken cancel) => new() { Values = Values(run.Point) };

    /// <summary>A study of it in memory, all trials done.</summary>
    public IReadOnlyList<Trial> Study(string sampler, int trials = 100, long seed = 0, int lag = 1, int workers = 1)
    {
        var definition = Definition(sampler, trials, seed, lag);
        using var storage = new MemoryStorage();
        using var log = storage.Create(definition)!;
        var setup = new SamplerSetup { Space = Space, Directions = Directions, Seed = seed, TrialCount = trials };
        var runner = new StudyRunner(log, SamplerCatalogue.Make(sampler, setup).Sampler, null, this, TimeProvider.System);
        runner.Run(new StudyEffort { TrialCount = trials, Workers = workers });
        return runner.Trials;
    }

    /// <summary>The best value of such a study.</summary>
    public double Best(string sampler, int trials = 100, long seed = 0, int lag = 1) => Study(sampler, trials, seed, lag).Min(t => t.Values[0]);

    /// <summary>The median of the best values over seeds 0 to <paramref name="seeds"/> - 1.</summary>
    public double MedianBest(string sampler, int trials = 100, int seeds = 20, int lag = 1)
    {
        var bests = Enumerable.Range(0, seeds).AsParallel().Select(seed => Best(sampler, trials, seed, lag)).Order().ToArray();
        return (bests[(seeds - 1) / 2] + bests[seeds / 2]) / 2;
    }

    public StudyDefinition Definition(string sampler, int trials = 100, long seed = 0, int lag = 1, string name = "test") => new()
    {
        Name = name, Space = Space, Objectives = [.. Enumerable.Range(0, Objectives).Select(i => $"f{i}")], Directions = Directions,
        Sampler = sampler, Seed = seed, Lag = lag, TrialCount = trials,
    };

    private static TestFunction Zdt(string name, Func<double, double, double> shape) =>
        new(name, Box([.. Enumerable.Range(0, 10).Select(i => ($"x{i}", 0.0, 1.0))]), p =>
        {
            var g = 1 + p.Skip(1).Sum();
            return [p[0], g * shape(p[0], g)];
        }, Objectives: 2);

    private static SearchSpace Box(params (string Name, double Low, double High)[] sides) => new(sides.Select(s => Dimension.Real(s.Name, s.Low, s.High)));

    private static double Square(double x) => x * x;

    private static double Hartmann(double[] p)
    {
        double[] alpha = [1.0, 1.2, 3.0, 3.2];
        double[][] a = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
        double[][] c = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]];
        return -alpha.Select((weight, i) => weight * Math.Exp(-p.Select((x, j) => a[i][j] * Square(x - 1e-4 * c[i][j])).Sum())).Sum();
    }
}
