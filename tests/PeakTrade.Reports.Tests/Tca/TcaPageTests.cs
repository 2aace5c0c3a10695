using System.Text.RegularExpressions;

namespace PeakTrade.Reports.Tests;

public class TcaPageTests
{
    [Fact]
    public void The_page_is_well_formed_and_fetches_nothing()
    {
        var page = new ReadPage(SampleTca.Page(SampleTca.Year()));
        Assert.DoesNotMatch("http|src=|@import|url\\(", page.Html);
        foreach (var id in (string[])["verdict", "time", "sensitivity", "impact", "groups", "trades", "unfilled", "run"]) Assert.True(page.Has(id), id);
    }

    [Fact]
    public void The_page_says_what_trading_cost_and_shows_every_part()
    {
        var report = SampleTca.Year();
        var text = new ReadPage(SampleTca.Page(report)).Text("verdict");
        Assert.Contains($"Trading cost {TcaText.Money(report.Total.Shortfall)}", text);
        foreach (var (name, money, bps) in TcaText.Parts(report.Total)) Assert.Contains($"{name} {name}: {TcaText.Money(money)} ({TcaText.Bps(bps)} bps)", text);
    }

    [Fact]
    public void An_approximated_curve_says_so_and_one_run_again_too()
    {
        Assert.Contains("The simulation was run again at each multiple.", new ReadPage(SampleTca.Page(SampleTca.Year())).Text("sensitivity"));
        Assert.Contains("Approximated. What the run is", new ReadPage(SampleTca.Page(SampleTca.Year(again: false))).Text("sensitivity"));
    }

    [Fact]
    public void Impact_is_plainly_an_estimate_that_was_not_paid()
    {
        Assert.Contains("It was not paid and is not in the shortfall.", new ReadPage(SampleTca.Page(SampleTca.Year())).Text("impact"));
        Assert.Contains("The data have no volume.", new ReadPage(SampleTca.Page(SampleTca.Year(volume: false))).Text("impact"));
    }

    [Fact]
    public void A_run_that_traded_nothing_has_a_page_that_says_so()
    {
        var page = new ReadPage(SampleTca.Page(SampleTca.Nothing()));
        Assert.Contains("Nothing was traded, so nothing was paid.", page.Text("verdict"));
        Assert.False(page.Has("groups"));
    }

    [Fact]
    public void Names_are_escaped_in_every_form()
    {
        const string hostile = "<script>document.documentElement.setAttribute('data-hacked','1')</script>|x\"y,\nz";
        var report = SampleTca.Year(hostile);
        Assert.DoesNotContain("<script>document", SampleTca.Page(report));
        _ = new ReadPage(SampleTca.Page(report));
        var markdown = SampleTca.Text(report, TcaMarkdown.Write);
        Assert.DoesNotContain("<script", markdown);
        Assert.Contains("\\|x\"y, z", markdown);
        Assert.Contains("|x\"\"y,\nz\"", SampleTca.Text(report, TcaTables.WriteFills));
        using var json = System.Text.Json.JsonDocument.Parse(SampleTca.Text(report, TcaJson.Write));
        Assert.Equal(hostile, json.RootElement.GetProperty("symbol").GetString());
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        foreach (var write in (Action<TcaReport, TextWriter>[])[TcaPage.Write, TcaMarkdown.Write, TcaTables.WriteFills, TcaTables.WriteSummary, TcaJson.Write])
            Assert.Equal(SampleTca.Text(SampleTca.Year(), write), SampleTca.Text(SampleTca.Year(), write));
    }

    [Fact]
    public void The_fills_table_has_a_row_a_fill_that_adds_up_to_the_sum()
    {
        var report = SampleTca.Year();
        var rows = SampleTca.Text(report, TcaTables.WriteFills).TrimEnd('\n').Split('\n').Select(row => row.Split(',')).ToList();
        Assert.Equal(report.Fills.Count + 1, rows.Count);
        Assert.All(rows, row => Assert.Equal(21, row.Length));
        var at = Array.IndexOf(rows[0], "shortfall");
        Assert.Equal(report.Total.Shortfall, rows.Skip(1).Sum(row => double.Parse(row[at], System.Globalization.CultureInfo.InvariantCulture)), 1e-9);
    }

    [Fact]
    public void The_summary_holds_every_figure_and_json_the_same()
    {
        var report = SampleTca.Year();
        var rows = SampleTca.Text(report, TcaTables.WriteSummary).Split('\n');
        using var json = System.Text.Json.JsonDocument.Parse(SampleTca.Text(report, TcaJson.Write));
        Assert.Contains($"total,,shortfall,{json.RootElement.GetProperty("total").GetProperty("shortfall").GetRawText()}", rows);
        Assert.Contains($"impact_estimate,,participation_95,{json.RootElement.GetProperty("impact").GetProperty("participation_95").GetRawText()}", rows);
        Assert.Contains($"sensitivity,10,sharpe,{json.RootElement.GetProperty("sensitivity").GetProperty("points")[4].GetProperty("sharpe").GetRawText()}", rows);
        Assert.Contains(rows, row => row.StartsWith("size,4 largest,borrow_bps,", StringComparison.Ordinal));
    }

    [Fact]
    public void Undefined_figures_are_null_and_empty_and_never_zero()
    {
        var report = SampleTca.Nothing();
        Assert.Contains("total,,shortfall_bps,\n", SampleTca.Text(report, TcaTables.WriteSummary));
        Assert.Contains("\"shortfall_bps\": null", SampleTca.Text(report, TcaJson.Write));
        Assert.Contains("| Estimated impact | undefined |", SampleTca.Text(report, TcaMarkdown.Write));
    }

    [Theory]
    [InlineData(0.001, "0.00")]
    [InlineData(-0.001, "0.00")]
    [InlineData(-1234.5, "-1,234.50")]
    [InlineData(2e12, "2e12")]
    [InlineData(double.NaN, "undefined")]
    public void Money_is_written_so_that_it_can_be_read(double money, string text) => Assert.Equal(text, TcaText.Money(money));

    // Points at the last point of the curve, and writes down what came of it.
    private const string Visitor = """
        <script>
        const point = [...document.querySelectorAll('#sensitivity circle.complete')][4];
        const place = point.getBoundingClientRect();
        point.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: place.x + place.width / 2, clientY: place.y + place.height / 2 }));
        root.setAttribute('data-tip', document.getElementById('tip').textContent);
        root.setAttribute('data-wide', document.documentElement.scrollWidth > innerWidth);
        </script>
        """;

    [TheoryInChromium]
    [InlineData(false)]
    [InlineData(true)]
    public void The_page_runs_without_an_error_by_day_and_by_night(bool dark)
    {
        var root = Root(SampleTca.Page(SampleTca.Year()).Replace("</body>", Visitor + "</body>"), dark);
        Assert.Contains("data-tip=\"10 x the costs", root);
        Assert.Contains("data-wide=\"false\"", root);
    }

    [TheoryInChromium]
    [InlineData("nothing")]
    [InlineData("hostile")]
    public void Pages_of_odd_runs_run_without_an_error_too(string which) =>
        Root(SampleTca.Page(which == "nothing" ? SampleTca.Nothing() : SampleTca.Year("<img src=x onerror=\"document.documentElement.setAttribute('data-hacked',1)\">")), dark: false);

    private static string Root(string page, bool dark)
    {
        var root = Regex.Match(Chromium.Dom(page, dark), "<html[^>]*>", RegexOptions.Singleline).Value;
        Assert.Contains("data-ready=\"true\"", root);
        Assert.DoesNotContain("data-error", root);
        Assert.DoesNotContain("data-hacked", root);
        return root;
    }
}
