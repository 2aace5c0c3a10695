namespace PeakTrade.Studies.Tests.Pruners;

public class HalvingPrunerTests
{
    [Fact]
    public void Rungs_are_min_steps_and_from_there_each_reduction_times_as_many()
    {
        Assert.Equal("S..S....", Asked("asha"));
        Assert.Equal("S.S.....", Asked("asha(reduction=3)"));
        Assert.Equal(".S.S...S", Asked("asha(reduction=2, min=2)"));

        static string Asked(string pruner) => new Bench(pruner).Complete(1, 1, 1, 1, 1, 1, 1, 1).Asked(2, 2, 2, 2, 2, 2, 2, 2);
    }

    // Optuna 4.9's SuccessiveHalvingPruner(1, 4) on the first rung, after trials that reached 1, 2, ..., n; this one counts a fourth where the newcomer makes them a multiple of four.
    [Theory]
    [InlineData(3, ".SSS")]
    [InlineData(7, "..SS")]
    [InlineData(11, "...S")]
    public void It_decides_as_optuna_does(int others, string decisions)
    {
        var bench = new Bench("asha");
        for (var value = 1; value <= others; value++) bench.Pruned(value);
        Assert.Equal(decisions, string.Concat(new[] { 0.5, 1.5, 2.5, 3.5 }.Select(v => bench.Asked(v))));
    }

    [Fact]
    public void Between_multiples_the_share_is_rounded_up()
    {
        var bench = new Bench("asha").Complete(1).Complete(2).Complete(3).Complete(4);
        Assert.Equal(".", bench.Asked(1.5));
        Assert.Equal("S", bench.Asked(2.5));
    }

    [Fact]
    public void Pruned_trials_count_and_failed_ones_do_not()
    {
        var bench = new Bench("asha").Add(TrialState.Failed, 1);
        Assert.Equal(".", bench.Asked(2));
        Assert.Equal("S", bench.Pruned(1).Asked(2));
    }

    [Fact]
    public void The_best_of_all_steps_so_far_counts()
    {
        var bench = new Bench("asha(min=2)").Complete(1, 5).Complete(9, 9).Complete(9, 9);
        Assert.Equal(".S", bench.Asked(2, 2));
        Assert.Equal("..", bench.Asked(0.5, 7));
    }

    [Fact]
    public void NaN_is_worse_than_any_number()
    {
        Assert.Equal("S", new Bench("asha").Complete(1).Asked(double.NaN));
        Assert.Equal(".", new Bench("asha").Complete(double.NaN).Asked(1e300));
    }

    [Fact]
    public void With_several_objectives_trials_are_ordered_by_how_many_dominate_them()
    {
        var bench = new Bench("asha(reduction=2)", objectives: 2).Add(TrialState.Complete, [[1, 3]]).Add(TrialState.Pruned, [[3, 1]]).Add(TrialState.Pruned, [[4, 4]]);
        Assert.Equal(".", bench.Asked([[2, 2]]));
        Assert.Equal("S", bench.Asked([[3.5, 3.5]]));
        Assert.Equal("S", bench.Asked([[2, 4]]));
    }
}
