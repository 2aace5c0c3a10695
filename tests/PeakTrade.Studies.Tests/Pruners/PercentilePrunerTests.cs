namespace PeakTrade.Studies.Tests.Pruners;

public class PercentilePrunerTests
{
    private static readonly double[][] Nine = [[9, 8, 7], [1, 2, 3], [4, 4, 4], [6, 5, 2], [3, 6, 9], [8, 1, 5], [2, 7, 1], [7, 3, 8], [5, 9, 6]];

    // Decisions of Optuna 4.9's MedianPruner(0) and PercentilePruner(25, 0) on the same nine trials and steps.
    [Theory]
    [InlineData("median", "SSS", 5.5, 5.5, 5.5)]
    [InlineData("median", "...", 5.0, 5.5, 6.0)]
    [InlineData("median", "S..", 6.0, 4.0, 6.0)]
    [InlineData("median", "...", 3.5, 2.0, 9.0)]
    [InlineData("median", "SS.", 9.0, 9.0, 1.0)]
    [InlineData("percentile", "SSS", 5.0, 5.5, 6.0)]
    [InlineData("percentile", "...", 3.0, 3.0, 3.5)]
    [InlineData("percentile", "S..", 3.5, 2.0, 9.0)]
    [InlineData("percentile", "...", 2.0, 9.0, 9.0)]
    [InlineData("percentile", "SSS", 4.0, 3.5, 3.5)]
    [InlineData("percentile", "SS.", 9.0, 9.0, 1.0)]
    public void It_decides_as_optuna_does(string pruner, string decisions, params double[] steps)
    {
        var (less, more) = (new Bench(pruner), new Bench(pruner, direction: StudyDirection.Maximize));
        foreach (var trial in Nine)
        {
            less.Complete(trial);
            more.Complete([.. trial.Select(v => -v)]);
        }

        Assert.Equal(decisions, less.Asked(steps));
        Assert.Equal(decisions, more.Asked([.. steps.Select(v => -v)]));
    }

    [Fact]
    public void Of_an_even_number_more_than_half_must_be_better()
    {
        var bench = new Bench("median").Complete(1).Complete(2).Complete(3).Complete(4);
        Assert.Equal(".", bench.Asked(2.9));
        Assert.Equal(".", bench.Asked(3));
        Assert.Equal("S", bench.Asked(3.1));
    }

    [Fact]
    public void Only_complete_trials_that_keep_the_constraints_are_compared_with()
    {
        var bench = new Bench("median(startup=1)").Complete(5).Pruned(1).Pruned(1).Add(TrialState.Failed, 1).Add(TrialState.Failed, 1);
        bench.Add(new Trial { Number = 0, State = TrialState.Complete, Point = [], Values = [1], Constraints = [0.1], Steps = Bench.Steps([[1]]) });
        Assert.Equal(".", bench.Asked(4));
        Assert.Equal("S", bench.Asked(6));
    }

    [Fact]
    public void It_waits_for_startup_and_warmup_and_asks_at_intervals()
    {
        var bench = new Bench("median(startup=2, warmup=2, interval=3)").Complete(1, 1, 1, 1, 1, 1, 1, 1);
        Assert.Equal("........", bench.Asked(2, 2, 2, 2, 2, 2, 2, 2));
        Assert.Equal("..S..S..", bench.Complete(1, 1, 1, 1, 1, 1, 1, 1).Asked(2, 2, 2, 2, 2, 2, 2, 2));
    }

    [Fact]
    public void By_default_it_asks_at_every_twentieth_of_the_steps()
    {
        var bench = new Bench("median", steps: 40).Complete(1, 1, 1, 1).Complete(1, 1, 1, 1).Complete(1, 1, 1, 1);
        Assert.Equal("S.S.", bench.Asked(2, 2, 2, 2));
    }

    [Fact]
    public void NaN_is_worse_than_any_number_on_either_side()
    {
        var bench = new Bench("median").Complete(1).Complete(2).Complete(double.NaN);
        Assert.Equal("S", bench.Asked(double.NaN));
        Assert.Equal(".", bench.Asked(1.5));
        Assert.Equal("S", bench.Asked(2.5));
        Assert.Equal(".", new Bench("median").Complete(1).Complete(double.NaN).Complete(double.NaN).Asked(double.NaN));
    }

    // Dominated by none: (0,5) (2,2) (5,0); (3,3) by one; (4,4) by two, (6,6) by all five.
    [Theory]
    [InlineData(".", 1, 4)]
    [InlineData(".", -1, 100)]
    [InlineData(".", 2, 3)]
    [InlineData("S", 3, 4)]
    [InlineData("S", 5, 5)]
    [InlineData("S", 7, 7)]
    public void With_several_objectives_trials_are_ordered_by_how_many_dominate_them(string decision, double first, double second)
    {
        var bench = new Bench("median", objectives: 2);
        foreach (double[] values in new double[][] { [0, 5], [2, 2], [5, 0], [3, 3], [4, 4], [6, 6] }) bench.Add(TrialState.Complete, [values]);
        Assert.Equal(decision, bench.Asked([[first, second]]));
    }

    [Theory]
    [InlineData("median(percentile=3)")]
    [InlineData("percentile(percentile=101)")]
    [InlineData("median(interval=0)")]
    [InlineData("median(startup=-1)")]
    public void Options_out_of_bounds_are_refused(string text) =>
        Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => Bench.Make(text)).Kind.Id);
}
