using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.Sdk;

namespace PeakTrade.PowerShell.Tests;

/// <summary>A test of a Pester file.</summary>
/// <param name="File">The file.</param>
/// <param name="Name">What its <c>It</c> says.</param>
/// <param name="NeedsDuckDb">Whether it, or its <c>Describe</c>, has the tag DuckDb.</param>
internal sealed record PesterTest(string File, string Name, bool NeedsDuckDb);

/// <summary>The tests as their files name them.</summary>
internal static partial class PesterFiles
{
    /// <summary>The tag of tests that need DuckDB's library.</summary>
    public const string DuckDb = "DuckDb";

    public static string Folder => AppContext.BaseDirectory;

    public static IReadOnlyList<PesterTest> Tests { get; } = [.. Directory.GetFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal).SelectMany(TestsOf)];

    private static IEnumerable<PesterTest> TestsOf(string file)
    {
        var tagged = false;
        foreach (Match line in Line().Matches(File.ReadAllText(file)))
        {
            var tag = line.Value.Contains($"-Tag {DuckDb}", StringComparison.Ordinal);
            if (line.Groups["kind"].Value == "Describe") tagged = tag;
            else yield return new PesterTest(Path.GetFileName(file), line.Groups["name"].Value, tagged || tag);
        }
    }

    [GeneratedRegex(@"^\s*(?<kind>Describe|It) '(?<name>[^']+)'.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}

/// <summary>One row for each Pester test of a kind; all are skipped, with the reason, where PowerShell, Pester or what they need is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PesterDataAttribute : DataAttribute
{
    private readonly bool _needsDuckDb;

    public PesterDataAttribute(bool needsDuckDb)
    {
        _needsDuckDb = needsDuckDb;
        Skip = PesterRun.WhyNot ?? (needsDuckDb ? PesterRun.WhyNoDuckDb : null);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => PesterFiles.Tests.Where(t => t.NeedsDuckDb == _needsDuckDb).Select(t => new object[] { t.File, t.Name });
}
