namespace PeakTrade.Reports;

/// <summary>The shortfall in words, in figures, and split into its parts.</summary>
internal static class CostSection
{
    public static Action<Markup> Write(TcaReport report) => to =>
    {
        var total = report.Total;
        to.Element("p", TcaText.Verdict(report), ("class", "verdict"));
        if (total.Fills == 0) return;
        to.Open("div", ("class", "figures"));
        TcaTable.Figure(to, "Implementation shortfall", TcaText.Money(total.Shortfall), $"{TcaText.Bps(total.ShortfallBps)} bps of what was traded: all that the fills were worse than the prices they were decided at, and fees and borrow.");
        TcaTable.Figure(to, "Of the start capital", TcaText.Percent(report.StartCapital > 0 ? total.Shortfall / report.StartCapital : null), $"The start capital was {TcaText.Money(report.StartCapital)}.");
        TcaTable.Figure(to, "Profit after all costs", TcaText.Money(report.FinalEquity - report.StartCapital), $"{TcaText.Money(report.GrossProfit)} before fees, slippage and borrow.");
        TcaTable.Figure(to, "Break-even", report.Sensitivity.BreakEvenMultiple is { } times ? TcaText.Times(times) : TcaText.Undefined, report.Sensitivity.BreakEvenNote);
        to.Close();
        to.Element("h3", "The parts, which add up to it");
        new SignedBars("Parts of the cost", [.. TcaText.Parts(total).Select(part => (part.Name, part.Money, $"{TcaText.Money(part.Money)} ({TcaText.Bps(part.Bps)} bps)"))], 900, "f6").Draw(to);
        to.Element("p", "Delay: from the close that decided, or the level that waited, to the price that was met. Slippage: from there to the filled price. A number below 0 is a gain.", ("class", "lead"));
    };
}
