using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.Sdk;

namespace PeakTrade.PowerShell.Tests;

/// <summary>The tests as their files name them.</summary>
internal static partial class PesterFiles
{
    public static string Folder => AppContext.BaseDirectory;

    public static IReadOnlyList<(string File, string Test)> Tests { get; } =
        [.. Directory.GetFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal).SelectMany(file => It().Matches(File.ReadAllText(file)).Select(m => (Path.GetFileName(file), m.Groups[1].Value)))];

    [GeneratedRegex(@"^\s*It '([^']+)'", RegexOptions.Multiline)]
    private static partial Regex It();
}

/// <summary>One row for each Pester test; all are skipped, with the reason, where PowerShell or Pester is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PesterDataAttribute : DataAttribute
{
    public PesterDataAttribute() => Skip = PesterRun.WhyNot;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => PesterFiles.Tests.Select(t => new object[] { t.File, t.Test });
}
