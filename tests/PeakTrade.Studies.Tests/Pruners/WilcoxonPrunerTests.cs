namespace PeakTrade.Studies.Tests.Pruners;

public class WilcoxonPrunerTests
{
    private static readonly double[] Best = [0.1, 0.3, 0.2, 0.5, 0.4, 0.6, 0.2, 0.1, 0.3, 0.45];

    // Decisions of Optuna 4.9's WilcoxonPruner on the same best trial and steps.
    [Theory]
    [InlineData("...SSSSSSS", 0.2, 0.45, 0.31, 0.52, 0.53, 0.68, 0.31, 0.15, 0.39, 0.5)]
    [InlineData("........SS", 0.2, 0.2, 0.3, 0.4, 0.45, 0.9, 0.15, 0.3, 0.4, 0.6)]
    [InlineData("......SSSS", 0.05, 0.5, 0.6, 0.7, 0.3, 0.61, 0.33, 0.3, 0.5, 0.2)]
    public void It_decides_as_optuna_does(string decisions, params double[] steps)
    {
        Assert.Equal(decisions, new Bench("wilcoxon", steps: 10).Complete([.. Best.Select(v => v + 1)]).Complete(Best).Asked(steps));
        Assert.Equal(decisions, new Bench("wilcoxon", steps: 10, direction: StudyDirection.Maximize).Complete([.. Best.Select(v => -v)]).Asked([.. steps.Select(v => -v)]));
    }

    [Fact]
    public void Pairs_with_a_side_that_is_no_finite_number_are_left_out()
    {
        var bench = new Bench("wilcoxon").Complete(1, double.NaN, 1, 1, 1, 1);
        Assert.Equal("....SS", bench.Asked(2, 2, 2.5, 3, 3.5, double.PositiveInfinity));
        Assert.Equal("......", bench.Asked(double.NaN, double.NaN, double.NaN, 9, 9, 9));
    }

    [Fact]
    public void The_best_is_a_complete_trial_that_keeps_the_constraints()
    {
        var bench = new Bench("wilcoxon").Pruned(0, 0, 0, 0, 0).Add(TrialState.Failed, 0, 0, 0, 0, 0);
        bench.Add(new Trial { Number = 0, State = TrialState.Complete, Point = [], Values = [0], Constraints = [1], Steps = Bench.Steps([[0], [0], [0], [0], [0]]) });
        Assert.Equal(".....", bench.Asked(1, 2, 3, 4, 5));
        Assert.Equal("...SS", bench.Complete(0, 0, 0, 0, 0).Asked(1, 2, 3, 4, 5));
    }

    [Fact]
    public void With_several_objectives_one_rival_must_be_better_in_every_objective()
    {
        var rivals = new Bench("wilcoxon", objectives: 2)
            .Add(TrialState.Complete, [0, 5], [0, 5], [0, 5], [0, 5])
            .Add(TrialState.Complete, [5, 0], [5, 0], [5, 0], [5, 0]);
        Assert.Equal("....", rivals.Asked([1, 1], [2, 2], [3, 3], [4, 4]));
        Assert.Equal("...S", rivals.Asked([1, 6], [2, 7], [3, 8], [4, 9]));
    }

    [Fact]
    public void A_smaller_p_stops_later()
    {
        var steps = new double[] { 1, 2, 3, 4, 5, 6, 7 };
        Assert.Equal("...SSSS", new Bench("wilcoxon").Complete(0, 0, 0, 0, 0, 0, 0).Asked(steps));
        Assert.Equal(".....SS", new Bench("wilcoxon(p=0.02)").Complete(0, 0, 0, 0, 0, 0, 0).Asked(steps));
        Assert.Equal(".......", new Bench("wilcoxon(p=0)").Complete(0, 0, 0, 0, 0, 0, 0).Asked(steps));
    }
}
