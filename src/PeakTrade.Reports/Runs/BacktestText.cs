using System.Globalization;
using System.Text;

namespace PeakTrade.Reports;

/// <summary>A run's figures as plain text: what a person wants to see first, in the same words everywhere.</summary>
public static class BacktestText
{
    private const int NameWidth = 24, CellWidth = 15;

    /// <summary>The whole text. It says nothing of when or where the run was made, so the same run gives the same bytes.</summary>
    public static string Of(BacktestResult run)
    {
        var text = new StringBuilder();
        Head($"{run.Strategy} on {run.Symbol}");
        if (run.Parameters.Count > 0) Row("parameters", run.Parameters.ToString());
        Row("time", $"{run.Start:yyyy-MM-dd HH:mm} to {run.End:yyyy-MM-dd HH:mm} UTC, {Count(run.Bars)} bars{(run.RowsDropped > 0 ? $", {Count(run.RowsDropped)} broken rows left out" : "")}");
        if (run.Portfolio is { } portfolio) Row("instruments", $"{portfolio.Symbols.Count}{(portfolio.Bundle is { } bundle ? $", scored by {bundle}" : "")}");
        Head("Result");
        Row("final equity", Money(run.FinalEquity));
        Row("total return", Percent(run.TotalReturn));
        Row("a year (CAGR)", Percent(run.Cagr));
        Row("buying and holding", Percent(run.BuyAndHoldReturn));
        Row("volatility a year", Percent(run.Volatility));
        Row("Sharpe / Sortino", $"{Number(run.Sharpe)} / {Number(run.Sortino)}");
        Row("deepest drawdown", $"{Percent(run.MaxDrawdown)}, {Count(run.MaxDrawdownBars)} bars");
        Row("Calmar", Number(run.Calmar));
        Row("value at risk 95 %", $"{Percent(run.ValueAtRisk95)} a bar, {Percent(run.ConditionalValueAtRisk95)} beyond it");
        Row("alpha / beta", $"{Percent(run.Alpha)} / {Number(run.Beta)}");
        Head("Trading");
        Row("trades", Count(run.Trades));
        if (run.NoTradesReason is { } reason) Row("why none", reason);
        Row("won", Percent(run.WinRate));
        Row("profit factor / payoff", $"{Number(run.ProfitFactor)} / {Number(run.Payoff)}");
        Row("a closed trade brings", run.Expectancy is { } expectancy ? $"{Money(expectancy)} on average" : "undefined");
        Row("held", run.AverageHoldingBars is { } held ? $"{Number(held)} bars on average, {Count(run.LongestHoldingBars)} at most" : "undefined");
        Row("exposure", Percent(run.Exposure));
        Row("turnover a year", Number(run.Turnover));
        Row("fees", Money(run.FeesPaid));
        Row("slippage", Money(run.SlippagePaid));
        Row("borrow", Money(run.BorrowPaid));
        if (run.AmbiguousBars > 0) Row("ambiguous bars", $"{Count(run.AmbiguousBars)} held a stop and a target; final equity lies between {Money(run.FinalEquityPessimistic)} and {Money(run.FinalEquityOptimistic)}");
        if (run.OpenAtEnd) Row("at the end", $"{(run.Portfolio is null ? "a position is" : "positions are")} open, marked at the last close");
        if (run.Trades > 0) Trades();
        if (run.Portfolio is { } book)
        {
            Head("Portfolio");
            Row("rebalances", Count(book.Rebalances));
            Row("gross / net, on average", $"{Percent(book.AverageGross)} / {Percent(book.AverageNet)}");
            Row("positions, on average", Number(book.AveragePositions));
            Row("largest weight", Percent(book.LargestWeight));
            if (book.Delisted.Count > 0) Row("delisted", string.Join(", ", book.Delisted));
        }

        return text.ToString();

        void Head(string title) => text.Append(text.Length > 0 ? "\n" : "").Append(title).Append('\n').Append('-', title.Length).Append('\n');

        void Trades()
        {
            Head("Trades");
            try
            {
                TradeTable(run.GetTrades(), text);
            }
            catch (PeakTradeException fault)
            {
                // The figures above are still worth having.
                Row("by side and exit", $"not told: the trades cannot be read here ({fault.Kind.Id})");
            }
        }

        void Row(string name, string value) => text.Append(name.PadRight(NameWidth)).Append("  ").Append(value).Append('\n');
    }

    private static void TradeTable(IReadOnlyList<Trade> trades, StringBuilder text)
    {
        Line("", "trades", "won", "profit factor", "profit", "fees");
        foreach (var (name, group) in TradeGroups.BySide(trades).Concat(TradeGroups.ByExit(trades)))
        {
            if (group.Count == 0) continue;
            var of = new TradeStatistics(group);
            // An open trade has not won or lost yet; its profit is a mark.
            Line(name, Count(of.Trades), Percent(OrNull(of.WinRate)), Number(OrNull(of.ProfitFactor)), Money(of.NetProfit + of.OpenProfit), Money(of.Fees));
        }

        if (trades.Any(t => !t.IsOpen))
        {
            var all = new TradeStatistics(trades);
            text.Append('\n');
            text.Append("best / worst".PadRight(NameWidth)).Append("  ").Append(Money(all.Profit.Best)).Append(" / ").Append(Money(all.Profit.Worst)).Append('\n');
            text.Append("longest streaks".PadRight(NameWidth)).Append("  ").Append(CultureInfo.InvariantCulture, $"{all.LongestWinningStreak} won, {all.LongestLosingStreak} lost\n");
        }

        void Line(string name, params ReadOnlySpan<string> cells)
        {
            text.Append(name.PadRight(NameWidth));
            foreach (var cell in cells) text.Append(cell.PadLeft(CellWidth));
            text.Append('\n');
        }
    }

    private static double? OrNull(double value) => double.IsNaN(value) ? null : value;

    private static string Count(int count) => NumberText.Count(count);

    private static string Percent(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v * 100:0.00} %") : "undefined";

    private static string Number(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "undefined";

    private static string Money(double value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);
}
