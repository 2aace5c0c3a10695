namespace PeakTrade.Studies.Tests;

public class ConstraintTextTests
{
    private static readonly Metrics Run = new() { Trades = 30, MaxDrawdown = -0.25, Exposure = 0.5 };

    [Theory]
    [InlineData("trades >= 30", 0)]
    [InlineData("trades>=40", 10)]
    [InlineData("30 <= trades", 0)]
    [InlineData("Trades > 30", double.Epsilon)]
    [InlineData("trades < 30", double.Epsilon)]
    [InlineData("trades <= 20", 10)]
    [InlineData("max_drawdown > -0.5", -0.25)]
    [InlineData("MaxDrawdown > -0.125", 0.125)]
    [InlineData("exposure <= 0.5", 0)]
    [InlineData("0.25 > exposure", 0.25)]
    [InlineData("sharpe > -100", double.PositiveInfinity)]
    [InlineData("sharpe < 100", double.PositiveInfinity)]
    public void What_is_broken_is_above_0(string text, double violation) => Assert.Equal(violation, ConstraintText.Parse(text).Violation(Run));

    [Theory]
    [InlineData(" 0.5>=Exposure", "exposure <= 0.5")]
    [InlineData("max_drawdown > -0.20", "max_drawdown > -0.2")]
    public void A_constraint_is_kept_in_one_form(string text, string kept) => Assert.Equal(kept, ConstraintText.Parse(text).ToString());

    [Fact]
    public void All_faults_of_the_constraints_come_at_once()
    {
        var thrown = Assert.Throws<PeakTradeException>(() => ConstraintText.ParseAll(["trades", "trads >= 30", "trades == 30", "max_drawdown > -20%", "trades => 3", "sharpe > sortino", "1 < 2", "trades > nan", ""]));
        Assert.Same(FaultCatalogue.ArgumentObjective, thrown.Kind);
        var figures = string.Join(", ", MetricFigures.Names);
        const string Form = "Write a figure, one of >=, >, <= and <, and a number: trades >= 30.";
        Assert.Equal(
            [
                $"\"trades\" is no constraint. {Form}",
                $"There is no figure \"trads\"; there are {figures}. Did you mean \"trades\"?",
                $"\"trades == 30\" is no constraint. {Form}",
                "The constraint \"max_drawdown > -20%\" holds max_drawdown against \"-20%\", which is no number. Write 20 % as 0.2.",
                $"\"trades => 3\" is no constraint. {Form}",
                "The constraint \"sharpe > sortino\" holds sharpe against \"sortino\", which is no number. Write it like trades >= 30.",
                $"There is no figure \"2\"; there are {figures}.",
                "The constraint \"trades > nan\" holds trades against \"nan\", which is no number. Write it like trades >= 30.",
                $"\"\" is no constraint. {Form}",
            ],
            thrown.Faults.Select(f => f.ToString()));
    }
}
