using System.Globalization;
using System.Text;
using PeakTrade.Data.Quality;

namespace PeakTrade.Data.Tests.Quality;

/// <summary>Looks at text or at bars as Test-MarketData does.</summary>
internal static class Check
{
    public static MarketDataReport Text(string text, string timezone = "UTC", params FindingKind[] kinds)
    {
        var path = Path.Combine(Path.GetTempPath(), $"peaktrade-check-{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, text);
        try
        {
            return Assert.Single(MarketDataCheck.Run(new DataOptions { Timezone = timezone, Symbol = "X" }, path, kinds.Length > 0 ? kinds : MarketDataCheck.AllKinds, CancellationToken.None));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Rows of price 1 and volume 1 at those local times, read in that zone.</summary>
    public static MarketDataReport AtTimes(IEnumerable<DateTime> times, string timezone = "UTC")
    {
        var text = new StringBuilder("time,open,high,low,close,volume\n");
        foreach (var time in times) text.Append(time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)).Append(",1,1,1,1,1\n");
        return Text($"{text}", timezone);
    }

    public static MarketDataReport Of(Bars bars) =>
        new Findings(bars.Symbol, MarketDataCheck.AllKinds).Of(new BarData(bars, bars.Count, 0, []), "UTC", CancellationToken.None).Report(new BarData(bars, bars.Count, 0, []), "x");

    public static IReadOnlyList<MarketDataFinding> Of(this MarketDataReport report, FindingKind kind) => [.. report.Findings.Where(finding => finding.Kind == kind)];

    /// <summary>The moments of a zone's clocks between two local midnights, as its wall shows them: some are missing, some come twice.</summary>
    public static IEnumerable<DateTime> Wall(string zone, string from, string to, TimeSpan spacing)
    {
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        for (var utc = Moment(from); utc < Moment(to); utc += spacing) yield return TimeZoneInfo.ConvertTimeFromUtc(utc, clock);
    }

    public static IEnumerable<DateTime> Utc(string from, string to, TimeSpan spacing)
    {
        for (var utc = Moment(from); utc < Moment(to); utc += spacing) yield return utc;
    }

    public static DateTime Moment(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
