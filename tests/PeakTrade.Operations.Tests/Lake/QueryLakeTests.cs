using System.Text.Json;
using PeakTrade.House.Tests;

namespace PeakTrade.Operations.Tests.Lake;

public sealed class QueryLakeTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [FactWithDuckDb]
    public void Runs_are_rows_whose_figures_are_those_of_stats_json()
    {
        var (first, second) = (Run("ma_crossover"), Run("rsi_reversion"));
        var rows = Rows("SELECT * FROM runs");
        Assert.Equal([second.RunId, first.RunId], rows.Select(r => (Guid?)r["run_id"])); // Newest first, as everywhere.
        using var stats = JsonDocument.Parse(File.ReadAllText(Path.Combine(first.RunPath!, "stats.json")));
        var checkedKeys = 0;
        foreach (var (key, value) in stats.RootElement.EnumerateObject().Where(p => p.Name is not "engine_version").Select(p => (p.Name, p.Value)))
        {
            checkedKeys++;
            var found = rows[1][key];
            switch (found)
            {
                case null: Assert.Equal(JsonValueKind.Null, value.ValueKind); break;
                case DateTime time: Assert.Equal((value.GetDateTime(), DateTimeKind.Utc), (time, time.Kind)); break;
                case double number: Assert.Equal(value.GetDouble(), number); break;
                case long number: Assert.Equal(value.GetInt64(), number); break;
                case bool flag: Assert.Equal(value.GetBoolean(), flag); break;
                case string text when key == "parameters": Assert.Equal(JsonSerializer.Serialize(value), text); break;
                default: Assert.Equal(value.GetString(), found); break;
            }
        }

        Assert.True(checkedKeys > 40);
        var finished = first.FinishedAt!.Value.UtcDateTime; // DuckDB keeps times to the microsecond.
        Assert.Equal([first.RunPath, first.Path, finished.AddTicks(-(finished.Ticks % 10))], new[] { rows[1]["path"], rows[1]["data_path"], rows[1]["finished"] });
        Assert.Equal(20L, One("SELECT (parameters->'fast_window')::BIGINT FROM runs WHERE strategy = 'ma_crossover'"));
        Assert.Equal("ma_crossover", One("SELECT strategy FROM runs WHERE run_id = $id", new() { ["id"] = first.RunId }));
        Assert.Equal("ma_crossover", One("SELECT strategy FROM runs WHERE run_id = $id", new() { ["id"] = first.RunId!.Value.ToString() }));
    }

    [FactWithDuckDb]
    public void Equity_and_trades_are_those_of_the_runs()
    {
        var (first, second) = (Run("ma_crossover"), Run("rsi_reversion"));
        foreach (var run in new[] { first, second })
        {
            var equity = Rows("SELECT * FROM equity WHERE run_id = $id ORDER BY time", new() { ["id"] = run.RunId });
            Assert.Equal(run.GetEquity().Select(p => (p.Time, p.Equity, p.Drawdown, p.Units)), equity.Select(r => ((DateTime)r["time"]!, (double)r["equity"]!, (double)r["drawdown"]!, (double)r["units"]!)));
            var trades = Rows("SELECT * FROM trades WHERE run_id = $id ORDER BY number", new() { ["id"] = run.RunId });
            Same(run.GetTrades(), trades);
        }

        Assert.Equal(2L, One("SELECT count(DISTINCT run_id) FROM equity"));
    }

    [FactWithDuckDb]
    public void Trades_come_from_Parquet_where_a_run_has_it_and_from_CSV_where_not()
    {
        var (first, second) = (Run("ma_crossover"), Run("rsi_reversion", trades: "csv"));
        Assert.NotEmpty(first.GetTrades());
        Assert.Equal([true, false], new[] { first, second }.Select(run => File.Exists(Path.Combine(run.RunPath!, "trades.parquet"))));

        Assert.Equal((long)first.Trades, One("SELECT count(*) FROM trades WHERE run_id = $id", new() { ["id"] = first.RunId }));
        Assert.Equal((long)second.Trades, One("SELECT count(*) FROM trades WHERE run_id = $id", new() { ["id"] = second.RunId }));
        Assert.Equal(["BIGINT", "TIMESTAMP WITH TIME ZONE"], Rows("SELECT DISTINCT typeof(number), typeof(entry_time) FROM trades").Single().Values);
        Assert.Empty(_desk.Warnings);
    }

    [FactWithDuckDb]
    public void A_damaged_run_is_named_and_the_rest_still_comes()
    {
        var (whole, cut, broken) = (Run("ma_crossover"), Run("rsi_reversion"), Run("breakout_donchian"));
        var equity = Path.Combine(cut.RunPath!, "equity.csv");
        File.WriteAllLines(equity, File.ReadLines(equity).Take(100).ToList());
        File.WriteAllText(Path.Combine(broken.RunPath!, "stats.json"), "{");
        File.Delete(Path.Combine(broken.RunPath!, "trades.parquet"));
        Directory.CreateDirectory(_desk.PathTo($"results/.tmp-{Guid.NewGuid()}"));
        _desk.Write($"results/.tmp-{Guid.NewGuid()}/equity.csv", "half");

        Assert.Equal(2L, One("SELECT count(*) FROM runs"));
        Assert.Contains(broken.RunId.ToString()!, Assert.Single(_desk.Warnings), StringComparison.Ordinal);
        _desk.Warnings.Clear();
        Assert.Equal(2L, One("SELECT count(DISTINCT run_id) FROM equity"));
        Assert.Contains(cut.RunId.ToString()!, Assert.Single(_desk.Warnings), StringComparison.Ordinal);
        _desk.Warnings.Clear();
        Assert.Equal(2L, One("SELECT count(DISTINCT run_id) FROM trades"));
        Assert.Contains(broken.RunId.ToString()!, Assert.Single(_desk.Warnings), StringComparison.Ordinal);
        Assert.NotNull(whole.RunId);
    }

    [FactWithDuckDb]
    public void An_empty_store_has_empty_tables()
    {
        foreach (var table in new[] { "runs", "equity", "trades", "holdings", "exposure", "factor_contributions" }) Assert.Equal(0L, One($"SELECT count(*) FROM {table}"));
        Assert.Empty(_desk.Warnings);
    }

    [FactWithDuckDb]
    public void A_file_is_written_whole_or_not_at_all_and_replaced_only_with_force()
    {
        var file = _desk.PathTo("out/one.csv");
        Assert.Equal(file, Write("SELECT 1 AS a").FullName);
        Assert.Equal("a\n1\n", File.ReadAllText(file));
        Assert.Equal("Output.NotWritten", Assert.Throws<PeakTradeException>(() => Write("SELECT 2 AS a")).Kind.Id);
        Assert.Throws<PeakTradeException>(() => Write("SELECT CASE WHEN i = 900000 THEN error('late') ELSE i END FROM range(1000000) t(i)", force: true));
        Assert.Equal("a\n1\n", File.ReadAllText(file));
        Write("SELECT 2 AS a", force: true);
        Assert.Equal("a\n2\n", File.ReadAllText(file));
        Assert.Equal(["one.csv"], Directory.GetFiles(_desk.PathTo("out")).Select(Path.GetFileName));
        Assert.Equal("Output.NotWritten", Assert.Throws<PeakTradeException>(() => QueryLake.Write(Request("SELECT 1"), LakeQueryFormat.Csv, _desk.Folder, force: true, _desk, default)).Kind.Id);

        FileInfo Write(string sql, bool force = false) => QueryLake.Write(Request(sql), LakeQueryFormat.Csv, file, force, _desk, default);
    }

    [FactWithDuckDb]
    public void The_page_s_columns_and_types_are_the_tables_own()
    {
        var page = File.ReadAllText(Checkout.PathTo("docs", "lake.md")).ReplaceLineEndings("\n");
        foreach (var table in new[] { "ohlcv", "runs", "equity", "trades", "holdings", "exposure", "factor_contributions" })
        {
            var section = page[page.IndexOf($"\n### `{table}`\n", StringComparison.Ordinal)..];
            section = section[..section.IndexOf("\n#", 1, StringComparison.Ordinal)];
            var rows = section.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|'));
            var documented = rows.SelectMany(cells => cells[1].Split('`').Where((_, i) => i % 2 == 1).Select(name => $"{name} {cells[2].Trim()}"));
            Assert.Equal(Rows($"DESCRIBE {table}").Select(r => $"{r["column_name"]} {r["column_type"]}"), documented);
        }
    }

    private static void Same(IReadOnlyList<Trade> wanted, List<QueryRow> rows)
    {
        Assert.Equal(wanted.Count, rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var (trade, row) = (wanted[i], rows[i]);
            Assert.Equal(
                [(long)trade.Number, trade.Side == Side.Long ? "long" : "short", trade.Units, (long)trade.EntryBar, trade.EntryTime, trade.EntryPrice, (long)trade.ExitBar, trade.ExitTime, trade.ExitPrice, trade.Fees, trade.Slippage, trade.Borrow, trade.Profit, trade.Return],
                new[] { "number", "side", "units", "entry_bar", "entry_time", "entry_price", "exit_bar", "exit_time", "exit_price", "fees", "slippage", "borrow", "profit", "return" }.Select(name => row[name]));
            Assert.Equal(trade.IsOpen, row["exit_kind"] is null);
        }
    }

    private BacktestResult Run(string strategy, string trades = "auto") => _desk.Run(_desk.Request with { Strategy = strategy, Settings = [new("results.trades", trades)] });

    private QueryLakeRequest Request(string sql, Dictionary<string, object?>? parameters = null) => new() { Sql = sql, Parameters = parameters ?? [], Lake = _desk.PathTo("data/lake"), ResultsRoot = _desk.PathTo("results") };

    private List<QueryRow> Rows(string sql, Dictionary<string, object?>? parameters = null)
    {
        var rows = QueryLake.Execute(Request(sql, parameters), _desk, default).ToList();
        if (sql.Contains("ohlcv", StringComparison.Ordinal)) _desk.Warnings.Clear();
        return rows;
    }

    private object? One(string sql, Dictionary<string, object?>? parameters = null) => Assert.Single(Assert.Single(Rows(sql, parameters)).Values);
}
