using PeakTrade.Data.Contract;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Resampling;

/// <summary>What of the data is wanted: <c>from</c>, <c>to</c> and <c>resample</c> of the <c>[data]</c> table.</summary>
internal static class Wanted
{
    /// <summary>
    /// The bars of the wanted span, made into the wanted interval. What is odd, and how far apart bars usually are, is taken of the span alone:
    /// a reader that passes over the rest of the data gives the same.
    /// </summary>
    public static (Bars Bars, List<Fault> Notices) Of(Bars all, RowPlaces rows, DataOptions options, DataSource source)
    {
        var (start, bars) = Between(all, options.From?.Ticks ?? long.MinValue, options.To?.Ticks ?? long.MaxValue, source);
        List<Fault> notices = [.. Oddities.Of(bars, rows, start)];
        if (options.Resample is not { } interval) return (bars, notices);

        var zone = ZoneClock.Find(options.Timezone) ?? TimeZoneInfo.Utc;
        var spacing = Spacing.Usual(bars.UtcTicks);
        notices.AddRange(Resampler.PartialBars(bars, interval, zone, options.Session, spacing));
        return (Resampler.Resample(bars, interval, zone, options.Session, spacing), notices);
    }

    private static (int Start, Bars Bars) Between(Bars bars, long from, long to, DataSource source)
    {
        var (start, end) = (FirstAtOrAfter(bars.UtcTicks, from), FirstAtOrAfter(bars.UtcTicks, to));
        if (start >= end)
        {
            var span = (from == long.MinValue ? "" : $" from {ContractText.Time(from)}") + (to == long.MaxValue ? "" : $" to before {ContractText.Time(to)}");
            throw FaultCatalogue.DataEmpty.Because(
                $"there is no bar{span}; the data go from {ContractText.Time(bars.UtcTicks[0])} to {ContractText.Time(bars.UtcTicks[^1])}.",
                "Set [data] from and to to a span inside the data.", source.Place, source.Target);
        }

        if (start == 0) return (start, bars.First(end));
        return (start, new Bars(
            bars.Symbol, bars.UtcTicks[start..end].ToArray(), bars.Open[start..end].ToArray(), bars.High[start..end].ToArray(),
            bars.Low[start..end].ToArray(), bars.Close[start..end].ToArray(), bars.HasVolume ? bars.Volume[start..end].ToArray() : null));
    }

    private static int FirstAtOrAfter(ReadOnlySpan<long> ticks, long time)
    {
        var found = ticks.BinarySearch(time);
        return found < 0 ? ~found : found;
    }
}
