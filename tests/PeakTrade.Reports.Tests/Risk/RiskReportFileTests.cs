using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeakTrade.Reports.Tests;

public class RiskReportFileTests
{
    private static readonly string[] Sections = ["summary", "relative", "returns", "rolling", "drawdowns", "value_at_risk", "tail", "stress", "exposure", "contributions", "regimes"];

    public static TheoryData<ReportFormat> Formats => [.. Enum.GetValues<ReportFormat>()];

    [Theory, MemberData(nameof(Formats))]
    public void The_same_run_gives_the_same_bytes_whatever_its_id_and_folder(ReportFormat format)
    {
        var run = SampleRun.Portfolio();
        var text = SampleRun.Text(run.Report, format);
        Assert.Equal(text, SampleRun.Text(run.Report, format));
        Assert.DoesNotContain("/somewhere/else", text);
        Assert.DoesNotContain("/data/x.csv", text);
        Assert.DoesNotContain("NaN", text.Replace("isNaN", "")); // The page's script asks for it.
        Assert.DoesNotContain("\r", text);
    }

    [Fact]
    public void The_page_holds_every_section_and_needs_nothing_else()
    {
        var page = new ReadPage(SampleRun.Text(SampleRun.Portfolio().Report, ReportFormat.Html));
        Assert.Equal(Sections, page.All("section").Select(s => (string)s.Attribute("id")!));
        Assert.DoesNotMatch("https?://(?!www\\.w3\\.org)|@import|url\\(|<link|<img", page.Html);
        Assert.Equal(3, page.Section("rolling").Descendants("svg").Count(s => (string?)s.Attribute("class") == "chart"));
        Assert.NotEmpty(page.WithClass("gain3"));
        Assert.NotEmpty(page.WithClass("fall3"));
        Assert.Equal(20, page.Section("contributions").Descendants("table").Last().Descendants("tr").Count() - 1);
    }

    [Fact]
    public void Names_that_are_markup_are_text()
    {
        const string hostile = "<script>alert(1)</script>";
        var run = SampleRun.One(600) with { Symbol = hostile, Strategy = $"{hostile}|\"x\"," };
        var page = new ReadPage(SampleRun.Text(run.Report, ReportFormat.Html));
        Assert.DoesNotContain("<script>alert", page.Html);
        Assert.Contains(hostile, page.All("h1").Single().Value);
        Assert.DoesNotContain("<script", SampleRun.Text(run.Report, ReportFormat.Markdown));
        using var json = JsonDocument.Parse(SampleRun.Text(run.Report, ReportFormat.Json));
        Assert.Equal(hostile, json.RootElement.GetProperty("symbol").GetString());
        Assert.All(Rows(SampleRun.Text((run with { Symbol = "a,\"b\"\n" }).Report, ReportFormat.Csv)), row => Assert.Equal(3, row.Count));
    }

    [Fact]
    public void Names_of_instruments_sectors_and_factors_are_text_in_every_form()
    {
        const string hostile = "<script>alert(1)</script>|`x`,\"y\"";
        var run = SampleRun.Portfolio(3);
        run = run with { Facts = new PortfolioFacts { Symbols = [hostile, "B", "C"], Sectors = new Dictionary<string, string> { [hostile] = hostile, ["B"] = "two" } } };
        var page = new ReadPage(SampleRun.Text(run.Report, ReportFormat.Html));
        Assert.DoesNotContain("<script>alert", page.Html);
        Assert.True(page.All("td").Count(cell => cell.Value == hostile) >= 3);
        var markdown = SampleRun.Text(run.Report, ReportFormat.Markdown);
        Assert.DoesNotContain("<script", markdown);
        Assert.Contains(@"| &lt;script\>alert(1)&lt;/script\>\|\`x\`,""y"" |", markdown);
        Assert.All(Rows(SampleRun.Text(run.Report, ReportFormat.Csv)), row => Assert.Equal(3, row.Count));
    }

    [Fact]
    public void Rolling_volatility_is_a_percentage_beside_ratios_that_are_none()
    {
        var report = SampleRun.Portfolio().Report;
        var rows = SampleRun.Text(report, ReportFormat.Markdown).Split('\n').Where(line => line.StartsWith("| 1 year |", StringComparison.Ordinal)).ToList();
        Assert.Contains($"{100 * report.Rolling[2].VolatilityRange.Last!.Value:0.00} %", rows.Single(r => r.Contains("volatility")));
        Assert.DoesNotContain("%", rows.Single(r => r.Contains("sharpe")));
    }

    [Fact]
    public void What_is_undefined_is_called_by_the_name_that_stands_above_it()
    {
        var ruined = SampleRun.Text((SampleRun.One() with { Equity = [10_000, 5_000, -100, -100], Closes = null }).Report, ReportFormat.Markdown);
        Assert.Contains("\n- Hill's tail index: ", ruined);
        Assert.DoesNotContain("-0.00 %", ruined);
    }

    [Theory]
    [InlineData(CellKind.Percent, -0.00001, "0.00 %")]
    [InlineData(CellKind.Heat, -0.0004, "0.0")]
    [InlineData(CellKind.Heat, -0.0006, "-0.1")]
    [InlineData(CellKind.Percent, -0.1, "-10.00 %")]
    internal void What_is_rounded_to_nothing_has_no_sign(CellKind kind, double value, string text) => Assert.Equal(text, CellText.ForPeople(kind, value));

    [Fact]
    public void The_index_of_a_portfolios_universe_is_told_from_the_portfolio()
    {
        var run = SampleRun.Portfolio() with { Symbol = "index" };
        Assert.Equal("index of index", run.Report.Benchmark);
        Assert.Equal("BTC/EUR", SampleRun.One().Report.Benchmark);
    }

    [Fact]
    public void Every_table_of_the_Markdown_is_square()
    {
        foreach (var table in Regex.Split(SampleRun.Text(SampleRun.Portfolio().Report, ReportFormat.Markdown), "\n\n").Where(b => b.StartsWith('|')))
        {
            var lines = table.TrimEnd().Split('\n');
            Assert.Single(lines.Select(l => Regex.Count(l, @"(?<!\\)\|")).Distinct());
            Assert.Matches("^[|:-]+$", lines[1]);
        }
    }

    [Fact]
    public void The_CSV_says_each_figure_once_with_every_digit()
    {
        var report = SampleRun.Portfolio().Report;
        var rows = Rows(SampleRun.Text(report, ReportFormat.Csv)).Skip(1).ToList();
        Assert.Equal(rows.Count, rows.Select(r => (r[0], r[1])).Distinct().Count());
        Assert.Equal(Sections.Order(), rows.Select(r => r[0]).Distinct().Order());
        Assert.Equal(report.Drawdowns[0].Depth, Value("drawdowns", "1.depth"));
        Assert.Equal(report.ValuesAtRisk.Single(v => v is { Method: ValueAtRiskMethod.Gaussian, Confidence: 0.99 }).ConditionalValue, Value("value_at_risk", "values.gaussian_99.conditional_value"));
        Assert.Equal(report.Tail.Autocorrelation, Value("tail", "autocorrelation"));
        Assert.Equal(report.Relative!.Beta, Value("relative", "beta"));

        double Value(string section, string name) => double.Parse(rows.Single(r => r[0] == section && r[1] == name)[2], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_JSON_carries_the_figures_and_the_reasons()
    {
        var report = (SampleRun.One() with { Closes = null }).Report;
        using var json = JsonDocument.Parse(SampleRun.Text(report, ReportFormat.Json));
        var root = json.RootElement;
        Assert.All(Sections, s => Assert.True(root.TryGetProperty(s, out _), s));
        Assert.Equal(report.Drawdowns[1].Depth, root.GetProperty("drawdowns")[1].GetProperty("depth").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("exposure").GetProperty("average_gross").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("benchmark").ValueKind);
        Assert.Contains(root.GetProperty("undefined").EnumerateArray(), g => g.GetProperty("section").GetString() == "relative" && g.GetProperty("reason").GetString() == "The data are gone. Give a benchmark (-Benchmark, --benchmark).");
        Assert.Equal(report.Months.Count, root.GetProperty("returns").GetProperty("months").GetArrayLength());
    }

    [Fact]
    public void A_run_of_one_bar_has_a_report_in_every_form()
    {
        var report = (SampleRun.One() with { Equity = [10_000], Closes = null }).Report;
        foreach (var format in Enum.GetValues<ReportFormat>()) Assert.NotEqual("", SampleRun.Text(report, format));
        _ = new ReadPage(SampleRun.Text(report, ReportFormat.Html));
    }

    [Fact]
    public void A_million_bars_make_a_page_below_a_megabyte()
    {
        var report = (SampleRun.One(1_000_000) with { Spacing = TimeSpan.FromMinutes(5), Periods = 365 * 288 }).Report;
        Assert.InRange(SampleRun.Text(report, ReportFormat.Html).Length, 10_000, 1_000_000);
        Assert.InRange(SampleRun.Text(report, ReportFormat.Json).Length, 10_000, 1_000_000);
    }

    private static List<List<string>> Rows(string csv)
    {
        var rows = new List<List<string>> { new() };
        foreach (Match field in Regex.Matches(csv, "(?:\"((?:[^\"]|\"\")*)\"|([^,\n]*))(,|\n|$)"))
        {
            if (field.Index == csv.Length) break;
            rows[^1].Add(field.Groups[1].Success ? field.Groups[1].Value.Replace("\"\"", "\"") : field.Groups[2].Value);
            if (field.Groups[3].Value == "\n") rows.Add([]);
        }

        return [.. rows.Where(r => r.Count > 0)];
    }
}
