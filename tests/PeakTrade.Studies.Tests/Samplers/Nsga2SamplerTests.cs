namespace PeakTrade.Studies.Tests.Samplers;

public sealed class Nsga2SamplerTests() : SamplerContract("nsga2")
{
    // NSGA-II of Optuna 4.9 with its population of 50 reaches 0.655, 0.209 and 1.081; 0.877, 0.543 and 1.332 are possible.
    [Theory, InlineData("ZDT1", 0.86, 1), InlineData("ZDT1", 0.86, 4), InlineData("ZDT2", 0.53, 4), InlineData("ZDT3", 1.30, 4)]
    public void Fronts_are_found_within_2000_trials(string name, double least, int lag)
    {
        var function = name switch { "ZDT1" => TestFunction.Zdt1, "ZDT2" => TestFunction.Zdt2, _ => TestFunction.Zdt3 };
        var volumes = Enumerable.Range(0, 10).AsParallel().Select(seed => Hypervolume.Of([.. function.Study("nsga2", 2000, seed, lag).Select(t => t.Values)], [1.1, 1.1])).Order().ToArray();
        Assert.True((volumes[4] + volumes[5]) / 2 > least, $"median {(volumes[4] + volumes[5]) / 2}");
    }

    [Fact]
    public void One_objective_is_searched_as_well() => Assert.InRange(TestFunction.Branin.MedianBest("nsga2", 200, seeds: 10), 0.3978, 0.41);

    [Fact]
    public void Constraints_are_kept_in_the_end()
    {
        // The unconstrained front is (x, -x) along y = 0; the constraint moves it to y = 0.5.
        var function = new Constrained(p => [p[0], p[1] - p[0]], p => [0.5 - p[1]]);
        var trials = function.Study("nsga2(population=20)", 400);
        Assert.True(trials.Take(20).Count(t => t.IsFeasible) < 15);
        Assert.All(ParetoFront.Of(trials, function.Directions), t => Assert.InRange(t.Point[1], 0.5, 0.6));
        Assert.True(trials.Skip(300).Count(t => t.IsFeasible) > 50);
        Assert.True(trials.Skip(300).Average(t => Math.Abs(t.Point[1] - 0.5)) < 0.05);
    }

    [Fact]
    public void Choices_and_whole_numbers_are_found()
    {
        // The best is one of 4 x 9 x 101 points, and nothing leads to the right choice but trying it.
        var space = new SearchSpace([Dimension.Categorical("kind", ["a", "b", "c", "d"]), Dimension.Integer("n", 0, 8), Dimension.Integer("m", 0, 100)]);
        var function = new TestFunction("choices", space, p => [(p[0] == 2 ? 0 : 30) + Math.Abs(p[1] - 5) + Math.Abs(p[2] - 63)]);
        Assert.Equal(0, function.MedianBest("nsga2", 300, seeds: 10));
    }

    [Fact]
    public void More_is_better_where_the_user_says_so()
    {
        Trial[] down = [.. TestFunction.Zdt1.Study("nsga2", 100, seed: 3)];
        var up = Array.ConvertAll(down, t => t with { Values = [-t.Values[0], -t.Values[1]] });
        StudyDirection[] most = [StudyDirection.Maximize, StudyDirection.Maximize];
        var (one, other) = (new double[10], new double[10]);
        Make(TestFunction.Zdt1).Suggest(new TrialsSeen(down, 100, 100, TestFunction.Zdt1.Directions), 0, one);
        SamplerCatalogue.Make("nsga2", new SamplerSetup { Space = TestFunction.Zdt1.Space, Directions = most, Seed = 3, TrialCount = 60 }).Sampler.Suggest(new TrialsSeen(up, 100, 100, most), 0, other);
        Assert.Equal(one, other);
    }

    [Fact]
    public void Results_that_a_trial_may_not_see_change_nothing()
    {
        var done = TestFunction.Zdt1.Study("nsga2(population=10)", 100, seed: 1, lag: 4);
        var scrambled = done.Select(t => t.Number < 97 ? t : t with { Values = [-9, -9] }).ToArray();
        var (one, other) = (new double[10], new double[10]);
        Make(TestFunction.Zdt1).Suggest(new TrialsSeen([.. done], 97, 100, TestFunction.Zdt1.Directions), 0, one);
        Make(TestFunction.Zdt1).Suggest(new TrialsSeen(scrambled, 97, 100, TestFunction.Zdt1.Directions), 0, other);
        Assert.Equal(one, other);
    }

    [Fact]
    public void An_older_view_after_a_newer_one_gets_what_it_got_before()
    {
        Trial[] done = [.. TestFunction.Zdt1.Study("nsga2", 100, seed: 3)];
        var sampler = Make(TestFunction.Zdt1);
        double[] early = new double[10], late = new double[10], again = new double[10];
        sampler.Suggest(new TrialsSeen(done, 60, 60, TestFunction.Zdt1.Directions), 0, early);
        sampler.Suggest(new TrialsSeen(done, 100, 100, TestFunction.Zdt1.Directions), 0, late);
        sampler.Suggest(new TrialsSeen(done, 60, 60, TestFunction.Zdt1.Directions), 0, again);
        Assert.Equal(early, again);
    }

    private sealed class Constrained(Func<double[], double[]> values, Func<double[], double[]> constraints) : IObjective
    {
        private readonly SearchSpace _space = new([Dimension.Real("x", 0, 1), Dimension.Real("y", 0, 1)]);

        public StudyDirection[] Directions { get; } = [StudyDirection.Minimize, StudyDirection.Minimize];

        public TrialResult Evaluate(TrialRun run, CancellationToken cancel) => new() { Values = values(run.Point), Constraints = constraints(run.Point) };

        public IReadOnlyList<Trial> Study(string sampler, int trials)
        {
            using var storage = new MemoryStorage();
            using var log = storage.Create(new StudyDefinition { Name = "c", Space = _space, Objectives = ["f", "g"], Directions = Directions, Sampler = sampler, Lag = 1, TrialCount = trials })!;
            var setup = new SamplerSetup { Space = _space, Directions = Directions, TrialCount = trials, Constraints = 1 };
            var runner = new StudyRunner(log, SamplerCatalogue.Make(sampler, setup).Sampler, null, this, TimeProvider.System);
            runner.Run(new StudyEffort { TrialCount = trials });
            return runner.Trials;
        }
    }
}
