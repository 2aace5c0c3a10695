namespace PeakTrade.Reports;

/// <summary>The trades with the largest shortfall.</summary>
internal static class TradeCostSection
{
    private const int Most = 15;

    public static Action<Markup> Write(TcaReport report) => to =>
    {
        to.Element("p", "On paper: what the trade would have made at the prices it was decided at, and for nothing. It made so much less as it cost.", ("class", "lead"));
        TcaTable.Open(to, "Trade", " On paper", " Delay", " Slippage", " Fees", " Borrow", " Shortfall", " bps", " Made");
        foreach (var trade in report.Trades.OrderByDescending(trade => trade.Costs.Shortfall).ThenBy(trade => trade.Number).Take(Most))
        {
            var c = trade.Costs;
            var name = $"{trade.Number}: {NumberText.CutName(trade.Symbol, 20)} {TcaText.Word(trade.Side)}, {TcaText.Time(trade.EntryTime)} {(trade.ExitTime is { } exit ? $"to {TcaText.Time(exit)}" : "(open)")}";
            TcaTable.Row(to, name, TcaText.Money(trade.PaperProfit), TcaText.Money(c.Delay), TcaText.Money(c.Slippage), TcaText.Money(c.Fees), TcaText.Money(c.Borrow), TcaText.Money(c.Shortfall), TcaText.Bps(c.ShortfallBps), TcaText.Money(trade.Profit));
        }

        TcaTable.Close(to);
    };
}
