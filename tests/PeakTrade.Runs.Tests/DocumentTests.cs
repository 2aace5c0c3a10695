using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeakTrade.Runs.Tests;

/// <summary><c>docs/run-store.md</c> names the columns and keys that are written, in their order.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository(), "docs", "run-store.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Tables => [RunFiles.Equity, RunFiles.TradesCsv, RunFiles.Orders];

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_documented_columns_are_the_written_ones(string file)
    {
        using var given = new TemporaryStore();
        var header = File.ReadLines(Path.Combine(given.CsvStore.Save(Given.Result(), Given.Evidence()).RunPath!, file)).First();
        Assert.Equal(header.Split(','), Documented(file == RunFiles.TradesCsv ? RunFiles.TradesParquet : file)); // The two have one table.
    }

    [Theory]
    [InlineData(RunFiles.Stats)]
    [InlineData(RunFiles.Receipt)]
    public void The_documented_keys_are_the_written_ones(string file)
    {
        using var given = new TemporaryStore();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(given.Save().RunPath!, file)));
        Assert.Equal(json.RootElement.EnumerateObject().Select(member => member.Name), Documented(file));
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
