using System.Globalization;
using System.Text;

namespace PeakTrade.Reports;

/// <summary>A run's figures as plain text: what a person wants to see first, in the same words everywhere.</summary>
public static class BacktestText
{
    private const int NameWidth = 24;

    /// <summary>The whole text. It says nothing of when or where the run was made, so the same run gives the same bytes.</summary>
    public static string Of(BacktestResult run)
    {
        var text = new StringBuilder();
        Head($"{run.Strategy} on {run.Symbol}");
        if (run.Parameters.Count > 0) Row("parameters", run.Parameters.ToString());
        Row("time", $"{run.Start:yyyy-MM-dd HH:mm} to {run.End:yyyy-MM-dd HH:mm} UTC, {run.Bars.ToString("N0", CultureInfo.InvariantCulture)} bars");
        if (run.Portfolio is { } portfolio) Row("instruments", $"{portfolio.Symbols.Count}{(portfolio.Bundle is { } bundle ? $", scored by {bundle}" : "")}");
        Head("Result");
        Row("final equity", Money(run.FinalEquity));
        Row("total return", Percent(run.TotalReturn));
        Row("a year (CAGR)", Percent(run.Cagr));
        Row("buying and holding", Percent(run.BuyAndHoldReturn));
        Row("volatility a year", Percent(run.Volatility));
        Row("Sharpe / Sortino", $"{Number(run.Sharpe)} / {Number(run.Sortino)}");
        Row("deepest drawdown", $"{Percent(run.MaxDrawdown)}, {run.MaxDrawdownBars} bars");
        Row("Calmar", Number(run.Calmar));
        Row("value at risk 95 %", $"{Percent(run.ValueAtRisk95)} a bar, {Percent(run.ConditionalValueAtRisk95)} beyond it");
        Row("alpha / beta", $"{Percent(run.Alpha)} / {Number(run.Beta)}");
        Head("Trading");
        Row("trades", run.Trades.ToString(CultureInfo.InvariantCulture));
        if (run.NoTradesReason is { } reason) Row("why none", reason);
        Row("won", Percent(run.WinRate));
        Row("profit factor", Number(run.ProfitFactor));
        Row("exposure", Percent(run.Exposure));
        Row("turnover a year", Number(run.Turnover));
        Row("fees", Money(run.FeesPaid));
        Row("slippage", Money(run.SlippagePaid));
        Row("borrow", Money(run.BorrowPaid));
        if (run.AmbiguousBars > 0) Row("ambiguous bars", $"{run.AmbiguousBars}; final equity lies between {Money(run.FinalEquityPessimistic)} and {Money(run.FinalEquityOptimistic)}");
        if (run.OpenAtEnd) Row("at the end", "a position is open, marked at the last close");
        if (run.Portfolio is { } held)
        {
            Head("Portfolio");
            Row("rebalances", held.Rebalances.ToString(CultureInfo.InvariantCulture));
            Row("gross / net, on average", $"{Percent(held.AverageGross)} / {Percent(held.AverageNet)}");
            Row("positions, on average", Number(held.AveragePositions));
            Row("largest weight", Percent(held.LargestWeight));
            if (held.Delisted.Count > 0) Row("delisted", string.Join(", ", held.Delisted));
        }

        return text.ToString();

        void Head(string title) => text.Append(text.Length > 0 ? "\n" : "").Append(title).Append('\n').Append('-', title.Length).Append('\n');

        void Row(string name, string value) => text.Append(name.PadRight(NameWidth)).Append("  ").Append(value).Append('\n');
    }

    private static string Percent(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v * 100:0.00} %") : "undefined";

    private static string Number(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "undefined";

    private static string Money(double value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);
}
