using System.Text;

namespace PeakTrade.Reports.Tests;

public class ComparisonPageTests
{
    [Fact]
    public void Runs_stand_side_by_side_with_the_best_and_the_differences_marked()
    {
        var (first, second) = (PageRun.Of(400), PageRun.Of(400) with { Equity = SampleRun.Walk(400, 2), Parameters = new([KeyValuePair.Create("fast_window", (object)10L), KeyValuePair.Create("slow_window", (object)50L)]) });
        second = second with { Metrics = second.Result with { Sharpe = 2.5 } };
        var page = new ReadPage(PageRun.Compare(first, second));
        Assert.Contains("B has the highest Sharpe ratio, 2.50.", page.Text("runs"));
        Assert.Contains("The difference of the Sharpe ratios may be chance.", page.Text("runs"));
        Assert.Equal("2.50", page.WithClass("won").Single(c => c.Parent!.Elements().First().Value == "Sharpe ratio").Value);
        Assert.Equal(["fast_window"], page.WithClass("differs").Select(r => r.Elements().First().Value));
        Assert.DoesNotMatch("http|src=|@import|url\\(", page.Html);
    }

    [Fact]
    public void Courses_begin_at_1_whatever_the_capital()
    {
        var (small, large) = (PageRun.Of(300), PageRun.Of(300) with { Equity = [.. SampleRun.Walk(300, 2).Select(e => e * 7)] });
        large = large with { Metrics = large.Result with { TotalReturn = large.Equity[^1] / 70_000 - 1 } };
        var page = PageRun.Compare(small, large);
        Assert.Equal(1, RunPageTests.Values(page, 0, "A")[0], 1e-3);
        Assert.Equal(1, RunPageTests.Values(page, 0, "B")[0], 1e-3);
        Assert.Equal(large.Equity[^1] / 70_000, RunPageTests.Values(page, 0, "B")[^1], 1e-3);
    }

    [Fact]
    public void Runs_that_share_no_time_have_no_correlation()
    {
        var page = new ReadPage(PageRun.Compare(PageRun.Of(100), PageRun.Of(100) with { Spacing = TimeSpan.FromHours(7) }, PageRun.Of(100)));
        var rows = page.Section("correlation").Descendants("tbody").Single().Elements("tr").Select(r => r.Elements("td").Skip(1).Select(c => c.Value).ToList()).ToList();
        Assert.Equal("1.00", rows[0][2]);
        Assert.Equal("1", rows[1][1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void One_run_and_very_many_fit_on_a_page(int runs)
    {
        var page = PageRun.Compare([.. Enumerable.Range(0, runs).Select(i => PageRun.Of(2_000) with { Equity = SampleRun.Walk(2_000, i) })]);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 10_000, 1_000_000);
        Assert.Equal(runs, new ReadPage(page).Section("runs").Descendants("tbody").Single().Elements("tr").Count());
    }
}
