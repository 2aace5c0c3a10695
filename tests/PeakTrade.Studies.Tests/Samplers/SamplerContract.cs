namespace PeakTrade.Studies.Tests.Samplers;

/// <summary>What every sampler promises. A sampler's tests derive from it and name the sampler as a user writes it.</summary>
public abstract class SamplerContract(string sampler, int trials = 60, bool takesSeveralObjectives = true)
{
    /// <summary>A sampler of the text under test.</summary>
    protected ISampler Make(TestFunction function, long seed = 3) =>
        SamplerCatalogue.Make(sampler, new SamplerSetup { Space = function.Space, Directions = function.Directions, Seed = seed, TrialCount = trials }).Sampler;

    public static TheoryData<string> Functions => ["Branin", "Mixed", "Narrow"];

    private static TestFunction Named(string name) => name switch
    {
        "Branin" => TestFunction.Branin,
        "Mixed" => TestFunction.Mixed,
        // Dimensions of one value, of two, on a grid, and steep on a logarithmic scale.
        _ => new TestFunction("Narrow", new SearchSpace(
            [Dimension.Integer("one", 7, 7), Dimension.Integer("two", 0, 1), Dimension.Real("grid", 0.1, 0.9, step: 0.2), Dimension.Integer("log", 1, 1_000_000, log: true), Dimension.Categorical("only", ["x"])]),
            p => [p[1] + p[2] + Math.Log(p[3])]),
    };

    [Theory, MemberData(nameof(Functions))]
    public void Every_value_is_one_that_its_dimension_takes(string name)
    {
        var function = Named(name);
        foreach (var trial in function.Study(sampler, trials, seed: 1))
        {
            for (var i = 0; i < function.Space.Count; i++) Assert.Equal(function.Space[i].Nearest(trial.Point[i]), trial.Point[i]);
        }
    }

    [Theory, MemberData(nameof(Functions))]
    public void A_new_sampler_goes_on_exactly_where_an_old_one_would(string name)
    {
        var function = Named(name);
        var done = function.Study(sampler, trials, seed: 3, lag: 3);
        var (board, old) = (new Trial[trials], Make(function));
        for (var number = 0; number < trials; number++)
        {
            var seen = new TrialsSeen(board, Math.Max(0, number - 2), number, function.Directions);
            var (byOld, byNew) = (new double[function.Space.Count], new double[function.Space.Count]);
            old.Suggest(seen, 0, byOld);
            if (number % 7 == 0)
            {
                Make(function).Suggest(seen, 0, byNew);
                Assert.Equal(byNew, byOld);
            }

            board[number] = done[number];
        }
    }

    [Fact]
    public void The_seed_decides()
    {
        var first = TestFunction.Branin.Study(sampler, trials, seed: 5);
        Assert.Equal(TrialText.Hash(first, TestFunction.Branin.Space), TrialText.Hash(TestFunction.Branin.Study(sampler, trials, seed: 5), TestFunction.Branin.Space));
        if (sampler != "grid") Assert.NotEqual(first[0].Point, TestFunction.Branin.Study(sampler, 1, seed: 6)[0].Point);
    }

    [Fact]
    public void Workers_change_nothing()
    {
        var one = TestFunction.Mixed.Study(sampler, trials, seed: 9, lag: 4);
        var eight = TestFunction.Mixed.Study(sampler, trials, seed: 9, lag: 4, workers: 8);
        Assert.Equal(TrialText.Hash(one, TestFunction.Mixed.Space), TrialText.Hash(eight, TestFunction.Mixed.Space));
    }

    [Fact]
    public void It_lives_with_values_that_are_no_numbers_infinities_and_failures()
    {
        var function = TestFunction.Branin with
        {
            Values = p => p[0] switch { < -2 => [double.NaN], < 0 => [double.PositiveInfinity], < 1 => [double.NegativeInfinity], < 3 => throw new InvalidOperationException("no"), _ => TestFunction.Branin.Values(p) },
        };
        var done = function.Study(sampler, trials, seed: 2);
        Assert.Equal(trials, done.Count);
        Assert.All(done, t => Assert.All(t.Point, x => Assert.True(double.IsFinite(x))));
    }

    [Fact]
    public void It_lives_with_nothing_but_failures()
    {
        var function = TestFunction.Branin with { Values = _ => [double.NaN] };
        Assert.All(function.Study(sampler, trials, seed: 2), t => Assert.Equal(TrialState.Failed, t.State));
    }

    [Fact]
    public void Relations_hold_for_every_trial()
    {
        var function = TestFunction.Branin with { Space = new SearchSpace(TestFunction.Branin.Space, relations: [ParameterRelation.Parse("x < y")]) };
        Assert.All(function.Study(sampler, trials, seed: 4), t => Assert.True(t.Point[0] < t.Point[1]));
    }

    [Fact]
    public void Several_objectives_are_searched_or_refused_in_words()
    {
        if (takesSeveralObjectives) Assert.Equal(trials, TestFunction.Zdt1.Study(sampler, trials).Count);
        else Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => TestFunction.Zdt1.Study(sampler, trials)).Kind.Id);
    }

    [Fact]
    public void An_option_that_it_does_not_have_is_refused() =>
        Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => TestFunction.Branin.Study($"{sampler}(colour=red)", 1)).Kind.Id);
}

public sealed class RandomSamplerTests() : SamplerContract("random");
