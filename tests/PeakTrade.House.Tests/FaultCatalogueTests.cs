using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace PeakTrade.House.Tests;

public partial class FaultCatalogueTests
{
    [Fact]
    public void Every_id_is_noun_dot_cause_and_stands_there_once()
    {
        Assert.Equal(FaultCatalogue.All.Count, FaultCatalogue.All.Select(k => k.Id).Distinct().Count());
        Assert.All(FaultCatalogue.All, k => Assert.Matches(NounDotCause(), k.Id));
    }

    [Fact]
    public void Every_fault_is_thrown_somewhere()
    {
        var sources = Directory.GetFiles(Checkout.PathTo("src"), "*.cs", SearchOption.AllDirectories).Where(f => !f.EndsWith("FaultCatalogue.cs", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var names = typeof(FaultCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.Name);
        Assert.Empty(names.Where(name => !sources.Any(s => s.Contains($"FaultCatalogue.{name}", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_documented_faults_are_those_of_the_catalogue()
    {
        var text = new StringBuilder("""
            # Errors

            Each error has an id that scripts may rely on. In PowerShell it begins the `FullyQualifiedErrorId`; at the command line it
            stands in brackets, and in the NDJSON of `--json` as `error`. A bad configuration or argument ends a command; a bad item is an error of its own, and
            the rest goes on. The text of an error names the file, the place, what came, what was wanted and what to do.

            | id | stands for | what to do |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var kind in FaultCatalogue.All.OrderBy(k => k.Id, StringComparer.Ordinal)) text.Append($"| `{kind.Id}` | {kind.Summary} | {kind.Action} |\n");
        Approval.Check(text.ToString(), "docs", "errors.md");
    }

    [GeneratedRegex("^[A-Z][A-Za-z]+\\.[A-Z][A-Za-z]+$")]
    private static partial Regex NounDotCause();
}
