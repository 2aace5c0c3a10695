using System.Globalization;
using PeakTrade.Data.Quality;

namespace PeakTrade.Data.Tests.Quality;

/// <summary><c>docs/data-contracts.md</c> says what the code holds to.</summary>
public sealed class PageTests
{
    [Fact]
    public void The_page_lists_the_rules_of_the_contract_in_their_order() =>
        Assert.Equal(Enum.GetNames<DataRule>().Select(rule => $"`{rule}`"), Page.Rows("Rule", "What holds", "What breaks it").Select(row => row[0]));

    [Theory]
    [InlineData("2021-03-09T14:15,10,12,9,1,5,5", DataRule.Layout)]
    [InlineData("2021-03-09T14:15,10,12,9", DataRule.Layout)]
    [InlineData("2021-03-09T14:15,10,12,9,n/a,5", DataRule.NotANumber)]
    [InlineData("2021-03-09T14:15,10,12,9,,5", DataRule.NotANumber)]
    [InlineData("2021-03-09T14:15,10,12,9,\"1,5\",5", DataRule.NotANumber)]
    [InlineData("2021-03-09T14:15,10,12,9,NaN,5", DataRule.NotANumber)]
    [InlineData("2021-03-09T14:15,10,Infinity,9,10,5", DataRule.NotANumber)]
    [InlineData("soon,10,12,9,10,5", DataRule.NotATime)]
    [InlineData(",10,12,9,10,5", DataRule.NotATime)]
    [InlineData("2021-03-28T02:30,10,12,9,10,5", DataRule.SkippedTime)]
    [InlineData("2021-03-09T14:15,10,12,0,10,5", DataRule.OutOfRange)]
    [InlineData("2021-03-09T14:15,10,12,9,10,-9", DataRule.OutOfRange)]
    [InlineData("2021-03-09T14:15,10,9,12,10,5", DataRule.HighLow)]
    [InlineData("2021-03-09T14:00,10,12,9,10,5", DataRule.Duplicate)]
    [InlineData("2021-03-09T13:45,10,12,9,10,5", DataRule.Unsorted)]
    public void What_the_page_says_to_break_a_rule_does(string row, DataRule rule)
    {
        var data = Sheet.Read(Sheet.Header + "2021-03-09T14:00,10,12,9,10,5\n" + row, "Europe/Berlin", OnBadRow.Drop);
        Assert.Equal((rule, 1), (Assert.Single(data.Broken.Kept).Rule, data.Broken.Counts[rule]));
    }

    [Fact]
    public void The_page_lists_the_columns_of_bars_and_every_required_one_is_missed()
    {
        var columns = Page.Rows("Column", "Type", "Unit", "In CSV", "In Parquet and the lake");
        Assert.Equal(Sheet.Header.TrimEnd().Split(','), columns.Select(column => column[0].Trim('`')));
        foreach (var column in columns)
        {
            var without = string.Join(',', columns.Where(other => other != column).Select(other => other[0].Trim('`')));
            var fault = Record.Exception(() => Sheet.Read($"{without}\n{string.Join(',', columns.Skip(1).Select(other => other == columns[1] && column[0] != "`timestamp`" ? "2020-01-01" : "1"))}\n"));
            Assert.Equal(column[3].StartsWith("required", StringComparison.Ordinal), fault is PeakTradeException { Kind.Id: "Data.Format" });
        }
    }

    [Fact]
    public void The_page_lists_the_kinds_of_findings_in_their_order() =>
        Assert.Equal(Enum.GetNames<FindingKind>().Select(kind => $"`{kind}`"), Page.Rows("Kind", "Is", "Value, Expected").Select(row => row[0]));

    [Fact]
    public void The_page_s_limits_of_outliers_are_those_of_the_code()
    {
        string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:0} %");
        var always = string.Create(CultureInfo.InvariantCulture, $"x{Outliers.Always} or /{Outliers.Always}");
        Assert.Equal(
            [
                ["spike", $"{Outliers.SpikeFactor}", Percent(Outliers.LeastSpike), always],
                ["wick", $"{Outliers.WickFactor}", Percent(Outliers.LeastSpike), always],
                ["jump", $"{Outliers.JumpFactor}", Percent(Outliers.LeastJump), always],
            ],
            Page.Rows("What", "Looks like", "Usual moves, more than", "And at least", "Always, from").Select(row => new[] { row[0], row[2], row[3], row[4] }));
        Assert.Contains($"at most {MarketDataCheck.MostKept:#,##0} of a kind", Page.Text);
    }
}
