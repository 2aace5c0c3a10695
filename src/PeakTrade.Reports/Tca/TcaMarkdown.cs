namespace PeakTrade.Reports;

/// <summary>The report as Markdown, for wikis, pull requests and terminals.</summary>
public static class TcaMarkdown
{
    private const int MostRows = 40;

    /// <summary>Writes it.</summary>
    public static void Write(TcaReport report, TextWriter to)
    {
        to.Write($"# Transaction costs of {MarkdownText.Of(report.Strategy)} on {MarkdownText.Of(report.Symbol)}\n\n{MarkdownText.Of(TcaText.Verdict(report))}\n\n");
        foreach (var (name, text) in TcaText.Facts(report)) to.Write(text.Length > 0 ? $"- {name}: {MarkdownText.Of(text)}\n" : "");
        if (report.Total.Fills > 0) Parts(report, to);
        Sensitivity(report, to);
        Impact(report, to);
        foreach (var by in report.Groups.GroupBy(group => group.By)) Group(by.Key, [.. by], to);
        Unfilled(report, to);
        to.Write("\nA number above 0 is a cost, one below 0 a gain. Every formula stands in docs/tca-report.md.\n");
    }

    private static void Parts(TcaReport report, TextWriter to)
    {
        Table(to, "Where it went", "| Part | Cost | bps |", "|---|---:|---:|");
        foreach (var (name, money, bps) in TcaText.Parts(report.Total)) to.Write($"| {name} | {TcaText.Money(money)} | {TcaText.Bps(bps)} |\n");
        to.Write($"| **Shortfall** | **{TcaText.Money(report.Total.Shortfall)}** | **{TcaText.Bps(report.Total.ShortfallBps)}** |\n");
    }

    private static void Sensitivity(TcaReport report, TextWriter to)
    {
        Table(to, "At other costs", "| Costs | Final equity | Return | CAGR | Sharpe | Max drawdown | Trades |", "|---:|---:|---:|---:|---:|---:|---:|", $"{report.Sensitivity.Note} {report.Sensitivity.BreakEvenNote}");
        foreach (var p in report.Sensitivity.Points)
            to.Write($"| {TcaText.Times(p.Multiple)} | {TcaText.Money(p.FinalEquity)} | {TcaText.Percent(p.TotalReturn)} | {TcaText.Percent(p.Cagr)} | {TcaText.Figure(p.Sharpe)} | {TcaText.Percent(p.MaxDrawdown)} | {(p.Trades is { } trades ? NumberText.Count(trades) : TcaText.Undefined)} |\n");
    }

    private static void Impact(TcaReport report, TextWriter to)
    {
        var impact = report.Impact;
        Table(to, "Impact: an estimate, not paid", "| Figure | Value |", "|---|---:|", impact.Note);
        to.Write($"| Estimated impact | {TcaText.Money(impact.Cost)} |\n| In bps of what was traded | {TcaText.Bps(impact.CostBps)} |\n");
        to.Write($"| Share of the bar's volume, mean | {TcaText.Share(impact.MeanParticipation)} |\n| 95 % of the fills stay within | {TcaText.Share(impact.Participation95)} |\n");
        to.Write($"| Largest | {TcaText.Share(impact.MaxParticipation)} |\n| Start capital at which it eats half of the gross profit | {TcaText.Money(impact.CapacityEquity)} |\n");
    }

    private static void Group(TcaGrouping by, IReadOnlyList<TcaGroup> groups, TextWriter to)
    {
        var shown = by == TcaGrouping.Symbol ? [.. groups.OrderByDescending(g => g.Costs.Shortfall).Take(MostRows)] : groups;
        Table(to, TcaText.Heading(by), "| | Fills | Notional | Delay | Slippage | Fees | Borrow | Shortfall | bps |", "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
            shown.Count < groups.Count ? $"The {MostRows} of {groups.Count} that cost most; tca_summary.csv holds all." : "");
        foreach (var (_, name, c) in shown)
            to.Write($"| {MarkdownText.Of(name)} | {NumberText.Count(c.Fills)} | {TcaText.Money(c.Notional)} | {TcaText.Money(c.Delay)} | {TcaText.Money(c.Slippage)} | {TcaText.Money(c.Fees)} | {TcaText.Money(c.Borrow)} | {TcaText.Money(c.Shortfall)} | {TcaText.Bps(c.ShortfallBps)} |\n");
    }

    private static void Unfilled(TcaReport report, TextWriter to)
    {
        if (report.Unfilled.Count == 0) return;
        Table(to, "Orders that did not fill", "| Ended | Kind | Why | Orders |", "|---|---|---|---:|");
        foreach (var u in report.Unfilled.Take(MostRows)) to.Write($"| {MarkdownText.Of(TcaText.Word(u.Status))} | {MarkdownText.Of(TcaText.Word(u.Kind))} | {MarkdownText.Of(u.Reason)} | {NumberText.Count(u.Orders)} |\n");
    }

    private static void Table(TextWriter to, string heading, string columns, string rule, string lead = "") =>
        to.Write($"\n## {heading}\n\n{(lead.Length > 0 ? MarkdownText.Of(lead) + "\n\n" : "")}{columns}\n{rule}\n");
}
