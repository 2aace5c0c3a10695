using System.Globalization;
using System.Text.RegularExpressions;

namespace PeakTrade.Reports.Tests;

public class RunBrowserTests
{
    // Points at the middle of the course, drags over its third fifth, goes back, and sorts the trades; writes down what came of each.
    private const string Visitor = """
        <script>
        const svg = document.querySelector('.courses svg'), ground = svg.querySelector('.ground').getBoundingClientRect();
        const at = (type, part) => new MouseEvent(type, { bubbles: true, button: 0, clientX: ground.x + part * ground.width, clientY: ground.y + ground.height / 2 });
        const drawn = () => svg.querySelector('.line.complete').getAttribute('d');
        const whole = drawn();
        svg.dispatchEvent(at('mousemove', 0.5));
        root.setAttribute('data-tip', document.getElementById('tip').textContent.replace(/\n/g, ';'));
        root.setAttribute('data-crosses', document.querySelectorAll('.cross').length);
        svg.dispatchEvent(at('mousedown', 0.4));
        svg.dispatchEvent(at('mousemove', 0.6));
        root.setAttribute('data-chosen', Math.round(svg.querySelector('.chosen').getBoundingClientRect().width / ground.width * 100));
        svg.dispatchEvent(at('mouseup', 0.6));
        root.setAttribute('data-redrawn', drawn() !== whole);
        root.setAttribute('data-span', document.querySelector('.zoom span').textContent);
        svg.dispatchEvent(at('mousemove', 0.5));
        root.setAttribute('data-zoomed-tip', document.getElementById('tip').textContent.split('\n')[0]);
        svg.dispatchEvent(at('dblclick', 0.5));
        root.setAttribute('data-back', drawn() === whole);
        document.querySelector('.zoom button').click();
        root.setAttribute('data-button', drawn() !== whole);
        svg.focus();
        svg.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: 1, clientX: ground.x + 9, clientY: ground.y + 9 }));
        root.setAttribute('data-wheel', document.querySelector('.zoom span').textContent);
        const head = [...document.querySelectorAll('#trades th button')].find(b => b.textContent === 'Profit');
        const column = () => [...document.querySelectorAll('#trades tbody tr')].map(row => +row.cells[head.parentNode.cellIndex].dataset.v);
        head.click();
        root.setAttribute('data-up', column().every((v, i, all) => i === 0 || v >= all[i - 1]));
        head.click();
        root.setAttribute('data-down', column().every((v, i, all) => i === 0 || v <= all[i - 1]));
        const day = getComputedStyle(document.body).backgroundColor;
        document.querySelector('button.theme').click();
        root.setAttribute('data-switched', day + ' to ' + getComputedStyle(document.body).backgroundColor);
        root.setAttribute('data-wide', document.documentElement.scrollWidth > innerWidth);
        root.setAttribute('data-fetched', performance.getEntriesByType('resource').length);
        </script>
        """;

    [TheoryInChromium]
    [InlineData(false)]
    [InlineData(true)]
    public void Pointing_tells_the_values_dragging_zooms_and_heads_sort(bool dark)
    {
        var run = PageRun.Of(101);
        var root = Root(run.Page, Visitor, dark);
        Assert.DoesNotContain("data-error", root);
        var middle = run.Equity[50].ToString("N2", CultureInfo.InvariantCulture);
        Assert.Matches($"data-tip=\"2020-02-20;Equity {Regex.Escape(middle)};Drawdown -?\\d+\\.\\d\\d %\"", root);
        Assert.Contains("data-crosses=\"2\"", root);
        Assert.Matches("data-chosen=\"(19|20)\"", root);
        Assert.Contains("data-redrawn=\"true\"", root);
        Assert.Matches("data-span=\"2020-02-(09|10)[^\"]* to 2020-(02-29|03-01)", root);
        Assert.Matches("data-zoomed-tip=\"2020-02-20\"", root);
        Assert.Contains("data-back=\"true\"", root);
        Assert.Contains("data-button=\"true\"", root);
        Assert.Matches("data-wheel=\"2020-\\d\\d-\\d\\d", root);
        Assert.Contains("data-up=\"true\"", root);
        Assert.Contains("data-down=\"true\"", root);
        Assert.Contains(dark ? "data-switched=\"rgb(20, 22, 27) to rgb(245, 245, 242)\"" : "data-switched=\"rgb(245, 245, 242) to rgb(20, 22, 27)\"", root);
        Assert.Contains("data-wide=\"false\"", root);
        Assert.Contains("data-fetched=\"0\"", root);
    }

    [TheoryInChromium]
    [InlineData("hostile")]
    [InlineData("one bar")]
    [InlineData("no trades")]
    [InlineData("NaN")]
    [InlineData("debt")]
    [InlineData("portfolio")]
    [InlineData("comparison")]
    public void Pages_of_odd_runs_run_without_an_error_on_a_narrow_screen(string which)
    {
        var page = which switch
        {
            "hostile" => PageRun.Hostile().Page,
            "one bar" => (PageRun.Of(1) with { Trades = 0 }).Page,
            "no trades" => (PageRun.Of(50) with { Trades = 0, NoTradesReason = "no signal" }).Page,
            "NaN" => (PageRun.Of(50) with { Equity = [double.NaN, .. SampleRun.Walk(49, 1)], Metrics = new Metrics { FinalEquity = double.NaN } }).Page,
            "debt" => (PageRun.Of(50) with { Equity = [.. Enumerable.Range(0, 50).Select(t => 10_000 - 300.0 * t)] }).Page,
            "portfolio" => (PageRun.Of(300) with { Facts = new PortfolioFacts { Symbols = ["A", "B"] } }).Page,
            _ => PageRun.Compare(PageRun.Of(300), PageRun.Hostile(), PageRun.Of(1), PageRun.Of(100) with { Spacing = TimeSpan.FromHours(1) }),
        };
        const string zoom = """
            <script>
            document.querySelector('.zoom button')?.click();
            for (const svg of document.querySelectorAll('.courses svg')) svg.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: 250, clientY: 9 }));
            root.setAttribute('data-wide', document.documentElement.scrollWidth > innerWidth);
            </script>
            """;
        var root = Root(page, zoom, dark: false, width: 500);
        Assert.Contains("data-ready=\"true\"", root);
        Assert.DoesNotContain("data-error", root);
        Assert.DoesNotContain("data-hacked", root);
        Assert.Contains("data-wide=\"false\"", root);
    }

    private static string Root(string page, string visitor, bool dark, int width = 1240) =>
        Regex.Match(Chromium.Dom(page.Replace("</body>", visitor + "</body>"), dark, width), "<html[^>]*>", RegexOptions.Singleline).Value;
}
