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
        Assert.Contains("B has the highest Sharpe ratio, 2.50; its lead over A may be chance.", page.Text("runs"));
        Assert.Equal("2.50", page.WithClass("won").Single(c => c.Parent!.Elements().First().Value == "Sharpe ratio").Value);
        Assert.Equal(["fast_window"], page.WithClass("differs").Select(r => r.Elements().First().Value));
        Assert.DoesNotMatch("http|src=|@import|url\\(", page.Html);
    }

    [Fact]
    public void The_lead_of_the_best_over_each_other_is_tested()
    {
        var page = new ReadPage(PageRun.Compare(Rising("steady", 0.004, 3.0), Rising("level", 0, 0.1), Rising("level too", -0.0001, 0.05), Rising("steady", 0.004, 3.0) with { Spacing = TimeSpan.FromHours(7) }));
        Assert.Contains("A has the highest Sharpe ratio, 3.00; its lead over B and C is hardly chance.", page.Text("runs"));
        var rows = page.Section("chance").Descendants("tbody").Single().Elements("tr").Select(r => r.Elements("td").Select(c => c.Value).ToList()).ToList();
        Assert.Equal(["B", "C", "D"], rows.Select(r => r[0]));
        Assert.Equal(["yes, lower", "yes, lower"], rows.Take(2).Select(r => r[2]));
        Assert.StartsWith("The Sharpe ratios cannot be tested against each other: ", rows[2][2]);
        Assert.Equal(2, page.Section("chance").Descendants("svg").Count(s => s.Descendants("rect").Any()));
    }

    [Fact]
    public void A_lead_within_the_noise_is_said_to_be_no_more_than_that()
    {
        var page = new ReadPage(PageRun.Compare(Rising("one", 0.0002, 0.5), Rising("other", 0.0003, 0.6)));
        Assert.Contains("B has the highest Sharpe ratio, 0.60; its lead over A may be chance.", page.Text("runs"));
        Assert.DoesNotContain("chosen", page.Text("chance"));
    }

    [Fact]
    public void One_run_alone_is_tested_against_nothing() => Assert.DoesNotContain("id=\"chance\"", PageRun.Compare(PageRun.Of(400)));

    // A drift a bar beneath one and the same up and down of 1 % whose order differs by name.
    private static PageRun Rising(string name, double drift, double sharpe)
    {
        var equity = new double[400];
        var (value, state) = (10_000.0, (uint)name.Length * 977);
        for (var bar = 0; bar < equity.Length; bar++)
        {
            state = state * 1_664_525 + 1_013_904_223;
            equity[bar] = value *= 1 + drift + ((state >> 16) % 2 == 0 ? 0.01 : -0.01);
        }

        var run = PageRun.Of(equity.Length) with { Equity = equity };
        return run with { Metrics = run.Result with { Sharpe = sharpe } };
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
