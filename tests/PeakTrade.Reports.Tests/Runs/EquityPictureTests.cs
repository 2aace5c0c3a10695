using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace PeakTrade.Reports.Tests;

public class EquityPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void It_stands_alone_with_its_own_size_ground_and_colours()
    {
        var picture = Draw(new MadeRun());
        Assert.Equal(("svg", "1200", "720"), (picture.Name.LocalName, picture.Attribute("width")?.Value, picture.Attribute("height")?.Value));
        Assert.Equal("#ffffff", picture.Element(Svg + "rect")?.Attribute("fill")?.Value);
        Assert.Contains("DejaVu Sans", picture.Element(Svg + "style")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("var(", EquityPicture.Svg(new MadeRun().Result), StringComparison.Ordinal);
        Assert.DoesNotContain("http", EquityPicture.Svg(new MadeRun().Result).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_whose_run_it_is_and_how_it_went()
    {
        var run = new MadeRun
        {
            Parameters = new ParameterSet([new("fast_window", 20L), new("slow_window", 50L)]),
            Metrics = new() { TotalReturn = 0.0412, Cagr = 1.234, Sharpe = 1.567, Sortino = 2.5, MaxDrawdown = -0.0198, WinRate = 0.4, ProfitFactor = null },
        };
        var texts = Texts(Draw(run));
        Assert.Equal(["ma_crossover on BTC/EUR", "2024-01-01 to 2024-01-04 UTC, 4 bars · fast_window=20 slow_window=50"], texts[..2]);
        foreach (var figure in new[] { "4.12 %", "123.40 %", "1.57", "2.50", "-1.98 %", "0", "40.00 %", "–", "Equity", "Drawdown", "10,200", "0 %", "2024-01-02" }) Assert.Contains(figure, texts);
    }

    [Fact]
    public void Figures_beyond_all_measure_still_have_room()
    {
        var texts = Texts(Draw(new MadeRun { Metrics = new() { TotalReturn = 1234.5678, Cagr = 9e12, Sharpe = -1e-9, Sortino = 123456.7, ProfitFactor = double.PositiveInfinity } }));
        foreach (var figure in new[] { "123,457 %", "9.00e14 %", "0.00", "123,457", "–" }) Assert.Contains(figure, texts);
    }

    [Fact]
    public void Text_from_users_is_text()
    {
        var picture = Draw(new MadeRun { Strategy = "<script>alert(1)</script>", Symbol = "\"A&B'\u0000]]>" });
        Assert.Empty(picture.Descendants(Svg + "script"));
        Assert.StartsWith("<script>alert(1)</script> on \"A&B'", Texts(picture)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_are_cut_to_the_width()
    {
        var picture = Draw(new MadeRun { Strategy = new string('s', 300), Parameters = new ParameterSet([new("name", new string('p', 300))]) });
        Assert.All(Texts(picture), text => Assert.InRange(text.Length, 0, 120));
    }

    [Fact]
    public void The_lowest_and_the_highest_of_a_million_bars_are_drawn()
    {
        var equity = new double[1_000_000];
        Array.Fill(equity, 10_000);
        (equity[333_333], equity[777_777]) = (5_000, 20_000);
        var run = new MadeRun { Equity = equity, Spacing = TimeSpan.FromMinutes(1) }.Result;
        var text = EquityPicture.Svg(run);
        // Some 20 ms; the machine may be busy, so the best of a few counts.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Measure(() => EquityPicture.Svg(run))), 0, 500);
        Assert.InRange(text.Length, 1, 100_000);
        var ends = Heights(XElement.Parse(text), "equity");
        // 5 % of the range is left free on each side of a ground that reaches from 178 to 478.
        Assert.Equal((191.6, 464.4), (ends.Min(), ends.Max()));
    }

    [Theory]
    [InlineData("10000 10000 10000 10000")]
    [InlineData("10000")]
    [InlineData("10000 5000 -3000 -8000 100")]
    [InlineData("NaN NaN")]
    [InlineData("10000 NaN 9000 11000 NaN")]
    [InlineData("10000 Infinity 9000")]
    [InlineData("0 0 0")]
    [InlineData("1e300 -1e300 1.7e308")]
    [InlineData("1e-9 2e-9 1e-9")]
    [InlineData("")]
    public void Any_equity_gives_a_picture_without_a_place_that_is_no_number(string equity)
    {
        var text = EquityPicture.Svg(new MadeRun { Equity = [.. equity.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))] }.Result);
        var places = XElement.Parse(text).DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "d" or "x" or "y" or "x1" or "x2" or "y1" or "y2");
        Assert.DoesNotContain(places, a => a.Value.Contains('N') || a.Value.Contains('∞') || a.Value.Contains('I'));
    }

    [Fact]
    public void A_drawdown_starts_from_the_highest_equity_so_far()
    {
        // Peak 200, then 150: a quarter below; the axis reaches 6 % beyond.
        var ends = Heights(Draw(new MadeRun { Equity = [100, 200, 150, 200] }), "fall");
        Assert.Equal([524, 524, Math.Round(524 + 140 / 1.06, 1), 524], ends);
    }

    [Fact]
    public void A_bar_without_a_number_breaks_the_line()
    {
        var picture = Draw(new MadeRun { Equity = [100, 110, double.NaN, 120, 130] });
        Assert.Equal(2, picture.Elements(Svg + "path").First(p => p.Attribute("class")?.Value == "equity").Attribute("d")!.Value.Count(c => c == 'M'));
    }

    [Fact]
    public void The_same_run_gives_the_same_text() => Assert.Equal(EquityPicture.Svg(new MadeRun().Result), EquityPicture.Svg(new MadeRun().Result));

    private static double Measure(Func<string> draw)
    {
        var watch = Stopwatch.StartNew();
        _ = draw();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static XElement Draw(MadeRun run) => XElement.Parse(EquityPicture.Svg(run.Result));

    private static List<string> Texts(XElement picture) => [.. picture.Elements(Svg + "text").Select(t => t.Value)];

    private static double[] Heights(XElement picture, string line) =>
        [.. picture.Elements(Svg + "path").First(p => p.Attribute("class")?.Value == line).Attribute("d")!.Value.Split('M', 'L').Skip(1).Select(p => double.Parse(p.Split(' ')[1], CultureInfo.InvariantCulture))];
}
