using System.Security.Cryptography;
using System.Text.Json;

namespace PeakTrade.Runs.Tests;

/// <summary>What only the run of a portfolio stores.</summary>
public sealed class PortfolioTests : IDisposable
{
    private static readonly string[] Files = ["exposure.csv", "factor_contributions.csv", "holdings.csv"];

    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_portfolio_has_three_files_more_and_the_receipt_lists_them()
    {
        var run = _given.Store.Save(Given.Portfolio(), Given.Evidence());
        Assert.Equal(Files, Directory.GetFiles(run.RunPath!).Select(path => Path.GetFileName(path)!).Where(name => Files.Contains(name)).Order(StringComparer.Ordinal));
        using var receipt = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.RunPath!, "run.json")));
        Assert.All(Files, name => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(run.RunPath!, name)))),
            receipt.RootElement.GetProperty("artifacts").GetProperty(name).GetProperty("sha256").GetString()));
    }

    [Fact]
    public void Holdings_exposure_and_contributions_come_back_as_they_were()
    {
        _given.Store.Save(Given.Portfolio(), Given.Evidence());
        var found = _given.FindOnly();
        Assert.Equal(Given.Holdings(), found.GetHoldings());
        Assert.Equal(Given.Exposure(), found.GetExposure());
        Assert.Equal(Given.Contributions(), found.GetFactorContributions());
    }

    [Fact]
    public void A_run_of_one_instrument_has_none_of_them_and_says_so_with_empty_lists()
    {
        _given.Save();
        var found = _given.FindOnly();
        Assert.Null(found.Portfolio);
        Assert.Empty(found.GetHoldings());
        Assert.Empty(found.GetExposure());
        Assert.Empty(found.GetFactorContributions());
    }

    [Fact]
    public void A_portfolio_without_factors_has_no_file_of_contributions()
    {
        var details = new Given.Details(Given.Equity(), [], []) { AllExposure = Given.Exposure() };
        var run = _given.Store.Save(Given.Result(details) with { Portfolio = Given.Facts() }, Given.Evidence());
        Assert.False(File.Exists(Path.Combine(run.RunPath!, "factor_contributions.csv")));
        Assert.Empty(_given.FindOnly().GetFactorContributions());
    }

    [Theory]
    [InlineData("holdings.csv", "50,-0.015", "fifty,-0.015", "row 3 must hold a number in column price, and holds \"fifty\"")]
    [InlineData("holdings.csv", "-0.02,\n", "-0.02\n", "row 3 ends before column score")]
    [InlineData("exposure.csv", "150,2,", "150,2.5,", "row 3 must hold a whole number in column positions")]
    [InlineData("exposure.csv", "time,cash", "cash,time", "row 1 must be the header time,cash,long,short")]
    [InlineData("factor_contributions.csv", "0.001\n", "0.001", "row 3 is cut short")]
    [InlineData("factor_contributions.csv", "momentum_12_1,0.25", "\"momentum_12_1,0.25", "row 2 is cut short")]
    public void A_damaged_row_is_named_by_file_row_and_column(string file, string from, string to, string said)
    {
        var path = Path.Combine(_given.Store.Save(Given.Portfolio(), Given.Evidence()).RunPath!, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        AssertDamaged(path, said);
    }

    [Fact]
    public void A_file_that_the_receipt_lists_and_that_is_gone_or_shorter_is_named()
    {
        var run = _given.Store.Save(Given.Portfolio(), Given.Evidence());
        foreach (var file in Files)
        {
            var path = Path.Combine(run.RunPath!, file);
            File.WriteAllLines(path, File.ReadLines(path).Take(1).ToList());
            AssertDamaged(path, "the file must hold");
            File.Delete(path);
            AssertDamaged(path, "the file is missing");
        }
    }

    [Theory]
    [InlineData("\"symbols\": [", "\"symbols\": 3, \"others\": [", "portfolio.symbols must be a list of texts")]
    [InlineData("\"rebalances\": 2", "\"rebalances\": 2.5", "portfolio.rebalances must be a whole number")]
    [InlineData("\"AAA\": \"Air", "\"AAA\": 7, \"BBB\": \"Air", "portfolio.sectors.AAA must be a text")]
    [InlineData("\"portfolio\": {", "\"portfolio\": {}, \"other\": {", "portfolio.symbols is missing")]
    public void Damaged_facts_are_named(string from, string to, string said)
    {
        var path = Path.Combine(_given.Store.Save(Given.Portfolio(), Given.Evidence()).RunPath!, "stats.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        var error = Assert.Single(_given.Find()).Error!;
        Assert.Equal("Run.Damaged", error.Kind.Id);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_garbled_anywhere_never_throw()
    {
        var path = Path.Combine(_given.Store.Save(Given.Portfolio(), Given.Evidence()).RunPath!, "stats.json");
        var whole = File.ReadAllBytes(path);
        var from = File.ReadAllText(path).IndexOf("\"portfolio\"", StringComparison.Ordinal);
        var junk = "\"9A]x"u8.ToArray();
        for (var at = from; at < whole.Length; at++)
        {
            var garbled = whole.ToArray();
            garbled[at] = junk[at % junk.Length];
            File.WriteAllBytes(path, garbled);
            Assert.True(Assert.Single(_given.Find()).Error is null or { Kind.Id: "Run.Damaged" });
        }
    }

    private void AssertDamaged(string path, string said)
    {
        var found = _given.FindOnly();
        var fault = Assert.Throws<PeakTradeException>(() => Path.GetFileName(path) switch { "holdings.csv" => (object)found.GetHoldings(), "exposure.csv" => found.GetExposure(), _ => found.GetFactorContributions() });
        Assert.Equal("Run.Damaged", fault.Kind.Id);
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }
}
