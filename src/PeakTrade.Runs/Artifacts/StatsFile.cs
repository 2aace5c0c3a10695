using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary><c>stats.json</c>: a result's figures and what they come from, the same bytes for the same run.</summary>
internal static class StatsFile
{
    public static void Write(ArtifactWriter file, BacktestResult result, string engineVersion) => JsonOut.Object(file, json =>
    {
        WriteSubject(json, result);
        WriteGrowth(json, result);
        WriteTrading(json, result);
        WriteCertainty(json, result);
        if (result.Portfolio is { } portfolio) PortfolioStats.Write(json, portfolio);
        json.WriteString("data_hash", result.DataHash);
        json.WriteString("config_hash", result.ConfigHash);
        json.WriteString("engine_version", engineVersion);
    });

    /// <summary>The result without what only the receipt knows.</summary>
    public static BacktestResult Read(string path, IRunDetails details)
    {
        using var json = JsonIn.Open(path);
        return new(ReadMetrics(json), details)
        {
            Symbol = json.Text("symbol"),
            Strategy = json.Text("strategy"),
            Parameters = new(json.Object("parameters").Values()),
            Start = json.Time("start"),
            End = json.Time("end"),
            Bars = json.Integer("bars"),
            Execution = json.Word<ExecutionMode>("execution"),
            AmbiguousBars = json.Integer("ambiguous_bars"),
            FinalEquityPessimistic = json.Number("final_equity_pessimistic"),
            FinalEquityOptimistic = json.Number("final_equity_optimistic"),
            OpenAtEnd = json.Boolean("open_at_end"),
            NoTradesReason = json.TextOrNull("no_trades_reason"),
            RowsDropped = json.Integer("rows_dropped"),
            Portfolio = PortfolioStats.Read(json),
            DataHash = json.Text("data_hash"),
            ConfigHash = json.Text("config_hash"),
        };
    }

    private static void WriteSubject(Utf8JsonWriter json, BacktestResult result)
    {
        json.WriteString("symbol", result.Symbol);
        json.WriteString("strategy", result.Strategy);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in result.Parameters) json.Value(name, value);
        json.WriteEndObject();
        json.Time("start", result.Start.Ticks);
        json.Time("end", result.End.Ticks);
        json.WriteNumber("bars", result.Bars);
        json.WriteString("execution", Words<ExecutionMode>.For(result.Execution));
    }

    private static void WriteGrowth(Utf8JsonWriter json, Metrics metrics)
    {
        json.Number("final_equity", metrics.FinalEquity);
        json.Number("total_return", metrics.TotalReturn);
        json.Number("cagr", metrics.Cagr);
        json.Number("volatility", metrics.Volatility);
        json.Number("sharpe", metrics.Sharpe);
        json.Number("sortino", metrics.Sortino);
        json.Number("calmar", metrics.Calmar);
        json.Number("max_drawdown", metrics.MaxDrawdown);
        json.WriteNumber("max_drawdown_bars", metrics.MaxDrawdownBars);
        json.Number("ulcer_index", metrics.UlcerIndex);
        json.Number("value_at_risk_95", metrics.ValueAtRisk95);
        json.Number("conditional_value_at_risk_95", metrics.ConditionalValueAtRisk95);
        json.Number("skew", metrics.Skew);
        json.Number("kurtosis", metrics.Kurtosis);
        json.Number("buy_and_hold_return", metrics.BuyAndHoldReturn);
        json.Number("alpha", metrics.Alpha);
        json.Number("beta", metrics.Beta);
        json.Number("periods_per_year", metrics.PeriodsPerYear);
        json.WriteString("periods_per_year_source", metrics.PeriodsPerYearSource);
    }

    private static void WriteTrading(Utf8JsonWriter json, Metrics metrics)
    {
        json.WriteNumber("trades", metrics.Trades);
        json.Number("win_rate", metrics.WinRate);
        json.Number("profit_factor", metrics.ProfitFactor);
        json.Number("payoff", metrics.Payoff);
        json.Number("expectancy", metrics.Expectancy);
        json.Number("average_holding_bars", metrics.AverageHoldingBars);
        json.WriteNumber("longest_holding_bars", metrics.LongestHoldingBars);
        json.Number("exposure", metrics.Exposure);
        json.Number("turnover", metrics.Turnover);
        json.Number("fees_paid", metrics.FeesPaid);
        json.Number("slippage_paid", metrics.SlippagePaid);
        json.Number("borrow_paid", metrics.BorrowPaid);
    }

    private static void WriteCertainty(Utf8JsonWriter json, BacktestResult result)
    {
        json.WriteNumber("ambiguous_bars", result.AmbiguousBars);
        json.Number("final_equity_pessimistic", result.FinalEquityPessimistic);
        json.Number("final_equity_optimistic", result.FinalEquityOptimistic);
        json.WriteBoolean("open_at_end", result.OpenAtEnd);
        json.WriteString("no_trades_reason", result.NoTradesReason);
        json.WriteNumber("rows_dropped", result.RowsDropped);
    }

    private static Metrics ReadMetrics(JsonIn json) => new()
    {
        FinalEquity = json.Number("final_equity"),
        TotalReturn = json.NumberOrNull("total_return"),
        Cagr = json.NumberOrNull("cagr"),
        Volatility = json.NumberOrNull("volatility"),
        Sharpe = json.NumberOrNull("sharpe"),
        Sortino = json.NumberOrNull("sortino"),
        Calmar = json.NumberOrNull("calmar"),
        MaxDrawdown = json.NumberOrNull("max_drawdown"),
        MaxDrawdownBars = json.Integer("max_drawdown_bars"),
        UlcerIndex = json.NumberOrNull("ulcer_index"),
        ValueAtRisk95 = json.NumberOrNull("value_at_risk_95"),
        ConditionalValueAtRisk95 = json.NumberOrNull("conditional_value_at_risk_95"),
        Skew = json.NumberOrNull("skew"),
        Kurtosis = json.NumberOrNull("kurtosis"),
        BuyAndHoldReturn = json.NumberOrNull("buy_and_hold_return"),
        Alpha = json.NumberOrNull("alpha"),
        Beta = json.NumberOrNull("beta"),
        PeriodsPerYear = json.Number("periods_per_year"),
        PeriodsPerYearSource = json.Text("periods_per_year_source"),
        Trades = json.Integer("trades"),
        WinRate = json.NumberOrNull("win_rate"),
        ProfitFactor = json.NumberOrNull("profit_factor"),
        Payoff = json.NumberOrNull("payoff"),
        Expectancy = json.NumberOrNull("expectancy"),
        AverageHoldingBars = json.NumberOrNull("average_holding_bars"),
        LongestHoldingBars = json.Integer("longest_holding_bars"),
        Exposure = json.NumberOrNull("exposure"),
        Turnover = json.NumberOrNull("turnover"),
        FeesPaid = json.Number("fees_paid"),
        SlippagePaid = json.Number("slippage_paid"),
        BorrowPaid = json.Number("borrow_paid"),
    };
}
