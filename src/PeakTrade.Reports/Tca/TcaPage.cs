namespace PeakTrade.Reports;

/// <summary>The page of a run's transaction costs: what they came to, where they went, and what the run is at other costs.</summary>
public static class TcaPage
{
    /// <summary>Writes the page, one HTML file that needs nothing else. The same report gives the same bytes.</summary>
    public static void Write(TcaReport report, TextWriter to)
    {
        var page = new ReportPage
        {
            Title = $"{report.Strategy} on {report.Symbol}",
            Kind = "Transaction costs",
            Foot = report.DataHash.Length > 0 ? $"PeakTrade. SHA-256 of the bars: {report.DataHash}; of the configuration: {report.ConfigHash}" : "PeakTrade.",
            Facts = SensitivitySection.Facts(report.Sensitivity),
        };
        page.Add("verdict", "What did trading cost?", CostSection.Write(report));
        if (report.Total.Fills > 0) page.Add("time", "How it added up", CumulatedSection.Write(report));
        page.Add("sensitivity", "At other costs", SensitivitySection.Write(report));
        page.Add("impact", "Impact: an estimate that was not paid", ImpactSection.Write(report));
        if (report.Total.Fills > 0) page.Add("groups", "Where it went", GroupSection.Write(report));
        if (report.Trades.Count > 0) page.Add("trades", "The trades that cost most", TradeCostSection.Write(report));
        if (report.Unfilled.Count > 0) page.Add("unfilled", "Orders that did not fill", UnfilledSection.Write(report));
        page.Add("run", "The run", RunSection.Write(report));
        page.Write(to);
    }
}
