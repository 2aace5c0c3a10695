using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Lake;

/// <summary>What comes of new bars beside those the lake holds, both of one instrument and year. Bars that conflict count as replaced.</summary>
internal sealed class LakeMerge
{
    private const int MostTold = 3;

    private readonly Bars _stored;
    private readonly Bars _given;
    private readonly List<string> _differences = [];

    private LakeMerge(Bars stored, Bars given) => (_stored, _given) = (stored, given);

    public int Added { get; private set; }

    public int Unchanged { get; private set; }

    public int Replaced { get; private set; }

    /// <summary>Bars that the lake holds and the data do not.</summary>
    public int Kept { get; private set; }

    /// <summary>Whether one side has volumes and the other has none.</summary>
    public bool VolumeDiffers => _stored.HasVolume != _given.HasVolume;

    /// <summary>The first bars that have other values: time, column, both values.</summary>
    public IReadOnlyList<string> Differences => _differences;

    public static LakeMerge Of(Bars stored, Bars given)
    {
        var merge = new LakeMerge(stored, given);
        merge.Compare();
        return merge;
    }

    /// <summary>The bars of both in order of time; where both have one, the new.</summary>
    public Bars Merged()
    {
        if (Kept == 0) return _given;
        var count = Kept + _given.Count;
        var ticks = new long[count];
        var columns = new double[_given.HasVolume ? 5 : 4][];
        for (var i = 0; i < columns.Length; i++) columns[i] = new double[count];

        // Runs of bars that come from one side are copied as a whole: most imports append.
        var (old, fresh, at) = (0, 0, 0);
        while (at < count)
        {
            var run = Run(_stored.UtcTicks[old..], fresh < _given.Count ? _given.UtcTicks[fresh] : long.MaxValue);
            Copy(_stored, old, run, ticks, columns, at);
            (old, at) = (old + run, at + run);
            run = Run(_given.UtcTicks[fresh..], old < _stored.Count ? _stored.UtcTicks[old] : long.MaxValue);
            Copy(_given, fresh, run, ticks, columns, at);
            (fresh, at) = (fresh + run, at + run);
            if (fresh == _given.Count || old == _stored.Count || _given.UtcTicks[fresh] != _stored.UtcTicks[old]) continue;
            Copy(_given, fresh++, 1, ticks, columns, at++);
            old++;
        }

        return new Bars(_given.Symbol, ticks, columns[0], columns[1], columns[2], columns[3], _given.HasVolume ? columns[4] : null);
    }

    private void Compare()
    {
        var (old, fresh) = (0, 0);
        var oldTicks = _stored.UtcTicks;
        var freshTicks = _given.UtcTicks;
        while (old < oldTicks.Length && fresh < freshTicks.Length)
        {
            if (oldTicks[old] < freshTicks[fresh])
            {
                Kept++;
                old++;
            }
            else if (oldTicks[old] > freshTicks[fresh])
            {
                Added++;
                fresh++;
            }
            else if (!VolumeDiffers && Same(old, fresh))
            {
                Unchanged++;
                old++;
                fresh++;
            }
            else
            {
                if (Replaced++ < MostTold && !VolumeDiffers) _differences.Add(Difference(old, fresh));
                old++;
                fresh++;
            }
        }

        Kept += oldTicks.Length - old;
        Added += freshTicks.Length - fresh;
    }

    // By bits: what is stored must not depend on which of two zeros came first.
    private bool Same(int old, int fresh) =>
        Bits(_stored.Open[old]) == Bits(_given.Open[fresh]) && Bits(_stored.High[old]) == Bits(_given.High[fresh]) &&
        Bits(_stored.Low[old]) == Bits(_given.Low[fresh]) && Bits(_stored.Close[old]) == Bits(_given.Close[fresh]) &&
        (!_stored.HasVolume || Bits(_stored.Volume[old]) == Bits(_given.Volume[fresh]));

    private string Difference(int old, int fresh)
    {
        foreach (var (name, was, now) in new[]
        {
            ("open", _stored.Open[old], _given.Open[fresh]), ("high", _stored.High[old], _given.High[fresh]), ("low", _stored.Low[old], _given.Low[fresh]),
            ("close", _stored.Close[old], _given.Close[fresh]),
        })
        {
            if (Bits(was) != Bits(now)) return $"{ContractText.Time(_given.UtcTicks[fresh])} {name} {ContractText.Number(was)} in the lake, {ContractText.Number(now)} in the data";
        }

        return $"{ContractText.Time(_given.UtcTicks[fresh])} volume {ContractText.Number(_stored.Volume[old])} in the lake, {ContractText.Number(_given.Volume[fresh])} in the data";
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    // How many times come before the other side's next.
    private static int Run(ReadOnlySpan<long> ticks, long before)
    {
        var found = ticks.BinarySearch(before);
        return found < 0 ? ~found : found;
    }

    private static void Copy(Bars from, int first, int count, long[] ticks, double[][] columns, int at)
    {
        from.UtcTicks.Slice(first, count).CopyTo(ticks.AsSpan(at));
        from.Open.Slice(first, count).CopyTo(columns[0].AsSpan(at));
        from.High.Slice(first, count).CopyTo(columns[1].AsSpan(at));
        from.Low.Slice(first, count).CopyTo(columns[2].AsSpan(at));
        from.Close.Slice(first, count).CopyTo(columns[3].AsSpan(at));
        if (columns.Length == 5) from.Volume.Slice(first, count).CopyTo(columns[4].AsSpan(at));
    }
}
