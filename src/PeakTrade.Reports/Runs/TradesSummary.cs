using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>What a run's trades did, as JSON: all of them, and side by side, by what closed them and, of a portfolio, by instrument.</summary>
public static class TradesSummary
{
    /// <summary>The name that the file goes by.</summary>
    public const string FileName = "trades_summary.json";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it. The same run gives the same bytes; an undefined figure is null.</summary>
    public static void Write(BacktestResult run, Stream to)
    {
        var trades = run.GetTrades();
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            json.WriteString("strategy", run.Strategy);
            json.WriteString("symbol", run.Symbol);
            json.WriteString("start", CellText.Iso(run.Start));
            json.WriteString("end", CellText.Iso(run.End));
            json.WriteString("no_trades_reason", run.NoTradesReason);
            Whole(json, new TradeStatistics(trades));
            Groups(json, "sides", TradeGroups.BySide(trades));
            Groups(json, "exit_kinds", TradeGroups.ByExit(trades));
            if (run.Portfolio is not null) Groups(json, "symbols", TradeGroups.BySymbol(trades));
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    private static void Whole(Utf8JsonWriter json, TradeStatistics all)
    {
        Counts(json, all);
        Number(json, "win_rate", all.WinRate);
        Number(json, "profit_factor", all.ProfitFactor);
        Number(json, "payoff", all.Payoff);
        Number(json, "expectancy", all.Profit.Average);
        Number(json, "gross_profit", all.GrossProfit);
        Number(json, "gross_loss", all.GrossLoss);
        Number(json, "net_profit", all.NetProfit);
        Number(json, "open_profit", all.OpenProfit);
        Number(json, "fees", all.Fees);
        Number(json, "slippage", all.Slippage);
        Number(json, "borrow", all.Borrow);
        Spread(json, "profit", all.Profit);
        Spread(json, "return", all.Return);
        Number(json, "average_bars_of_winners", all.AverageBarsOfWinners);
        Number(json, "average_bars_of_losers", all.AverageBarsOfLosers);
        json.WriteNumber("longest_winning_streak", all.LongestWinningStreak);
        json.WriteNumber("longest_losing_streak", all.LongestLosingStreak);
    }

    private static void Counts(Utf8JsonWriter json, TradeStatistics of)
    {
        json.WriteNumber("trades", of.Trades);
        json.WriteNumber("closed", of.Closed);
        json.WriteNumber("open", of.Trades - of.Closed);
        json.WriteNumber("long", of.Long);
        json.WriteNumber("short", of.Short);
        json.WriteNumber("winners", of.Winners);
        json.WriteNumber("losers", of.Losers);
    }

    private static void Groups(Utf8JsonWriter json, string name, IEnumerable<(string Name, IReadOnlyList<Trade> Trades)> groups)
    {
        json.WriteStartObject(name);
        foreach (var (group, trades) in groups)
        {
            var of = new TradeStatistics(trades);
            json.WriteStartObject(group);
            Counts(json, of);
            Number(json, "win_rate", of.WinRate);
            Number(json, "profit_factor", of.ProfitFactor);
            Number(json, "net_profit", of.NetProfit);
            Number(json, "open_profit", of.OpenProfit);
            Number(json, "fees", of.Fees);
            Number(json, "average_profit", of.Profit.Average);
            Number(json, "average_return", of.Return.Average);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Spread(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        Number(json, "average", spread.Average);
        Number(json, "median", spread.Median);
        Number(json, "best", spread.Best);
        Number(json, "worst", spread.Worst);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value + 0.0); // A 0 has no sign.
        else json.WriteNull(name);
    }
}
