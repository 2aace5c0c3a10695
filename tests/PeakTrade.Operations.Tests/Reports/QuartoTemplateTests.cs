using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeakTrade.House.Tests;
using PeakTrade.Reports;
using YamlDotNet.Serialization;

namespace PeakTrade.Operations.Tests.Reports;

/// <summary>A test that renders with Quarto itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithQuartoAttribute : FactAttribute
{
    public FactWithQuartoAttribute() => Skip = Path is null ? "Quarto is not installed." : null;

    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, "quarto")).FirstOrDefault(File.Exists);
}

/// <summary>What <c>examples/reports/backtest_report.qmd</c> reads is what a stored run's folder holds.</summary>
public sealed partial class QuartoTemplateTests : IDisposable
{
    private static readonly string Template = File.ReadAllText(Checkout.PathTo("examples", "reports", "backtest_report.qmd")).ReplaceLineEndings("\n");
    private static readonly string Filter = File.ReadAllText(Checkout.PathTo("examples", "reports", "backtest_report.lua"));
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Its_head_is_yaml_that_names_the_filter_and_no_kernel()
    {
        var head = new Deserializer().Deserialize<Dictionary<string, object>>(Template.Split("---\n")[1]);
        Assert.Equal(["title", "lang", "run", "format", "filters"], head.Keys);
        Assert.Equal(["backtest_report.lua"], (IEnumerable<object>)head["filters"]);
        Assert.DoesNotContain("```", Template, StringComparison.Ordinal); // No cell of code, so nothing that needs Python or R.
    }

    [Fact]
    public void Every_block_is_one_that_the_filter_fills()
    {
        Assert.Equal(Template.Split('\n').Count(line => line.StartsWith(":::", StringComparison.Ordinal)), 2 * Blocks.Count);
        Assert.All(Blocks, block => Assert.Contains($"\nfunction fill.{block.Kind}(", Filter.ReplaceLineEndings("\n"), StringComparison.Ordinal));
        Assert.DoesNotContain("http", Filter.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_key_and_column_is_in_a_stored_runs_folder()
    {
        var folder = Stored();
        foreach (var block in Blocks)
        {
            var file = Path.Combine(folder, block.File);
            Assert.True(File.Exists(file), $"{block.File} is not in a run's folder.");
            if (block.File.EndsWith(".csv", StringComparison.Ordinal))
            {
                Assert.Empty(block.Columns.Except(File.ReadLines(file).First().Split(',')));
                continue;
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var key in block.Keys)
            {
                Assert.True(Has(json.RootElement, key, out var value), $"{block.File} has no {key}.");
                if (block.Kind == "groups") Assert.All(value.EnumerateObject(), group => Assert.All(block.Columns, column => Assert.True(group.Value.TryGetProperty(column, out _), $"{block.File} has no {key}.{group.Name}.{column}.")));
            }
        }
    }

    [Fact]
    public void What_a_run_may_do_without_is_marked_so()
    {
        var stored = _desk.Run(_desk.Request).RunPath!;
        Assert.All(Blocks, block => Assert.Equal(block.Optional, !File.Exists(Path.Combine(stored, block.File))));
    }

    [FactWithQuarto]
    public void Quarto_renders_it()
    {
        var place = Directory.CreateDirectory(_desk.PathTo("quarto"));
        foreach (var name in new[] { "backtest_report.qmd", "backtest_report.lua" }) File.Copy(Checkout.PathTo("examples", "reports", name), Path.Combine(place.FullName, name));
        using var quarto = Process.Start(new ProcessStartInfo(FactWithQuartoAttribute.Path!, ["render", "backtest_report.qmd", "-M", $"run:{Stored()}"]) { WorkingDirectory = place.FullName })!;
        quarto.WaitForExit();
        Assert.Equal(0, quarto.ExitCode);
        var page = File.ReadAllText(Path.Combine(place.FullName, "backtest_report.html"));
        foreach (var text in new[] { "ma_crossover", "max drawdown", "#2a5fc9", "stop" }) Assert.Contains(text, page, StringComparison.Ordinal);
    }

    private string Stored()
    {
        var result = _desk.Run(_desk.Request);
        var reports = Directory.CreateDirectory(Path.Combine(result.RunPath!, "reports"));
        using (var file = File.Create(Path.Combine(reports.FullName, TradesSummary.FileName))) TradesSummary.Write(result, file);
        return result.RunPath!;
    }

    // "git.commit" is commit in git; git itself is null where it is not known.
    private static bool Has(JsonElement element, string key, out JsonElement value)
    {
        value = element;
        foreach (var part in key.Split('.'))
        {
            if (value.ValueKind == JsonValueKind.Null) return true;
            if (!value.TryGetProperty(part, out value)) return false;
        }

        return true;
    }

    private static List<Block> Blocks { get; } = [.. Opening().Matches(Template).Select(m => new Block(Attributes().Matches(m.Groups[1].Value).ToDictionary(a => a.Groups[1].Value, a => a.Groups[2].Value)))];

    [GeneratedRegex(@"^::: \{(.+)\}$", RegexOptions.Multiline)]
    private static partial Regex Opening();

    [GeneratedRegex("([a-z]+)=\"([^\"]*)\"")]
    private static partial Regex Attributes();

    private sealed record Block(Dictionary<string, string> Attributes)
    {
        public string Kind => Attributes["run"];

        public string File => Attributes["file"];

        public bool Optional => Attributes.ContainsKey("optional");

        public IEnumerable<string> Keys => Words("keys");

        public IEnumerable<string> Columns => Words("columns");

        private IEnumerable<string> Words(string name) => Attributes.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimEnd('%'));
    }
}
