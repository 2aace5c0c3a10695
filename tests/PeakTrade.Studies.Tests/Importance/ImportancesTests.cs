namespace PeakTrade.Studies.Tests.Importance;

public class ImportancesTests
{
    private static SearchSpace Cube(int sides) => new(Enumerable.Range(0, sides).Select(i => Dimension.Real($"x{i}", 0, 1)));

    [Fact]
    public void A_sum_has_the_shares_of_its_terms_variances()
    {
        // The variance of a*x is a*a/12, so the shares are 9, 4 and 1 of 14.
        var shares = Shares(new("sum", Cube(6), p => [3 * p[0] + 2 * p[1] + p[2]]), 1000);
        Assert.Equal(9 / 14.0, shares["x0"], 0.03);
        Assert.Equal(4 / 14.0, shares["x1"], 0.03);
        Assert.Equal(1 / 14.0, shares["x2"], 0.03);
        Assert.All(["x3", "x4", "x5"], name => Assert.InRange(shares[name], 0, 0.001));
        Assert.Equal(1, shares.Values.Sum(), 12);
    }

    [Fact]
    public void The_shares_of_Ishigami_are_those_of_its_first_order_indices()
    {
        // sin a + 7 sin^2 b + 0.1 c^4 sin a on [-pi, pi]: S_a = 0.3139, S_b = 0.4424, S_c = 0 (Saltelli et al. 2008), of which shares are made.
        var space = new SearchSpace(new[] { "a", "b", "c" }.Select(name => Dimension.Real(name, -Math.PI, Math.PI)));
        var shares = Shares(new("Ishigami", space, p => [Math.Sin(p[0]) + 7 * Math.Pow(Math.Sin(p[1]), 2) + 0.1 * Math.Pow(p[2], 4) * Math.Sin(p[0])]), 1000);
        Assert.Equal(0.3139 / 0.7563, shares["a"], 0.07);
        Assert.Equal(0.4424 / 0.7563, shares["b"], 0.07);
        Assert.InRange(shares["c"], 0, 0.05);
    }

    [Fact]
    public void What_has_no_effect_comes_last_with_100_trials_already()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var importances = Importances.Of(new TestFunction("one of two", Cube(3), p => [5 * p[1] + 2 * p[2]]).Study("random", 100, seed), Cube(3), StudyDirection.Minimize);
            Assert.Equal(["x1", "x2", "x0"], importances.Select(i => i.Parameter));
        }
    }

    [Fact]
    public void A_choice_that_decides_everything_comes_first()
    {
        // Neither the order of the choices nor their number matters: b is best, c is worst.
        var space = new SearchSpace([Dimension.Real("x", 0, 1), Dimension.Categorical("kind", ["a", "b", "c", "d"])]);
        var shares = Shares(new("choice", space, p => [new[] { 5.0, 0, 9, 2 }[(int)p[1]] + 0.5 * p[0]]), 100);
        Assert.InRange(shares["kind"], 0.97, 1);
    }

    // Optuna 4.9.0, PedAnovaImportanceEvaluator on the very same 1,000 trials: x0 0.650, x1 0.280, x2 0.060, the rest below 0.01; Branin y 0.887. It measures what divides
    // the best tenth from the rest rather than the spread; on a linear function that comes to nearly the same, on Branin x has a far greater part in the spread.
    [Fact]
    public void On_a_linear_function_it_agrees_with_another_measure()
    {
        var trials = Lattice(Cube(6), 1000, p => 3 * p[0] + 2 * p[1] + p[2]);
        var importances = Importances.Of(trials, Cube(6), StudyDirection.Minimize);
        Assert.Equal(["x0", "x1", "x2"], importances.Take(3).Select(i => i.Parameter));
        Assert.Equal(0.650, importances[0].Importance, 0.04);
        Assert.Equal(0.280, importances[1].Importance, 0.04);
        Assert.Equal(0.060, importances[2].Importance, 0.04);
    }

    [Fact]
    public void A_tree_has_the_variances_that_adding_up_its_boxes_gives()
    {
        var space = Cube(3);
        var samples = TrialSamples.Of(TestFunction.Branin with { Space = space, Values = p => [Math.Sin(7 * p[0]) + p[1] * p[2]] } is var f ? f.Study("random", 40) : [], space, StudyDirection.Minimize, 0);
        var tree = new RegressionTree(samples, 1);
        tree.Grow([.. Enumerable.Repeat(1, 40)]);
        var shares = new double[3];
        new TreeMarginals(tree, 3).AddShares(shares);

        // The plain way: what the tree says at each place of a lattice of boxes between all cuts, averaged over two dimensions for each place of the third.
        var cuts = Enumerable.Range(0, 3).Select(d => Enumerable.Range(0, tree.Leaves).Select(l => tree.Bounds[(l * 3 + d) * 2]).Append(1).Distinct().Order().ToArray()).ToArray();
        var cells = from i in Enumerable.Range(0, cuts[0].Length - 1) from j in Enumerable.Range(0, cuts[1].Length - 1) from k in Enumerable.Range(0, cuts[2].Length - 1) select new[] { i, j, k };
        var said = cells.Select(c => (At: c, Volume: Enumerable.Range(0, 3).Aggregate(1.0, (v, d) => v * Width(d, c[d])), Value: Foretold(c))).ToArray();
        var mean = said.Sum(c => c.Volume * c.Value);
        var all = said.Sum(c => c.Volume * Math.Pow(c.Value - mean, 2));
        for (var d = 0; d < 3; d++)
        {
            var alone = said.GroupBy(c => c.At[d]).Sum(g => Width(d, g.Key) * Math.Pow(g.Sum(c => c.Volume * c.Value) / Width(d, g.Key) - mean, 2));
            Assert.Equal(alone / all, shares[d], 9);
        }

        double Width(int d, int at) => cuts[d][at + 1] - cuts[d][at];

        double Foretold(int[] cell)
        {
            var leaf = Enumerable.Range(0, tree.Leaves).Single(l => Enumerable.Range(0, 3).All(d => tree.Bounds[(l * 3 + d) * 2] <= cuts[d][cell[d]] && tree.Bounds[(l * 3 + d) * 2 + 1] >= cuts[d][cell[d] + 1]));
            return tree.Means[leaf];
        }
    }

    [Fact]
    public void A_tree_foretells_every_sample_that_it_grew_from()
    {
        var space = TestFunction.Branin.Space;
        var trials = TestFunction.Branin.Study("random", 60);
        var samples = TrialSamples.Of(trials, space, StudyDirection.Minimize, 0);
        var tree = new RegressionTree(samples, 1);
        tree.Grow([.. Enumerable.Repeat(1, 60)]);
        Assert.Equal(60, tree.Leaves);
        for (var i = 0; i < 60; i++)
        {
            var leaf = Enumerable.Range(0, tree.Leaves).Single(l => Enumerable.Range(0, 2).All(d => tree.Bounds[(l * 2 + d) * 2] <= samples.Columns[d][i] && samples.Columns[d][i] < tree.Bounds[(l * 2 + d) * 2 + 1]));
            Assert.Equal(samples.Losses[i], tree.Means[leaf]);
        }
    }

    [Fact]
    public void A_disaster_does_not_hide_what_matters_everywhere_else()
    {
        var function = new TestFunction("disaster", Cube(2), p => p[1] > 0.99 ? [p[1] > 0.995 ? double.PositiveInfinity : 1e9] : [p[0]]);
        Assert.InRange(Shares(function, 300)["x0"], 0.6, 1);
    }

    [Fact]
    public void The_direction_is_no_matter_but_for_disasters()
    {
        var down = TestFunction.Mixed.Study("random", 200);
        var up = down.Select(t => t with { Values = [-t.Values[0]] }).ToArray();
        Assert.Equal(Importances.Of(down, TestFunction.Mixed.Space, StudyDirection.Minimize), Importances.Of(up, TestFunction.Mixed.Space, StudyDirection.Maximize));
    }

    [Fact]
    public void Each_objective_has_its_own()
    {
        var trials = TestFunction.Zdt1.Study("random", 300);
        Assert.Equal("x0", Importances.Of(trials, TestFunction.Zdt1.Space, StudyDirection.Minimize, 0)[0].Parameter);
        Assert.InRange(Importances.Of(trials, TestFunction.Zdt1.Space, StudyDirection.Minimize, 1).Single(i => i.Parameter == "x5").Importance, 0.03, 0.2);
    }

    [Fact]
    public void A_parameter_of_one_value_has_none()
    {
        var space = new SearchSpace([Dimension.Integer("one", 7, 7), Dimension.Real("x", 0, 1), Dimension.Categorical("only", ["x"])]);
        var importances = Importances.Of(new TestFunction("x", space, p => [p[1]]).Study("random", 30), space, StudyDirection.Minimize);
        Assert.Equal([new("x", 1), new("one", 0), new("only", 0)], importances);
    }

    [Fact]
    public void Too_few_trials_or_equal_ones_say_nothing()
    {
        Assert.Empty(Importances.Of(TestFunction.Branin.Study("random", 9), TestFunction.Branin.Space, StudyDirection.Minimize));
        Assert.NotEmpty(Importances.Of(TestFunction.Branin.Study("random", 10), TestFunction.Branin.Space, StudyDirection.Minimize));
        Assert.Empty(Importances.Of((TestFunction.Branin with { Values = _ => [0.1] }).Study("random", 50), TestFunction.Branin.Space, StudyDirection.Minimize));
    }

    private static Dictionary<string, double> Shares(TestFunction function, int trials) =>
        Importances.Of(function.Study("random", trials, seed: 1), function.Space, StudyDirection.Minimize).ToDictionary(i => i.Parameter, i => i.Importance);

    // The points of Kronecker's sequence with the roots of the primes, so that any other program can make the same trials.
    private static Trial[] Lattice(SearchSpace space, int count, Func<double[], double> value)
    {
        double[] primes = [2, 3, 5, 7, 11, 13];
        return [.. Enumerable.Range(0, count).Select(n =>
        {
            double[] point = [.. space.Select((d, i) => d.FromUnit((n + 1) * (Math.Sqrt(primes[i]) % 1) % 1))];
            return new Trial { Number = n, State = TrialState.Complete, Point = point, Values = [value(point)] };
        })];
    }
}
