using System.Globalization;
using System.Text.RegularExpressions;
using PeakTrade.Runs;

namespace PeakTrade.Operations.Tests.Lake;

/// <summary>The run store's tables over runs of different ages and kinds.</summary>
public sealed class RunTablesTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [FactWithDuckDb]
    public void Trades_have_their_symbol_and_those_stored_before_it_was_a_column_have_none()
    {
        var (first, second, third, fourth) = (Run("ma_crossover"), Run("ma_crossover"), Run("ma_crossover", trades: "csv"), Run("ma_crossover", trades: "csv"));
        Older(second, "trades.parquet", WithoutSymbol);
        Older(fourth, "trades.csv", path => File.WriteAllText(path, string.Concat(File.ReadLines(path).Select(line => line[..line.LastIndexOf(',')] + "\n").ToList())));
        object?[] Symbols(params BacktestResult[] runs) => [.. runs.Select(run => One("SELECT any_value(symbol) FROM trades WHERE run_id = $id", new() { ["id"] = run.RunId }))];

        Assert.Equal([first.Symbol, null, first.Symbol, null], Symbols(first, second, third, fourth));
        Assert.Equal(4L * first.Trades, One("SELECT count(*) FROM trades"));
        foreach (var run in new[] { first, third }) Directory.Delete(run.RunPath!, recursive: true);
        Assert.Equal([null, null], Symbols(second, fourth));
        Assert.Equal(2L * second.Trades, One("SELECT count(profit) FROM trades"));
        Assert.Empty(_desk.Warnings);
    }

    [FactWithDuckDb]
    public void The_tables_of_portfolios_are_those_of_the_runs_that_have_them()
    {
        Run("ma_crossover");
        var run = _desk.Run(_desk.Request with { Strategy = "ma_crossover", Save = false });
        ExposurePoint[] exposure = [new(new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), 9_000, 1_500, 500, 2, 0.15, 0.625)];
        Holding[] holdings = [new(exposure[0].Time, "AAA", 10, 150, 0.15, 0.2, null)];
        FactorContribution[] parts = [new(exposure[0].Time, exposure[0].Time.AddDays(1), "costs", null, null, -0.001)];
        var portfolio = new RunStore(_desk.PathTo("results")).Save(
            new(run, new PortfolioDetails(run, exposure, holdings, parts)) { Symbol = "Few", Strategy = "equal_weight", Portfolio = new() { Symbols = ["AAA"] } },
            new() { ConfigToml = "", ConfigJson = "{}", EngineVersion = "0", Host = HostFacts.Read(), Started = DateTimeOffset.UnixEpoch, Finished = DateTimeOffset.UnixEpoch });

        object?[] id = [portfolio.RunId];
        Assert.Equal([.. id, exposure[0].Time, 9_000.0, 1_500.0, 500.0, 2L, 0.15, 0.625], Rows("SELECT * FROM exposure").Single().Values);
        Assert.Equal([.. id, exposure[0].Time, "AAA", 10.0, 150.0, 0.15, 0.2, null], Rows("SELECT * FROM holdings").Single().Values);
        Assert.Equal([.. id, exposure[0].Time, exposure[0].Time.AddDays(1), "costs", null, null, -0.001], Rows("SELECT * FROM factor_contributions").Single().Values);
        Assert.Empty(_desk.Warnings);
    }

    private BacktestResult Run(string strategy, string trades = "auto") => _desk.Run(_desk.Request with { Strategy = strategy, Settings = [new("results.trades", trades)] });

    private QueryLakeRequest Request(string sql, Dictionary<string, object?>? parameters = null) => new() { Sql = sql, Parameters = parameters ?? [], Lake = _desk.PathTo("data/lake"), ResultsRoot = _desk.PathTo("results") };

    private List<QueryRow> Rows(string sql, Dictionary<string, object?>? parameters = null) => [.. QueryLake.Execute(Request(sql, parameters), _desk, default)];

    private object? One(string sql, Dictionary<string, object?>? parameters = null) => Assert.Single(Assert.Single(Rows(sql, parameters)).Values);

    private void WithoutSymbol(string path)
    {
        QueryLake.Write(Request($"SELECT * EXCLUDE symbol FROM '{path}'"), LakeQueryFormat.Parquet, path, force: true, _desk, default);
    }

    // The file as it was before the column came, and the receipt that said so.
    private static void Older(BacktestResult run, string name, Action<string> change)
    {
        var (path, receipt) = (Path.Combine(run.RunPath!, name), Path.Combine(run.RunPath!, "run.json"));
        var before = File.GetLastWriteTimeUtc(receipt);
        change(path);
        var bytes = new FileInfo(path).Length.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(receipt, Regex.Replace(File.ReadAllText(receipt), $"(\"{Regex.Escape(name)}\": \\{{[^}}]*\"bytes\": )\\d+", $"${{1}}{bytes}", RegexOptions.None, TimeSpan.FromSeconds(1)));
        File.SetLastWriteTimeUtc(receipt, before);
    }

    private sealed class PortfolioDetails(BacktestResult run, ExposurePoint[] exposure, Holding[] holdings, FactorContribution[] parts) : IRunDetails
    {
        public IReadOnlyList<Trade> ReadTrades() => run.GetTrades();

        public IReadOnlyList<Order> ReadOrders() => run.GetOrders();

        public EquityCurve ReadEquity() => run.GetEquity();

        public IReadOnlyList<ExposurePoint> ReadExposure() => exposure;

        public IReadOnlyList<Holding> ReadHoldings() => holdings;

        public IReadOnlyList<FactorContribution> ReadFactorContributions() => parts;
    }
}
