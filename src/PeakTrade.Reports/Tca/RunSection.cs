namespace PeakTrade.Reports;

/// <summary>What the report is about.</summary>
internal static class RunSection
{
    public static Action<Markup> Write(TcaReport report) => to =>
    {
        to.Open("dl", ("class", "facts"));
        foreach (var (name, text) in TcaText.Facts(report))
        {
            if (text.Length > 0) to.Open("div").Element("dt", name).Element("dd", text).CloseLine();
        }

        to.CloseLine();
    };
}
