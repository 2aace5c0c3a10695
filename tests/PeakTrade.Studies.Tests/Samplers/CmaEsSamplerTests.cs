using PeakTrade.Studies.CmaEs;

namespace PeakTrade.Studies.Tests.Samplers;

public sealed class CmaEsSamplerTests() : SamplerContract("cmaes", trials: 60, takesSeveralObjectives: false)
{
    // Hansen's tutorial code takes some 900 and 2,200 values in 5 dimensions for such a precision; bounds, rounding and the random start are given half as many more.
    [Theory]
    [InlineData(0, 1, 1300)]
    [InlineData(6, 1, 3300)]
    [InlineData(0, 4, 1300)]
    [InlineData(6, 4, 3300)]
    public void It_reaches_the_bottom_of_an_ellipsoid_as_fast_as_is_published(int magnitudes, int lag, int trials)
    {
        var ellipsoid = new TestFunction("ellipsoid", new SearchSpace(Enumerable.Range(0, 5).Select(i => Dimension.Real($"x{i}", -5, 5))),
            p => [p.Select((x, i) => Math.Pow(10, magnitudes * i / 4.0) * (x - 0.7) * (x - 0.7)).Sum()]);
        Assert.InRange(ellipsoid.MedianBest("cmaes", trials, seeds: 5, lag: lag), 0, 1e-8);
    }

    [Fact]
    public void Turned_axes_are_learnt() => Assert.InRange(TestFunction.Rosenbrock5.MedianBest("cmaes", 3000, seeds: 5), 0, 1e-6);

    [Fact]
    public void Whole_numbers_are_found_exactly()
    {
        var whole = new TestFunction("whole", new SearchSpace([.. Enumerable.Range(0, 4).Select(i => Dimension.Integer($"n{i}", 1, 60)), Dimension.Real("x", 0, 1)]),
            p => [p.Take(4).Select((n, i) => Math.Abs(n - 11 * (i + 1))).Sum() + Math.Abs(p[4] - 0.3)]);
        Assert.InRange(whole.MedianBest("cmaes", 600, seeds: 5), 0, 1e-2);
    }

    [Fact]
    public void Choices_beside_the_numbers_are_learnt() => Assert.InRange(TestFunction.Mixed.MedianBest("cmaes", 500, seeds: 9), 0, 0.41);

    [Fact]
    public void It_starts_anew_where_nothing_is_gained_any_more()
    {
        // One narrow hole in many wide ones: a single descent mostly ends in a wide one.
        var holes = new TestFunction("holes", new SearchSpace([Dimension.Real("x", -5, 5), Dimension.Real("y", -5, 5)]), p => [p.Sum(x => x * x - 10 * Math.Cos(2 * Math.PI * x) + 10)]);
        Assert.InRange(holes.MedianBest("cmaes", 4000, seeds: 7), 0, 1e-6);
    }

    [Fact]
    public void A_view_that_sees_less_than_the_last_one_is_answered_as_if_it_were_the_first()
    {
        var function = TestFunction.Branin;
        Trial[] done = [.. function.Study("cmaes", 80, seed: 3)];
        var (used, fresh, one, other) = (Make(function), Make(function), new double[2], new double[2]);
        used.Suggest(new TrialsSeen(done, 70, 70, function.Directions), 0, one);
        used.Suggest(new TrialsSeen(done, 40, 40, function.Directions), 0, one);
        fresh.Suggest(new TrialsSeen(done, 40, 40, function.Directions), 0, other);
        Assert.Equal(other, one);
        Assert.Equal(done[40].Point, one);
    }

    [Fact]
    public void Trials_rank_by_kept_constraints_then_by_what_became_of_them()
    {
        static Trial Of(int number, TrialState state, double[] values, params double[] constraints) => new() { Number = number, State = state, Point = [0], Values = values, Constraints = constraints };
        Trial[] trials =
        [
            Of(0, TrialState.Failed, []), Of(1, TrialState.Complete, [1], 2), Of(2, TrialState.Pruned, [-9]), Of(3, TrialState.Complete, [5], 0), Of(4, TrialState.Complete, [-3], 1), Of(5, TrialState.Complete, [4], -1),
        ];
        var seen = new TrialsSeen(trials, 6, 6, [StudyDirection.Minimize]);
        var ranked = Enumerable.Range(0, 6).Select(n => Standing.Of(seen, n)).ToArray();
        Array.Sort(ranked, Standing.Compare);
        Assert.Equal([5, 3, 4, 1, 2, 0], ranked.Select(r => r.Number));
    }

    [Fact]
    public void Axes_of_a_matrix_make_the_matrix_again()
    {
        double[] matrix = [4, 1, -2, 0.5, 1, 3, 0, 1e-9, -2, 0, 5, 2, 0.5, 1e-9, 2, 6];
        var (values, vectors) = SymmetricMatrix.Axes(matrix, 4);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                Assert.Equal(matrix[i * 4 + j], Enumerable.Range(0, 4).Sum(k => vectors[i * 4 + k] * values[k] * vectors[j * 4 + k]), 1e-13);
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, 4).Sum(k => vectors[k * 4 + i] * vectors[k * 4 + j]), 1e-13);
            }
        }
    }
}
