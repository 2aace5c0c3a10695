using System.Text.Json;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Tests.DuckDb;

public class PinTests
{
    [Fact]
    public void Every_native_package_is_pinned_to_one_version_by_its_hash_and_to_no_registry()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        var text = File.ReadAllText(Path.Combine(folder, "src", "PeakTrade.Data", "Native", "package-lock.json"));
        Assert.DoesNotContain("resolved", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text, StringComparison.Ordinal);

        using var lockFile = JsonDocument.Parse(text);
        var packages = lockFile.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0).Select(p => p.Value).ToList();
        Assert.Equal(3, packages.Count);
        Assert.All(packages, p => Assert.StartsWith("sha512-", p.GetProperty("integrity").GetString(), StringComparison.Ordinal));
        Assert.Single(packages.Select(p => p.GetProperty("version").GetString()).Distinct());
    }

    [FactWithDuckDb]
    public void The_library_is_of_the_line_that_the_layer_was_written_for() => Assert.StartsWith("v1.5.", DuckDbDatabase.Version, StringComparison.Ordinal);
}
