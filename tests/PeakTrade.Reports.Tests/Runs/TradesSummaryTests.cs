using System.Text;
using System.Text.Json;
using PeakTrade.Engine;
using static PeakTrade.Reports.Tests.MadeRun;

namespace PeakTrade.Reports.Tests;

public class TradesSummaryTests
{
    // Seven trades; by hand: closed profits +100 -50 +30 +20 -40 0, one open at +70.
    private static readonly MadeRun ByHand = new()
    {
        Trades =
        [
            Trade(1, 100, 5), Trade(2, -50, 2, OrderKind.StopLoss), Trade(3, 30, 4, OrderKind.TakeProfit, Side.Short), Trade(4, 20, 6), Trade(5, -40, 8, OrderKind.StopLoss, Side.Short), Trade(6, 0, 3),
            Trade(7, 70, 9, exit: null),
        ],
    };

    [Fact]
    public void Figures_are_those_of_a_sheet_worked_out_by_hand()
    {
        var all = Read(ByHand);
        Assert.Equal("7 6 1 5 2 3 2", Texts(all, "trades", "closed", "open", "long", "short", "winners", "losers"));
        Assert.Equal(0.5, all.GetProperty("win_rate").GetDouble());
        Assert.Equal(150.0 / 90, all.GetProperty("profit_factor").GetDouble());
        Assert.Equal(50.0 / 45, all.GetProperty("payoff").GetDouble(), 15);
        Assert.Equal(10, all.GetProperty("expectancy").GetDouble());
        Assert.Equal("150 90 60 70 7 3.5 0", Texts(all, "gross_profit", "gross_loss", "net_profit", "open_profit", "fees", "slippage", "borrow"));
        Assert.Equal("10 10 100 -50", Texts(all.GetProperty("profit"), "average", "median", "best", "worst")); // Sorted: -50 -40 0 20 30 100.
        Assert.Equal("0.01 0.01 0.1 -0.05", Texts(all.GetProperty("return"), "average", "median", "best", "worst"));
        Assert.Equal("5 5 2 1", Texts(all, "average_bars_of_winners", "average_bars_of_losers", "longest_winning_streak", "longest_losing_streak"));
    }

    [Fact]
    public void Sides_and_exits_have_figures_of_their_own()
    {
        var all = Read(ByHand);
        var (longs, shorts) = (all.GetProperty("sides").GetProperty("long"), all.GetProperty("sides").GetProperty("short"));
        Assert.Equal("5 4 1 2 1 0.5 2.4 70 70 17.5", Texts(longs, "trades", "closed", "open", "winners", "losers", "win_rate", "profit_factor", "net_profit", "open_profit", "average_profit"));
        Assert.Equal("2 2 0 1 1 0.5 0.75 -10 0 -5", Texts(shorts, "trades", "closed", "open", "winners", "losers", "win_rate", "profit_factor", "net_profit", "open_profit", "average_profit"));
        Assert.Equal(["exit", "stop_loss", "take_profit", "open"], all.GetProperty("exit_kinds").EnumerateObject().Select(p => p.Name));
        Assert.Equal("2 -90", Texts(all.GetProperty("exit_kinds").GetProperty("stop_loss"), "trades", "net_profit"));
        Assert.False(all.TryGetProperty("symbols", out _));
    }

    [Fact]
    public void A_portfolios_streaks_go_by_the_order_in_which_trades_end()
    {
        // In order of entry: + - + -; in order of exit: - - + +.
        var run = new MadeRun
        {
            Portfolio = new PortfolioFacts { Symbols = ["A", "B"] },
            Trades = [Trade(1, 10, 100, symbol: "B", entry: 0), Trade(2, -5, 3, symbol: "A", entry: 1), Trade(3, 20, 110, symbol: "A", entry: 2), Trade(4, -7, 4, symbol: "B", entry: 3)],
        };
        var all = Read(run);
        Assert.Equal("2 2", Texts(all, "longest_winning_streak", "longest_losing_streak"));
        Assert.Equal(["A", "B"], all.GetProperty("symbols").EnumerateObject().Select(p => p.Name));
        Assert.Equal("15 3", OfBoth(all.GetProperty("symbols"), "A", "B", "net_profit"));
    }

    [Fact]
    public void Figures_are_those_of_plain_sums_over_random_trades()
    {
        var random = new KeyedRandom(7, 1);
        Trade[] trades = [.. Enumerable.Range(1, 501).Select(i => Trade(i, Math.Round(100 * random.NextNormal(), 2), 1 + i % 17, (i % 3) switch { 0 => OrderKind.StopLoss, 1 => OrderKind.TakeProfit, _ => OrderKind.Exit }, i % 4 == 0 ? Side.Short : Side.Long))];
        var all = Read(new MadeRun { Trades = trades });
        var wins = trades.Where(t => t.Profit > 0).ToList();
        var losses = trades.Where(t => t.Profit < 0).ToList();
        var sorted = trades.Select(t => t.Profit).Order().ToList();
        Near(wins.Sum(t => t.Profit) / -losses.Sum(t => t.Profit), all.GetProperty("profit_factor"));
        Near(wins.Average(t => t.Profit) / -losses.Average(t => t.Profit), all.GetProperty("payoff"));
        Near(trades.Average(t => t.Profit), all.GetProperty("expectancy"));
        Near(sorted[250], all.GetProperty("profit").GetProperty("median"));
        Near(wins.Average(t => t.ExitBar - t.EntryBar), all.GetProperty("average_bars_of_winners"));
        Near(losses.Average(t => t.ExitBar - t.EntryBar), all.GetProperty("average_bars_of_losers"));
        var signs = string.Concat(trades.Select(t => t.Profit > 0 ? '+' : t.Profit < 0 ? '-' : '0'));
        Assert.Equal(signs.Split('-', '0').Max(s => s.Length), all.GetProperty("longest_winning_streak").GetInt32());
        Assert.Equal(signs.Split('+', '0').Max(s => s.Length), all.GetProperty("longest_losing_streak").GetInt32());
        Near(trades.Where(t => t.ExitKind == OrderKind.StopLoss).Sum(t => t.Profit), all.GetProperty("exit_kinds").GetProperty("stop_loss").GetProperty("net_profit"));

        static void Near(double expected, JsonElement actual) => Assert.Equal(expected, actual.GetDouble(), 1e-9 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void What_is_undefined_is_null()
    {
        var none = Read(new MadeRun());
        foreach (var name in new[] { "win_rate", "profit_factor", "payoff", "expectancy", "average_bars_of_winners", "average_bars_of_losers" }) Assert.Equal(JsonValueKind.Null, none.GetProperty(name).ValueKind);
        Assert.All(none.GetProperty("profit").EnumerateObject(), p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        Assert.Equal("0 0 0", Texts(none, "trades", "net_profit", "longest_losing_streak"));

        var broken = Read(new MadeRun { Trades = [Trade(1, double.NaN, 3), Trade(2, double.PositiveInfinity, 3)] });
        Assert.Equal(JsonValueKind.Null, broken.GetProperty("net_profit").ValueKind);
        Assert.Equal(JsonValueKind.Null, Read(new MadeRun { Trades = [Trade(1, 5, 3)] }).GetProperty("profit_factor").ValueKind);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_with_keys_in_the_same_order()
    {
        Assert.Equal(Text(ByHand), Text(ByHand));
        Assert.Equal(
            "strategy symbol start end no_trades_reason trades closed open long short winners losers win_rate profit_factor payoff expectancy gross_profit gross_loss net_profit open_profit fees slippage borrow profit return average_bars_of_winners average_bars_of_losers longest_winning_streak longest_losing_streak sides exit_kinds",
            string.Join(' ', Read(ByHand).EnumerateObject().Select(p => p.Name)));
        Assert.EndsWith("}\n", Text(ByHand), StringComparison.Ordinal);
        Assert.DoesNotContain('\r', Text(ByHand));
    }

    private static string Text(MadeRun run)
    {
        using var bytes = new MemoryStream();
        TradesSummary.Write(run.Result, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static JsonElement Read(MadeRun run) => JsonDocument.Parse(Text(run)).RootElement;

    private static string Texts(JsonElement of, params string[] names) => string.Join(' ', names.Select(name => of.GetProperty(name).GetRawText()));

    private static string OfBoth(JsonElement of, string first, string second, string name) => $"{of.GetProperty(first).GetProperty(name).GetRawText()} {of.GetProperty(second).GetProperty(name).GetRawText()}";
}
