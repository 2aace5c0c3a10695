namespace PeakTrade.Reports;

/// <summary>What the fills' own weight may have moved prices by.</summary>
internal static class ImpactSection
{
    public static Action<Markup> Write(TcaReport report) => to =>
    {
        var impact = report.Impact;
        to.Element("p", "The engine fills any size at the price with slippage, so a large order moves nothing. In a market it would: this is how much it might have cost beside what was paid.");
        to.Element("p", impact.Note, ("class", "lead"));
        if (impact.Cost is null && impact.MaxParticipation is null) return;
        to.Open("div", ("class", "figures"));
        TcaTable.Figure(to, "Estimated impact", TcaText.Money(impact.Cost), impact.CostBps is { } bps ? $"{TcaText.Bps(bps)} bps of what was traded." : "It cannot be estimated.");
        TcaTable.Figure(to, "Share of the bar's volume", TcaText.Share(impact.MeanParticipation), $"The mean. 95 % of the fills stay within {TcaText.Share(impact.Participation95)}, the largest took {TcaText.Share(impact.MaxParticipation)}.");
        TcaTable.Figure(to, "Capacity", TcaText.Money(impact.CapacityEquity), impact.CapacityEquity is null
            ? "There is no gross profit that impact could eat, or no estimate of it."
            : "The start capital with which the estimated impact would eat half of the gross profit.");
        to.CloseLine();
    };
}
