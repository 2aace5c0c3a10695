
namespace PeakTrade.PowerShell.Tests;

/// <summary>Each <c>It</c> of the Pester files, run in one PowerShell and reported one by one.</summary>
public sealed class PesterTests(PesterRun run) : IClassFixture<PesterRun>
{
    [Theory, PesterData(needsDuckDb: false)]
    public void Pester(string file, string test) => Check(run.FailureOf(file, test));

    [Theory, PesterData(needsDuckDb: true)]
    public void Pester_with_DuckDb(string file, string test) => Check(run.FailureOf(file, test));

    [Fact]
    public void No_two_tests_of_a_file_have_the_same_name() =>
        Assert.Empty(PesterFiles.Tests.GroupBy(t => (t.File, t.Name)).Where(same => same.Count() > 1).Select(same => same.Key));

    // Whole, where a comparison of strings would cut it off.
    private static void Check(string failure) => Assert.True(failure.Length == 0, failure);
}
