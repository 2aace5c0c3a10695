namespace PeakTrade.Configuration.Tests;

/// <summary>The public toml-test suite; it lies beside the repository where it is there at all.</summary>
internal static class TomlSuite
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "reference", "toml-test"));

    public static bool IsThere { get; } = File.Exists(Path.Combine(Folder, "files-toml-1.0.0"));

    public static TheoryData<string> Files(string kind) => IsThere
        ? [.. File.ReadLines(Path.Combine(Folder, "files-toml-1.0.0")).Where(line => line.StartsWith(kind + "/", StringComparison.Ordinal) && line.EndsWith(".toml", StringComparison.Ordinal))]
        : ["none"];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}

/// <summary>A theory over the suite's files, skipped with the reason where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TomlSuiteTheoryAttribute : TheoryAttribute
{
    public TomlSuiteTheoryAttribute()
    {
        if (!TomlSuite.IsThere) Skip = "The toml-test suite is not in ../shared/reference/toml-test.";
    }
}
