using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeakTrade.Runs.Tests;

/// <summary><c>docs/run-store.md</c> names the columns and keys that are written, in their order.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository(), "docs", "run-store.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Tables => [RunFiles.Equity, RunFiles.TradesCsv, RunFiles.Orders, RunFiles.Holdings, RunFiles.Exposure, RunFiles.FactorContributions];

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_documented_columns_are_the_written_ones(string file)
    {
        using var given = new TemporaryStore();
        var header = File.ReadLines(Path.Combine(given.CsvStore.Save(Given.Portfolio(), Given.Evidence()).RunPath!, file)).First();
        Assert.Equal(header.Split(','), Documented(file == RunFiles.TradesCsv ? RunFiles.TradesParquet : file)); // The two have one table.
    }

    [Theory]
    [InlineData(RunFiles.Stats)]
    [InlineData(RunFiles.Receipt)]
    public void The_documented_keys_are_the_written_ones(string file)
    {
        using var given = new TemporaryStore();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(given.Store.Save(Given.Portfolio(), Given.Evidence() with { Batch = new("b", "r", "k") }).RunPath!, file)));
        Assert.Equal(json.RootElement.EnumerateObject().Select(member => member.Name), Documented(file));
    }

    [Fact]
    public void The_documented_facts_of_a_portfolio_are_the_written_ones()
    {
        using var given = new TemporaryStore();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(given.Store.Save(Given.Portfolio(), Given.Evidence()).RunPath!, RunFiles.Stats)));
        var list = Document[Document.IndexOf("and `portfolio` holds:", StringComparison.Ordinal)..];
        var bullets = list[..list.IndexOf("A parameter that is no number", StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith('-'));
        var written = json.RootElement.GetProperty("portfolio").EnumerateObject().Select(member => member.Name).ToList();
        Assert.Equal(written, bullets.SelectMany(line => Name().Matches(line).Select(name => name.Value.Trim('`'))).Where(name => name != "null"));
    }

    // A section is headed by its file's name, and its table's first column holds the names.
    private static IEnumerable<string> Documented(string file)
    {
        var section = Document[Document.IndexOf($"\n## `{file}`\n", StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", 1, StringComparison.Ordinal);
        return FirstCell().Matches(end < 0 ? section : section[..end]).SelectMany(row => Name().Matches(row.Value).Select(name => name.Value.Trim('`')));
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"^\| `[^|]*\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`[a-z0-9_]+`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
