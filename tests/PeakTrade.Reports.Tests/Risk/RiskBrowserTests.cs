using System.Text.RegularExpressions;

namespace PeakTrade.Reports.Tests;

public class RiskBrowserTests
{
    // Points at the first exception of the value at risk, and writes down what came of it.
    private const string Visitor = """
        <script>
        const dot = document.querySelector('#value_at_risk svg.chart path.dots');
        const at = marks(dot.closest('svg')).find(m => m[0] === '0')[1][0];
        const place = new DOMPoint(at[0], at[1]).matrixTransform(dot.closest('svg').getScreenCTM());
        dot.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: place.x, clientY: place.y }));
        root.setAttribute('data-tip', document.getElementById('tip').textContent.replace(/\n/g, ';'));
        root.setAttribute('data-ground', getComputedStyle(document.body).backgroundColor);
        root.setAttribute('data-heat', getComputedStyle(document.querySelector('.gain5')).backgroundColor !== getComputedStyle(document.querySelector('section')).backgroundColor);
        root.setAttribute('data-area', getComputedStyle(document.querySelector('path.area')).stroke);
        root.setAttribute('data-wide', document.documentElement.scrollWidth > innerWidth);
        </script>
        """;

    [TheoryInChromium]
    [InlineData(false)]
    [InlineData(true)]
    public void The_risk_page_runs_without_an_error_by_day_and_by_night(bool dark)
    {
        var page = SampleRun.Text(SampleRun.Portfolio().Report, ReportFormat.Html);
        var root = Regex.Match(Chromium.Dom(page.Replace("</body>", Visitor + "</body>"), dark), "<html[^>]*>", RegexOptions.Singleline).Value;
        Assert.DoesNotContain("data-error", root);
        Assert.Contains("data-ready=\"true\"", root);
        Assert.Matches("data-tip=\"20\\d\\d-\\d\\d-\\d\\d;return -\\d+\\.\\d\\d %;value at risk -\\d+\\.\\d\\d %\"", root);
        Assert.Contains("data-heat=\"true\"", root);
        Assert.Contains("data-area=\"none\"", root);
        Assert.Contains("data-wide=\"false\"", root);
        Assert.Contains(dark ? "data-ground=\"rgb(20, 22, 27)\"" : "data-ground=\"rgb(245, 245, 242)\"", root);
    }

    [TheoryInChromium]
    [InlineData(500)]
    public void On_a_narrow_screen_drawings_keep_their_size_and_the_page_stays_within_it(int width)
    {
        const string measure = "<script>root.setAttribute('data-chart', document.querySelector('svg.chart').getBoundingClientRect().width); root.setAttribute('data-wide', document.documentElement.scrollWidth > innerWidth);</script>";
        var page = SampleRun.Text(SampleRun.Portfolio().Report, ReportFormat.Html);
        var root = Regex.Match(Chromium.Dom(page.Replace("</body>", measure + "</body>"), dark: false, width), "<html[^>]*>", RegexOptions.Singleline).Value;
        Assert.Contains("data-chart=\"900\"", root);
        Assert.Contains("data-wide=\"false\"", root);
    }
}
