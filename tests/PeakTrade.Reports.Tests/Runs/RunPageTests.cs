using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeakTrade.Engine;

namespace PeakTrade.Reports.Tests;

public class RunPageTests
{
    [Fact]
    public void A_page_holds_the_figures_the_trades_the_orders_and_the_receipt_of_its_run()
    {
        var run = PageRun.Of(400) with { AmbiguousBars = 3 };
        var page = new ReadPage(run.Page);
        Assert.Contains($"Total return {100 * (run.Equity[^1] / 10_000 - 1):0.00} %", page.Text("figures"));
        Assert.Contains("two rows were odd", page.Text("figures"));
        Assert.Contains("Sharpe ratio 1.20", page.Text("figures"));
        Assert.Equal(12, page.Section("trades").Descendants("tbody").Single().Elements("tr").Count());
        Assert.Equal("../trades.parquet", (string?)page.Section("trades").Descendants("a").Single().Attribute("href"));
        Assert.Contains("entry 12 1 13", page.Text("orders"));
        Assert.Contains("the order needs # and # are left rejected entry 1", page.Text("orders"));
        Assert.Contains("3 bars both a stop and a target", page.Text("ambiguity"));
        Assert.Contains("fast_window 20", page.Text("settings"));
        Assert.Contains("backtest.fee_bps 10", page.Text("settings"));
        Assert.Contains("0123abcd, with changes that are not committed", page.Text("receipt"));
        Assert.Contains("equity.csv 1,234 e90117", page.Text("receipt"));
        Assert.DoesNotMatch("http|@import|url\\(|eval\\(", page.Html);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes() => Assert.Equal(PageRun.Of(700).Page, PageRun.Of(700).Page);

    [Fact]
    public void A_million_bars_fit_into_a_megabyte_and_lose_no_extreme()
    {
        var run = PageRun.Of(1_000_000) with { Spacing = TimeSpan.FromMinutes(1), Trades = 20_000 };
        run.Equity[123_456] = 3 * run.Equity.Max();
        var bars = new Bars("BTC/EUR", run.Ticks, run.Equity, run.Equity, run.Equity, run.Equity);
        var page = PageRun.Write(new RunStory(run.Result) { Market = new RiskMarket(bars, bars) });
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 1_000_000);
        var (equity, falls) = (Values(page, 0, "Equity"), Values(page, 1, "Drawdown"));
        Assert.Equal(run.Equity.Max(), equity.Max(), run.Equity.Max() * 1e-6);
        var peak = 0.0;
        Assert.Equal(100 * run.Equity.Min(e => e / (peak = Math.Max(peak, e)) - 1), falls.Min(), 1e-2);
        Assert.Contains("The first 500 of 20,000 trades", page);
    }

    [Fact]
    public void A_run_without_trades_says_why()
    {
        var page = new ReadPage((PageRun.Of(200) with { Trades = 0, NoTradesReason = "no signal changed" }).Page);
        Assert.Contains("There is no trade: no signal changed", page.Text("figures"));
        Assert.Contains("There is none: no signal changed", page.Text("trades"));
        Assert.Contains("There was no order.", page.Text("orders"));
        Assert.Contains("No bar held both a stop and a target, so none mattered", page.Text("ambiguity"));
    }

    [Fact]
    public void One_bar_undefined_figures_a_debt_and_a_flat_account_make_pages_too()
    {
        Assert.Contains("The run has 1 bar, so there is no course to draw.", new ReadPage((PageRun.Of(1) with { Trades = 0 }).Page).Text("equity"));
        var undefined = PageRun.Of(50) with { Metrics = new Metrics { FinalEquity = double.NaN, Sharpe = double.NaN, Cagr = double.PositiveInfinity } };
        Assert.Contains("Sharpe ratio – ", new ReadPage(undefined.Page).Text("figures"));
        var debt = PageRun.Of(50) with { Equity = [.. Enumerable.Range(0, 50).Select(t => 10_000 - 300.0 * t)] };
        Assert.Contains(Values(debt.Page, 0, "Equity"), v => v < 0);
        Assert.Contains("The account never moved", new ReadPage((PageRun.Of(50) with { Equity = [.. Enumerable.Repeat(10_000.0, 50)] }).Page).Text("distribution"));
        Assert.Equal(49, Values((PageRun.Of(50) with { Equity = [double.NaN, .. SampleRun.Walk(49, 1)] }).Page, 0, "Equity").Length);
    }

    [Fact]
    public void A_run_without_a_receipt_or_a_benchmark_says_so()
    {
        var page = new ReadPage(PageRun.Write(new RunStory(PageRun.Of(100).Result) { Market = new RiskMarket { Missing = "The data are gone." } }));
        Assert.Contains("not stored, so there is no receipt", page.Text("receipt"));
        Assert.Contains("Buying and holding does not stand beside it. The data are gone.", page.Text("equity"));
    }

    [Fact]
    public void A_benchmark_is_drawn_from_the_runs_own_equity()
    {
        var run = PageRun.Of(300);
        var closes = run.Equity.Select((_, t) => 50.0 + t).ToArray();
        var page = PageRun.Write(run.Story with { Market = new RiskMarket(new Bars("index", run.Ticks, closes, closes, closes, closes)) });
        var held = Values(page, 0, "index");
        Assert.Equal(run.Equity[0], held[0], 0.01);
        Assert.Equal(run.Equity[0] * closes[^1] / closes[0], held[^1], 0.01);
    }

    [Fact]
    public void A_portfolio_shows_what_it_held_and_what_its_factors_did()
    {
        var page = new ReadPage((PageRun.Of(300) with { Facts = new PortfolioFacts { Symbols = ["A", "B", "C"], Rebalances = 9, AverageGross = 1.5, Bundle = "trend", Factors = ["momentum"] } }).Page);
        Assert.Contains("3 instruments, scored by trend (momentum).", page.Text("portfolio"));
        Assert.Contains("Rebalances 9", page.Text("portfolio"));
        Assert.Contains("momentum: 2.00 %", page.Text("portfolio"));
        Assert.Contains("Instrument", page.Text("trades"));
    }

    [Fact]
    public void What_users_named_stands_there_as_text()
    {
        var page = new ReadPage(PageRun.Hostile().Page);
        Assert.Equal("<script>alert(1)</script> on " + PageRun.Hostile().Symbol, page.All("h1").Single().Value);
        Assert.Empty(page.All("img"));
        Assert.Equal(4, page.All("script").Count()); // Facts, courses, and the two of ours.
        Assert.Empty(new ReadPage(PageRun.Compare(PageRun.Hostile(), PageRun.Of(100))).All("img"));
    }

    /// <summary>The values of a line as the script gets them.</summary>
    internal static double[] Values(string page, int panel, string line)
    {
        var json = Regex.Match(page, "id=\"courses\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        using var courses = JsonDocument.Parse(json);
        return [.. courses.RootElement.GetProperty("panels")[panel].GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("name").GetString() == line).GetProperty("values").EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDouble())];
    }
}
