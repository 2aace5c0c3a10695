using System.Text.RegularExpressions;
using PeakTrade.Engine.Tests.Strategies;
using static PeakTrade.Engine.Tests.Factors.Instruments;

namespace PeakTrade.Engine.Tests.Factors;

/// <summary>docs/factors.md says what the code does.</summary>
public sealed class DocsTests
{
    private static readonly string Page = Read();

    [Fact]
    public void The_page_has_every_factor_and_no_other() =>
        Assert.Equal(BuiltInFactors.Forms.Select(f => f.Name), Rows().Select(row => row.Factor));

    [Fact]
    public void The_first_value_is_where_the_page_says()
    {
        const int N = 7;
        Bars[] instruments = [Daily("A", 1, 400), Daily("B", 2, 400)];
        foreach (var (factor, first) in Rows().Where(row => row.Factor != "momentum_n_m"))
        {
            var values = Values(factor.Replace("_n", $"_{N}", StringComparison.Ordinal), instruments[0], Market(instruments));
            Assert.Equal((factor, first switch { "n" => N, "n - 1" => N - 1, _ => -1 }), (factor, Array.FindIndex(values, double.IsFinite)));
        }

        // The data begin on 1 January 2020: 91 days before 1 April.
        Assert.Equal(91, Array.FindIndex(Values("momentum_3_1", instruments[0]), double.IsFinite));
    }

    [Fact]
    public void The_page_s_own_factor_compiles_and_works()
    {
        using var compiled = new Compiled();
        var dll = compiled.Dll("own", Regex.Match(Page, "```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["code"].Value);
        var type = System.Reflection.Assembly.Load(File.ReadAllBytes(dll)).GetType("AboveAverage")!;
        var builder = new PanelBuilder((IFactor)Activator.CreateInstance(type, 2)!);
        builder.Add(Closes("A", 10, 30, 10), null);
        var panel = builder.Build("");
        Assert.Equal("above_average_2", panel.Factor);
        Assert.Equal([double.NaN, 0.5, -0.5], panel.GetSeries("A"));
    }

    private static IEnumerable<(string Factor, string First)> Rows() =>
        Regex.Matches(Page, "^\\| `(?<factor>\\w+_n(_m)?)` \\| .* \\| (?<first>.*) \\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(row => (row.Groups["factor"].Value, row.Groups["first"].Value));

    private static string Read()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "factors.md")).ReplaceLineEndings("\n");
    }
}
