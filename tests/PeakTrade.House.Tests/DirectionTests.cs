using System.Xml.Linq;

namespace PeakTrade.House.Tests;

public class DirectionTests
{
    // The house of DESIGN.md, section 1: what each project may stand on. Where one sibling stands on another it is said here.
    private static readonly Dictionary<string, string[]> MayStandOn = new()
    {
        ["Abstractions"] = [],
        ["Engine"] = ["Abstractions"],
        ["Configuration"] = ["Abstractions", "Engine"],
        ["Data"] = ["Abstractions", "Engine"],
        ["Studies"] = ["Abstractions", "Engine"],
        ["Runs"] = ["Abstractions", "Engine", "Data"], // The tables of a run are Parquet, which Data reads and writes.
        ["Reports"] = ["Abstractions", "Engine"],
        ["Operations"] = ["Abstractions", "Engine", "Configuration", "Data", "Studies", "Runs", "Reports"],
        ["PowerShell"] = ["Operations"],
        ["Cli"] = ["Operations"],
    };

    public static TheoryData<string> Projects => [.. MayStandOn.Keys];

    [Fact]
    public void Every_project_has_its_place() =>
        Assert.Equal(MayStandOn.Keys.Order(), Directory.GetDirectories(Checkout.PathTo("src")).Select(d => Path.GetFileName(d)!["PeakTrade.".Length..]).Order());

    [Theory, MemberData(nameof(Projects))]
    public void A_project_stands_only_on_what_is_below_it(string project)
    {
        var stands = ProjectFile(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)["PeakTrade.".Length..]);
        Assert.Empty(stands.Except(MayStandOn[project]));
    }

    [Theory]
    [InlineData("Abstractions")]
    [InlineData("Engine")]
    public void The_foundation_has_no_packages(string project) => Assert.Empty(ProjectFile(project).Descendants("PackageReference"));

    [Fact]
    public void The_doors_do_not_know_each_other()
    {
        Assert.DoesNotContain("PeakTrade.Cli", File.ReadAllText(Checkout.PathTo("src", "PeakTrade.PowerShell", "PeakTrade.PowerShell.csproj")), StringComparison.Ordinal);
        Assert.DoesNotContain("PeakTrade.PowerShell", File.ReadAllText(Checkout.PathTo("src", "PeakTrade.Cli", "PeakTrade.Cli.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_top_level_holds_what_the_design_names()
    {
        var folders = new[] { "src", "tests", "examples", "docs", "artifacts", "results", "data", "outputs", "node_modules" };
        var strangers = Directory.GetDirectories(Checkout.Root).Select(Path.GetFileName).Where(name => !name!.StartsWith('.')).Except(folders);
        Assert.Empty(strangers);
    }

    private static XDocument ProjectFile(string project) => XDocument.Load(Checkout.PathTo("src", $"PeakTrade.{project}", $"PeakTrade.{project}.csproj"));
}
