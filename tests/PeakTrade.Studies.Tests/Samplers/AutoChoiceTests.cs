namespace PeakTrade.Studies.Tests.Samplers;

public sealed class AutoSamplerTests() : SamplerContract("auto", trials: 25);

public class AutoChoiceTests
{
    private static readonly SearchSpace Numbers = new([Dimension.Real("x", 0, 1), Dimension.Integer("n", 1, 100)]);
    private static readonly SearchSpace Small = new([Dimension.Integer("n", 1, 10), Dimension.Categorical("kind", ["a", "b"])]);
    private static readonly SearchSpace Mostly = new([.. Enumerable.Range(0, 3).Select(i => Dimension.Real($"x{i}", 0, 1)), Dimension.Categorical("kind", ["a", "b"])]);
    private static readonly SearchSpace Wide = new(Enumerable.Range(0, 80).Select(i => Dimension.Real($"x{i}", 0, 1)));

    [Theory]
    [InlineData("numbers", 100, 1, "gp", "with 100 trials of 2 parameters a Gaussian process learns most from each")]
    [InlineData("numbers", 1000, 1, "cmaes", "all parameters are numbers, and 1000 trials of 2 parameters are enough for CMA-ES to learn the shape")]
    [InlineData("wide", 100, 1, "cmaes", "all parameters are numbers, and 100 trials of 80 parameters are enough for CMA-ES to learn the shape")]
    [InlineData("small", 19, 1, "gp", "with 19 trials of 2 parameters a Gaussian process learns most from each")]
    [InlineData("small", 20, 1, "grid", "there are only 20 points, and 20 trials can try them all")]
    [InlineData("mixed", 1000, 1, "tpe", "2 of 5 parameters are choices, and 1000 trials are more than a Gaussian process is good for")]
    [InlineData("mostly", 1000, 1, "cmaes", "most parameters are numbers, and 1000 trials of 4 parameters are enough for CMA-ES to learn the shape")]
    [InlineData("numbers", 100, 2, "gp", "there are 2 objectives and only 100 trials, and a Gaussian process learns most from few")]
    [InlineData("numbers", 1000, 2, "nsga2", "there are 2 objectives, and 1000 trials are enough for generations of them")]
    public void The_sampler_is_chosen_by_the_space_and_the_trials_and_says_why(string space, int trials, int objectives, string name, string reason)
    {
        var setup = new SamplerSetup
        {
            Space = space switch { "numbers" => Numbers, "small" => Small, "wide" => Wide, "mostly" => Mostly, _ => TestFunction.Mixed.Space },
            TrialCount = trials,
            Directions = [.. Enumerable.Repeat(StudyDirection.Maximize, objectives)],
        };
        Assert.Equal((name, reason), AutoChoice.Of(setup));
    }

    [Fact]
    public void A_study_is_told_the_name_of_what_was_chosen()
    {
        var chosen = SamplerCatalogue.Make("auto", new SamplerSetup { Space = Numbers });
        Assert.Equal("gp", chosen.Name);
        Assert.NotNull(chosen.Reason);
        Assert.Null(SamplerCatalogue.Make("gp", new SamplerSetup { Space = Numbers }).Reason);
    }
}
