namespace PeakTrade.Studies.Tests.Pruners;

public class ThresholdPrunerTests
{
    [Theory]
    [InlineData("threshold(upper=2)", "..S.", 1.0, 2.0, 2.1, -9.0)]
    [InlineData("threshold(lower=0)", "..SS", 1.0, 0.0, -0.1, double.NaN)]
    [InlineData("threshold(lower=0, upper=2)", ".SSS", 1.0, -1.0, 3.0, double.PositiveInfinity)]
    [InlineData("threshold(lower=0, warmup=2)", "..S.", -1.0, -1.0, -1.0, 5.0)]
    [InlineData("threshold(lower=0, interval=2)", "S.S.", -1.0, -1.0, -1.0, -1.0)]
    public void Values_outside_stop_a_trial_and_NaN_does(string pruner, string decisions, params double[] steps)
    {
        Assert.Equal(decisions, new Bench(pruner).Asked(steps));
        Assert.Equal(decisions, new Bench(pruner, direction: StudyDirection.Maximize).Asked(steps));
    }

    [Fact]
    public void Of_several_objectives_one_is_limited()
    {
        Assert.Equal(".S", new Bench("threshold(lower=0)", objectives: 2).Asked([1, -1], [-1, 1]));
        Assert.Equal("S.", new Bench("threshold(lower=0, objective=2)", objectives: 2).Asked([1, -1], [-1, 1]));
    }

    [Theory]
    [InlineData("threshold")]
    [InlineData("threshold(lower=2, upper=1)")]
    [InlineData("threshold(lower=x)")]
    [InlineData("threshold(lower=1, objective=2)")]
    public void Limits_that_make_no_sense_are_refused(string text) =>
        Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => Bench.Make(text)).Kind.Id);
}
