using System.Text.RegularExpressions;
using static PeakTrade.Engine.Tests.Strategies.Sample;

namespace PeakTrade.Engine.Tests.Strategies;

/// <summary>What <c>docs/strategies.md</c> says is so.</summary>
public sealed partial class DocumentedStrategyTests : IDisposable
{
    private readonly Compiled _compiled = new();

    public void Dispose() => _compiled.Dispose();

    [Fact]
    public void The_strategy_of_the_documentation_compiles_runs_and_does_not_look_ahead()
    {
        var code = Assert.Single(Code().Matches(Page()));
        using var assembly = StrategyAssembly.Load(_compiled.Dll("documented", code.Groups["code"].Value));
        var strategy = assembly.Strategies[0];
        Assert.Equal("dip_buyer", strategy.Info.Key);
        // 10 10 10 10 5: mean 9 and deviation 2, so that 5 is a dip of 2 deviations; 7 is still below its mean of 8.4, 12 is above one of 8.8.
        Assert.Equal([0, 0, 0, 0, 1, 1, 0], strategy.States(Closes(10, 10, 10, 10, 5, 7, 12), ("window", 5), ("deviations", 1.5)));
        var report = LookAheadProof.Run(strategy, Walk(1, 300), strategy.With(), seed: 1);
        Assert.True(report.Passed, report.Message);
    }

    [Fact]
    public void The_tables_of_parameters_are_those_of_the_schemas()
    {
        var page = Page();
        foreach (var strategy in new StrategyRegistry().All)
        {
            var section = page.Split($"### `{strategy.Key}`")[1].Split("\n## ")[0].Split("\n### ")[0];
            var rows = section.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => string.Join('|', l.Split('|')[1..5].Select(c => c.Trim())));
            Assert.Equal(strategy.Parameters.Select(p => $"`{p.Name}`|{p.KindName}|{p.Default.ToString()!.ToLowerInvariant()}|{p.Range.Replace(" | ", ", ", StringComparison.Ordinal)}"), rows);
        }
    }

    private static string Page()
    {
        // A deterministic build knows no source paths; the solution lies above the output.
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PeakTrade.slnx"))) folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder!.FullName, "docs", "strategies.md"));
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
