using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PeakTrade.Data.Lake;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>The run store as tables: <c>runs</c>, <c>equity</c>, <c>trades</c>, and of portfolios <c>holdings</c>, <c>exposure</c> and <c>factor_contributions</c>. A run that is damaged is told, and the others still come.</summary>
internal static class RunTables
{
    private const string Text = "VARCHAR", Number = "DOUBLE", Count = "BIGINT", Time = "TIMESTAMP WITH TIME ZONE", Flag = "BOOLEAN", Id = "UUID";

    private static readonly JsonWriterOptions Letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The names and the order of stats.json, between what tells one run from another and where it lies.
    private static readonly (string Name, string Type, Func<BacktestResult, object?> Value)[] Runs =
    [
        ("run_id", Id, r => r.RunId), ("symbol", Text, r => r.Symbol), ("strategy", Text, r => r.Strategy), ("parameters", Text, r => Json(r.Parameters)),
        ("start", Time, r => r.Start), ("end", Time, r => r.End), ("finished", Time, r => r.FinishedAt?.UtcDateTime), ("bars", Count, r => r.Bars), ("execution", Text, r => r.Execution == ExecutionMode.Vectorized ? "vectorized" : "pipeline"),
        ("final_equity", Number, r => r.FinalEquity), ("total_return", Number, r => r.TotalReturn), ("cagr", Number, r => r.Cagr), ("volatility", Number, r => r.Volatility),
        ("sharpe", Number, r => r.Sharpe), ("sortino", Number, r => r.Sortino), ("calmar", Number, r => r.Calmar),
        ("max_drawdown", Number, r => r.MaxDrawdown), ("max_drawdown_bars", Count, r => r.MaxDrawdownBars), ("ulcer_index", Number, r => r.UlcerIndex),
        ("value_at_risk_95", Number, r => r.ValueAtRisk95), ("conditional_value_at_risk_95", Number, r => r.ConditionalValueAtRisk95), ("skew", Number, r => r.Skew), ("kurtosis", Number, r => r.Kurtosis),
        ("buy_and_hold_return", Number, r => r.BuyAndHoldReturn), ("alpha", Number, r => r.Alpha), ("beta", Number, r => r.Beta),
        ("periods_per_year", Number, r => r.PeriodsPerYear), ("periods_per_year_source", Text, r => r.PeriodsPerYearSource),
        ("trades", Count, r => r.Trades), ("win_rate", Number, r => r.WinRate), ("profit_factor", Number, r => r.ProfitFactor), ("payoff", Number, r => r.Payoff), ("expectancy", Number, r => r.Expectancy),
        ("average_holding_bars", Number, r => r.AverageHoldingBars), ("longest_holding_bars", Count, r => r.LongestHoldingBars), ("exposure", Number, r => r.Exposure), ("turnover", Number, r => r.Turnover),
        ("fees_paid", Number, r => r.FeesPaid), ("slippage_paid", Number, r => r.SlippagePaid), ("borrow_paid", Number, r => r.BorrowPaid),
        ("ambiguous_bars", Count, r => r.AmbiguousBars), ("final_equity_pessimistic", Number, r => r.FinalEquityPessimistic), ("final_equity_optimistic", Number, r => r.FinalEquityOptimistic),
        ("open_at_end", Flag, r => r.OpenAtEnd), ("no_trades_reason", Text, r => r.NoTradesReason), ("rows_dropped", Count, r => r.RowsDropped),
        ("data_hash", Text, r => r.DataHash), ("config_hash", Text, r => r.ConfigHash), ("data_path", Text, r => r.Path), ("path", Text, r => r.RunPath),
    ];

    private static readonly LakeColumn[] Equity = [new("run_id", Id), new("time", Time), new("equity", Number), new("drawdown", Number), new("units", Number)];

    private static readonly LakeColumn[] Trades =
    [
        new("run_id", Id), new("number", Count), new("side", Text), new("units", Number), new("entry_bar", Count), new("entry_time", Time), new("entry_price", Number), new("exit_bar", Count), new("exit_time", Time), new("exit_price", Number),
        new("exit_kind", Text), new("fees", Number), new("slippage", Number), new("borrow", Number), new("profit", Number), new("return", Number), new("symbol", Text),
    ];

    private static readonly LakeColumn[] Holdings = [new("run_id", Id), new("time", Time), new("symbol", Text), new("units", Number), new("price", Number), new("weight", Number), new("target", Number), new("score", Number)];

    private static readonly LakeColumn[] Exposure =
        [new("run_id", Id), new("time", Time), new("cash", Number), new("long", Number), new("short", Number), new("positions", Count), new("largest_weight", Number), new("concentration", Number)];

    private static readonly LakeColumn[] Contributions = [new("run_id", Id), new("from_time", Time), new("to_time", Time), new("factor", Text), new("exposure", Number), new("factor_return", Number), new("contribution", Number)];

    public static IReadOnlyList<LakeTable> Of(string root, Action<string> warn)
    {
        var store = new RunStore(root);
        return
        [
            new LakeRowTable("runs", [.. Runs.Select(c => new LakeColumn(c.Name, c.Type))], cancel => Rows(store, warn, cancel)),
            new LakeFileTable("equity", Equity, cancel => Files(store, ["equity.csv"], notInAll: false, warn, cancel)),
            // Runs stored before trades named their instrument have no symbol here.
            new LakeFileTable("trades", Trades, cancel => Files(store, ["trades.parquet", "trades.csv"], notInAll: false, warn, cancel), AddedLater: 1),
            OfPortfolios("holdings", Holdings),
            OfPortfolios("exposure", Exposure),
            OfPortfolios("factor_contributions", Contributions),
        ];

        LakeFileTable OfPortfolios(string name, LakeColumn[] columns) => new(name, columns, cancel => Files(store, [$"{name}.csv"], notInAll: true, warn, cancel));
    }

    private static IEnumerable<object?[]> Rows(RunStore store, Action<string> warn, CancellationToken cancel)
    {
        foreach (var (result, error) in store.Find(new RunQuery(), cancel))
        {
            if (result is null) warn(error!.Message);
            else yield return Array.ConvertAll(Runs, column => column.Value(result));
        }
    }

    private static IEnumerable<string> Files(RunStore store, string[] names, bool notInAll, Action<string> warn, CancellationToken cancel)
    {
        foreach (var (path, error) in store.Files(names, notInAll, cancel))
        {
            if (path is null) warn(error!.Message);
            else yield return path;
        }
    }

    private static string Json(ParameterSet parameters)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Letters))
        {
            json.WriteStartObject();
            foreach (var (name, value) in parameters)
            {
                switch (value)
                {
                    case bool truth: json.WriteBoolean(name, truth); break;
                    case long number: json.WriteNumber(name, number); break;
                    case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
                    case double: json.WriteNull(name); break;
                    default: json.WriteString(name, $"{value}"); break;
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
