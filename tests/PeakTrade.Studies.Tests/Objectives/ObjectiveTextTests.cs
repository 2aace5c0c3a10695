using System.Text.Json;

namespace PeakTrade.Studies.Tests;

public class ObjectiveTextTests
{
    [Fact]
    public void Every_number_of_a_run_is_a_figure_of_its_own_name()
    {
        var properties = typeof(Metrics).GetProperties().Where(p => p.PropertyType != typeof(string)).ToArray();
        // A number at the end is parted too, as in stats.json: value_at_risk_95.
        string[] names = [.. properties.Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name).Replace("95", "_95", StringComparison.Ordinal))];
        Assert.Equal(names.Order(), MetricFigures.Names.Order());
        var metrics = new Metrics();
        for (var i = 0; i < properties.Length; i++) properties[i].SetValue(metrics, properties[i].PropertyType == typeof(int) ? i + 1 : (object)(i + 1.5));
        for (var i = 0; i < properties.Length; i++) Assert.Equal(properties[i].PropertyType == typeof(int) ? i + 1 : i + 1.5, MetricFigures.Get(metrics, names[i]));
    }

    [Theory]
    [InlineData("sharpe", "sharpe", StudyDirection.Maximize)]
    [InlineData(" Sharpe ", "sharpe", StudyDirection.Maximize)]
    [InlineData("max_drawdown", "max_drawdown", StudyDirection.Maximize)]
    [InlineData("MaxDrawdown", "max_drawdown", StudyDirection.Maximize)]
    [InlineData("VOLATILITY", "volatility", StudyDirection.Minimize)]
    [InlineData("ValueAtRisk95", "value_at_risk_95", StudyDirection.Maximize)]
    public void A_figure_has_its_own_direction(string text, string figure, StudyDirection direction) =>
        Assert.Equal(new ObjectiveText(figure, direction), ObjectiveText.Parse(text));

    [Fact]
    public void A_direction_that_is_given_wins() =>
        Assert.Equal([new("sharpe", StudyDirection.Minimize), new("trades", StudyDirection.Maximize), new("cagr", StudyDirection.Maximize)],
            ObjectiveText.ParseAll(["sharpe", "trades", "cagr"], [StudyDirection.Minimize, StudyDirection.Maximize, null]));

    [Theory]
    [InlineData("sharp", "Did you mean \"sharpe\"?")]
    [InlineData("drawdown_max", "")]
    [InlineData("", "")]
    public void An_unknown_figure_is_refused_with_what_was_meant(string text, string action)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => ObjectiveText.Parse(text));
        Assert.Same(FaultCatalogue.ArgumentObjective, thrown.Kind);
        Assert.StartsWith($"There is no figure \"{text}\"; there are sharpe, sortino, ", thrown.Faults[0].Message, StringComparison.Ordinal);
        Assert.Equal(action, thrown.Faults[0].Action);
    }

    [Fact]
    public void All_faults_of_the_objectives_come_at_once()
    {
        var thrown = Assert.Throws<PeakTradeException>(() => ObjectiveText.ParseAll(["-sharpe", "trades", "Cagr", "cagr"], [StudyDirection.Maximize]));
        Assert.Equal(
            [
                "Objectives: 4, directions: 1. Give a direction for each objective, or none at all.",
                "An objective is the name of a figure, and \"-sharpe\" has a sign. Name sharpe, with the direction minimize or maximize.",
                "Whether more or less trades is better is not plain. Give a direction, minimize or maximize.",
                "cagr is an objective twice. Name it once.",
            ],
            thrown.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void An_undefined_figure_has_no_value()
    {
        Assert.True(double.IsNaN(ObjectiveText.Parse("sharpe").Value(new Metrics())));
        Assert.Equal(1.5, ObjectiveText.Parse("sharpe").Value(new Metrics { Sharpe = 1.5 }));
    }
}
