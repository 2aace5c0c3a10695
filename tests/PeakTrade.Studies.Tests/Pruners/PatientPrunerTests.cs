namespace PeakTrade.Studies.Tests.Pruners;

public class PatientPrunerTests
{
    private static Bench With(string pruner) => new Bench(pruner).Complete(1, 1, 1, 1, 1, 1).Complete(1, 1, 1, 1, 1, 1).Complete(1, 1, 1, 1, 1, 1);

    [Fact]
    public void It_waits_while_a_trial_gets_better() => Assert.Equal("......", With("patient(patience=1)").Asked(9, 8, 7, 6, 5, 4));

    [Fact]
    public void It_stops_after_patience_and_one_steps_that_were_no_better() => Assert.Equal("....S.", With("patient(patience=2)").Asked(9, 8, 8, 8, 8.5, 7));

    [Fact]
    public void An_improvement_must_be_more_than_delta()
    {
        Assert.Equal("...", With("patient(patience=0)").Asked(9, 8.9, 8.8));
        Assert.Equal(".SS", With("patient(patience=0, delta=0.5)").Asked(9, 8.9, 8.8));
    }

    [Fact]
    public void What_no_longer_gets_better_goes_on_where_the_other_pruner_lets_it() => Assert.Equal("......", With("patient(patience=0)").Asked(1, 1, 1, 1, 1, 1));

    [Fact]
    public void NaN_does_not_get_better() => Assert.Equal(".SSS", With("patient(patience=0)").Asked(double.NaN, double.NaN, double.NaN, double.NaN));

    [Fact]
    public void With_several_objectives_getting_better_in_one_is_enough()
    {
        var bench = new Bench("patient(patience=0, startup=1)", objectives: 2).Add(TrialState.Complete, [0, 0], [0, 0], [0, 0]);
        Assert.Equal("..S", bench.Asked([9, 9], [9, 8], [9, 8]));
    }

    [Fact]
    public void Other_options_are_those_of_the_other_pruner()
    {
        Assert.Equal("...S", With("patient(patience=0, then=median, warmup=3)").Asked(2, 2, 2, 2));
        Assert.True(Bench.Make("patient(then=wilcoxon, p=0.05)").ComparesSegments);
        Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => Bench.Make("patient(then=median, p=0.05)")).Kind.Id);
        Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => Bench.Make("patient(then=patient)")).Kind.Id);
    }
}
