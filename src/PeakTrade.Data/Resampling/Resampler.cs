using System.Runtime.CompilerServices;
using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Resampling;

/// <summary>Makes bars into longer ones.</summary>
public static class Resampler
{
    /// <summary>
    /// Bars of an interval, counted from the session start in a zone: first open, highest high, lowest low, last close, summed
    /// volume, at the time their interval begins. Where the data have no bar, there is none.
    /// </summary>
    public static Bars Resample(Bars bars, BarInterval interval, TimeZoneInfo zone, TimeOnly session) =>
        Resample(bars, interval, zone, session, Spacing.Usual(bars.UtcTicks));

    /// <summary>The same for a part of the data, which may be too short to tell how far apart its bars are.</summary>
    // A file is often resampled once in a process, which would else be done before the tiers are through.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Bars Resample(Bars bars, BarInterval interval, TimeZoneInfo zone, TimeOnly session, long spacing)
    {
        Check(spacing, interval);
        var starts = Starts(bars.UtcTicks, new BucketClock(interval, zone, session), out var firsts);
        var count = starts.Length;
        var (open, high, low, close) = (new double[count], new double[count], new double[count], new double[count]);
        var volume = bars.HasVolume ? new double[count] : null;
        ReadOnlySpan<double> opens = bars.Open, highs = bars.High, lows = bars.Low, closes = bars.Close, volumes = bars.Volume;
        for (var bucket = 0; bucket < count; bucket++)
        {
            var (first, end) = (firsts[bucket], bucket + 1 < count ? firsts[bucket + 1] : bars.Count);
            open[bucket] = opens[first];
            high[bucket] = Highest(highs[first..end]);
            low[bucket] = Lowest(lows[first..end]);
            close[bucket] = closes[end - 1];
            if (volume is not null) volume[bucket] = Sum(volumes[first..end]);
        }

        return new Bars(bars.Symbol, starts, open, high, low, close, volume);
    }

    /// <summary>The first and the last longer bar, where the data begin or end inside them.</summary>
    internal static IEnumerable<Fault> PartialBars(Bars bars, BarInterval interval, TimeZoneInfo zone, TimeOnly session, long spacing)
    {
        if (bars.Count == 0) yield break;
        var clock = new BucketClock(interval, zone, session);
        var place = new Place(Key: "data.resample");
        var first = bars.UtcTicks[0];
        clock.MoveTo(first);
        if (first > clock.Start)
            yield return new Fault($"the first {interval} bar, {ContractText.Time(clock.Start)}, is incomplete: the data begin at {ContractText.Time(first)}.", "", place);

        var last = bars.UtcTicks[^1];
        if (last >= clock.End) clock.MoveTo(last);
        var end = last + spacing;
        if (end < clock.End)
            yield return new Fault($"the last {interval} bar, {ContractText.Time(clock.Start)}, is incomplete: it ends at {ContractText.Time(clock.End)}, and the data at {ContractText.Time(end)}.", "", place);
    }

    private static void Check(long spacing, BarInterval interval)
    {
        var wanted = interval.Minutes * TimeSpan.TicksPerMinute;
        if (spacing == 0 || wanted % spacing == 0) return;
        var why = spacing > wanted ? "which is longer" : $"and {interval} is no whole multiple of that";
        throw FaultCatalogue.DataCannotResample.Because($"resample = \"{interval}\": the data have a bar every {ContractText.Span(spacing)}, {why}.", place: new Place(Key: "data.resample"));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long[] Starts(ReadOnlySpan<long> ticks, BucketClock clock, out int[] firsts)
    {
        var counting = clock;
        var (count, end) = (0, long.MinValue);
        foreach (var time in ticks)
        {
            if (time < end) continue;
            counting.MoveTo(time);
            end = counting.End;
            count++;
        }

        var starts = new long[count];
        firsts = new int[count];
        (var bucket, end) = (0, long.MinValue);
        for (var bar = 0; bar < ticks.Length; bar++)
        {
            if (ticks[bar] < end) continue;
            clock.MoveTo(ticks[bar]);
            end = clock.End;
            starts[bucket] = clock.Start;
            firsts[bucket++] = bar;
        }

        return starts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Highest(ReadOnlySpan<double> column)
    {
        var highest = column[0];
        foreach (var value in column) if (value > highest) highest = value;
        return highest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Lowest(ReadOnlySpan<double> column)
    {
        var lowest = column[0];
        foreach (var value in column) if (value < lowest) lowest = value;
        return lowest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(ReadOnlySpan<double> column)
    {
        var sum = 0.0;
        foreach (var value in column) sum += value;
        return sum;
    }
}
