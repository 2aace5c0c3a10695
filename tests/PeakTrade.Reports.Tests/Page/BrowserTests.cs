using System.Text.RegularExpressions;

namespace PeakTrade.Reports.Tests;

public class BrowserTests
{
    // Points at the middle of the best trial's mark, sorts the table by its second column twice, and writes down what came of it.
    private const string Visitor = """
        <script>
        const best = document.querySelector('#history circle.best');
        const place = best.getBoundingClientRect();
        best.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: place.x + place.width / 2, clientY: place.y + place.height / 2 }));
        root.setAttribute('data-tip', document.getElementById('tip').textContent);
        root.setAttribute('data-marked', document.querySelectorAll('.hot-mark').length);
        const head = document.querySelectorAll('#trials th button')[1];
        const column = () => [...document.querySelectorAll('#trials tbody tr')].map(row => +row.cells[1].dataset.v);
        const sorted = (values, sign) => values.every((v, i) => i === 0 || sign * (v - values[i - 1]) >= 0);
        head.click();
        root.setAttribute('data-up', sorted(column(), 1));
        head.click();
        root.setAttribute('data-down', sorted(column(), -1));
        root.setAttribute('data-ground', getComputedStyle(document.body).backgroundColor);
        root.setAttribute('data-wide', document.documentElement.scrollWidth > innerWidth);
        </script>
        """;

    [TheoryInChromium]
    [InlineData(false)]
    [InlineData(true)]
    public void The_page_runs_without_an_error_by_day_and_by_night(bool dark)
    {
        var study = SampleStudy.Sharpe(120, steps: true);
        var page = SampleStudy.Page(study);
        var dom = Chromium.Dom(page.Replace("</body>", Visitor + "</body>"), dark);
        var root = Regex.Match(dom, "<html[^>]*>", RegexOptions.Singleline).Value;
        Assert.DoesNotContain("data-error", root);
        Assert.Contains("data-ready=\"true\"", root);
        Assert.Contains($"data-tip=\"Trial {study.BestTrial!.Number}, complete", root);
        Assert.Contains($"fast_window {study.BestTrial.Parameters["fast_window"]}", root);
        // History, four slices, six contours, parallel coordinates, steps.
        Assert.Matches("data-marked=\"1[3-9]\"", root);
        Assert.Contains("data-up=\"true\"", root);
        Assert.Contains("data-down=\"true\"", root);
        Assert.Contains("data-wide=\"false\"", root);
        Assert.Contains(dark ? "data-ground=\"rgb(20, 22, 27)\"" : "data-ground=\"rgb(245, 245, 242)\"", root);
    }

    [TheoryInChromium]
    [InlineData("none")]
    [InlineData("one")]
    [InlineData("odd")]
    [InlineData("front")]
    [InlineData("hostile")]
    public void Pages_of_odd_studies_run_without_an_error_too(string which)
    {
        var study = which switch
        {
            "none" => SampleStudy.OfValues(),
            "one" => SampleStudy.OfValues(3),
            "odd" => SampleStudy.OfValues(double.NaN, null, double.NegativeInfinity, 1e300, -1e300, 5e-324),
            "front" => SampleStudy.Front(3),
            _ => EdgeTests.Hostile(),
        };
        var dom = Chromium.Dom(SampleStudy.Page(study), dark: false);
        var root = Regex.Match(dom, "<html[^>]*>", RegexOptions.Singleline).Value;
        Assert.Contains("data-ready=\"true\"", root);
        Assert.DoesNotContain("data-error", root);
        Assert.DoesNotContain("data-hacked", root);
    }
}
