using System.Text.Json.Nodes;

namespace PeakTrade.Configuration.Tests;

public class DocumentationTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "configuration.md"));

    public static TheoryData<string> Examples
    {
        get
        {
            var examples = new TheoryData<string>();
            for (var i = 0; i < Lines.Length; i++)
            {
                if (Lines[i] != "```toml") continue;
                var end = Array.IndexOf(Lines, "```", i);
                examples.Add(string.Join('\n', Lines[(i + 1)..end]));
            }

            return examples;
        }
    }

    private static IReadOnlyList<(string Key, string Default)> Rows { get; } =
        [.. Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).Select(cells => (cells[1].Trim(' ', '`'), cells[3].Trim(' ', '`')))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_a_configuration_without_faults(string example) => Assert.Empty(ConfigReader.Read(example, "docs/configuration.md", []).Notices);

    [Fact]
    public void The_tables_list_every_key_in_the_readers_order() => Assert.Equal(ConfigReader.KnownKeys, Rows.Select(row => row.Key));

    [Fact]
    public void The_tables_state_the_defaults_that_take_effect()
    {
        var effective = JsonNode.Parse(ConfigSnapshot.Of(ConfigReader.Read(null, null, []), "any", ParameterSet.Empty, new PortfolioContent()).Normalised)!;
        var compared = 0;
        foreach (var (key, stated) in Rows.Where(row => row.Key != "strategy.key" && !row.Key.Contains('<')))
        {
            var names = key.Split('.');
            if (names[..^1].Aggregate((JsonNode?)effective, (node, name) => (node as JsonObject)?[name]) is not JsonObject table || !table.ContainsKey(names[^1])) continue;
            Assert.Equal((key, stated == "none" ? "null" : stated), (key, table[names[^1]]?.ToJsonString() ?? "null"));
            compared++;
        }

        Assert.Equal(51, compared);
    }
}
