using System.Text.Json;

namespace PeakTrade.Cli.Tests;

public sealed class FactorsTests : IDisposable
{
    private readonly Workplace _work = new();

    public FactorsTests()
    {
        _work.Sample(symbol: "AAA");
        _work.Sample(symbol: "BBB");
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Panels_are_a_table_and_their_rows_lines_of_JSON()
    {
        var table = (await _work.Here(Arguments("momentum_3_1", "rsi_14"))).Good();
        Assert.StartsWith("Factor", table.Lines[0]);
        Assert.Equal(["momentum_3_1", "rsi_14"], table.Lines[2..].Select(line => line.Split(' ')[0]));

        var rows = (await _work.Here([.. Arguments("rsi_14"), "--json", "--from", "2020-01-14", "--to", "2020-01-17"])).Good().Objects.ToList();
        Assert.Equal(["2020-01-14T00:00:00Z", "2020-01-15T00:00:00Z", "2020-01-16T00:00:00Z"], rows.Select(row => row.GetProperty("time").GetString()));
        Assert.All(rows, row => Assert.Equal("rsi_14", row.GetProperty("factor").GetString()));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Number, JsonValueKind.Number], rows.Select(row => row.GetProperty("values").GetProperty("aaa_1d").ValueKind));
    }

    [FactWithStore]
    public async Task A_panel_that_is_kept_says_so()
    {
        Assert.Contains(" no ", (await _work.Here(Arguments("rsi_14"))).Good().Output);
        Assert.Contains(" yes ", (await _work.Here(Arguments("rsi_14"))).Good().Output);
        Assert.Contains(" no ", (await _work.Here([.. Arguments("rsi_14"), "--force"])).Good().Output);
    }

    [Fact]
    public async Task A_factor_that_nobody_knows_fails_and_the_others_are_shown()
    {
        var outcome = await _work.Here(Arguments("momntum_3_1", "rsi_14"));
        Assert.Equal(1, outcome.Code);
        Assert.Contains("[Factor.Unknown] There is no factor \"momntum_3_1\"", outcome.Error);
        Assert.Contains("Did you mean \"momentum_3_1\"?", outcome.Error);
        Assert.Contains("rsi_14", outcome.Output);
    }

    [Fact]
    public async Task Data_that_are_not_there_end_it_before_it_begins()
    {
        var outcome = await _work.Here("factors", "rsi_14", "--path", _work.PathTo("nowhere"), "--store", _work.PathTo("store"));
        Assert.Equal(2, outcome.Code);
        Assert.Contains("[Data.Missing]", outcome.Error);
    }

    [Fact]
    public async Task Without_DuckDBs_library_panels_are_computed_and_one_line_says_that_they_are_not_kept()
    {
        var home = _work.PathTo("home");
        Directory.CreateDirectory(home);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(home, Path.GetFileName(file)));
        using var process = _work.Start(Workplace.Dotnet, [Path.Combine(home, "peaktrade.dll"), .. Arguments("rsi_14"), "--verbose"]);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("rsi_14", await output);
        Assert.Contains("peaktrade: DuckDB's library is not there: panels are computed each time.", await error);
        Assert.False(Directory.Exists(_work.PathTo("store")));
    }

    private string[] Arguments(params string[] factors) => ["factors", .. factors, "--path", _work.PathTo("data"), "--store", _work.PathTo("store")];

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FactWithStoreAttribute : FactAttribute
    {
        public FactWithStoreAttribute() => Skip = Data.Factors.FactorStore.Unavailable;
    }
}
