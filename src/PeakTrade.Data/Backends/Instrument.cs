using PeakTrade.Data.Contract;
using PeakTrade.Data.Resampling;

namespace PeakTrade.Data.Backends;

/// <summary>Makes the parts that files hold of one instrument into its bars, or refuses them.</summary>
internal static class Instrument
{
    /// <summary>The bars that are wanted; there is a row in at least one part.</summary>
    /// <exception cref="PeakTradeException">Rows break the contract, or the wanted bars cannot be had.</exception>
    public static BarData Of(string symbol, IReadOnlyList<BarPart> parts, DataOptions options, DataSource source)
    {
        var filled = parts.Where(part => part.Columns.Count > 0).ToList();
        var places = new RowPlaces();
        var faults = new RowFaults(source);
        foreach (var part in parts) faults.Add(part.Faults);
        Bars? bars = null;
        if (filled.Count == 1)
        {
            bars = filled[0].Columns.ToBars(symbol, filled[0].HasVolume);
            places.Add(0, 0, filled[0].Rows, filled[0].Source);
        }
        else if (filled.Count > 1)
        {
            bars = Join(symbol, filled, places, faults);
        }

        var rows = parts.Sum(part => part.RowsRead);
        if (bars is null || (faults.Count > 0 && options.OnBadRow == OnBadRow.Error)) throw Refusal(faults, rows, parts.Sum(part => part.Unsorted), source);

        var (wanted, notices) = Wanted.Of(bars, places, options, source);
        // Bars that are made of several stood in no row.
        var start = bars.UtcTicks.BinarySearch(wanted.UtcTicks[0]);
        return new BarData(wanted, rows, faults.Count, [.. faults.Dropped(), .. notices]) { Broken = faults.Broken, PlaceOf = options.Resample is null ? bar => places.PlaceOf(start + bar) : null };
    }

    // Each part holds to the contract by itself, so where two of them overlap it is the later one's first rows that do not rise.
    private static Bars Join(string symbol, List<BarPart> parts, RowPlaces places, RowFaults faults)
    {
        CheckVolumes(parts);
        parts = [.. parts.OrderBy(part => part.Columns.Ticks[0])];
        var joined = new BarColumns(parts[0].HasVolume);
        joined.Grow(parts.Sum(part => part.Columns.Count));
        var last = -1L;
        foreach (var part in parts)
        {
            var first = FirstAfter(last, part, faults);
            if (first == part.Columns.Count) continue;
            places.Add(joined.Count, first, part.Rows, part.Source);
            joined.Add(part.Columns, first);
            last = part.Columns.Ticks[^1];
        }

        return joined.ToBars(symbol, parts[0].HasVolume);
    }

    private static int FirstAfter(long last, BarPart part, RowFaults faults)
    {
        var first = 0;
        var overlap = new RowFaults(part.Source);
        for (; first < part.Columns.Count && part.Columns.Ticks[first] <= last; first++)
        {
            var row = part.Columns.RowAt(first);
            var rule = DataContract.RuleOf(row, last);
            if (overlap.WillKeep(rule)) overlap.Add(new BrokenRow(part.Rows.Of(first), rule, part.TimeName, new DateTime(row.Ticks, DateTimeKind.Utc), DataContract.Broken(row, last, part.TimeName).Message));
            else overlap.CountOnly(rule);
        }

        faults.Add(overlap);
        return first;
    }

    private static void CheckVolumes(List<BarPart> parts)
    {
        var (with, without) = (parts.Find(part => part.HasVolume), parts.Find(part => !part.HasVolume));
        if (with is null || without is null) return;
        throw FaultCatalogue.DataFormat.Because(
            $"{without.Source.Name} has no volume, and {with.Source.Name} has.", "Give all files of an instrument a volume column, or none.", without.Source.Place, without.Source.Target);
    }

    private static PeakTradeException Refusal(RowFaults faults, int rows, int unsorted, DataSource source)
    {
        if (unsorted < rows / 2 || rows < 3) return faults.Refuse();
        return faults.Refuse(new Fault("most rows come before the row above them.", "Sort the file by time, oldest first.", source.Place));
    }
}
