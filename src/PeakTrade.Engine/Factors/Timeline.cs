namespace PeakTrade.Engine;

/// <summary>Times that several instruments have together, in rising order, each once.</summary>
internal static class Timeline
{
    /// <summary>All times of both; the first array itself where it holds them all.</summary>
    public static long[] Join(long[] times, ReadOnlySpan<long> more)
    {
        var missing = Missing(times, more);
        if (missing == 0) return times;
        var joined = new long[times.Length + missing];
        var (left, right) = (0, 0);
        for (var i = 0; i < joined.Length; i++)
        {
            var fromLeft = right == more.Length || (left < times.Length && times[left] <= more[right]);
            if (fromLeft && right < more.Length && times[left] == more[right]) right++;
            joined[i] = fromLeft ? times[left++] : more[right++];
        }

        return joined;
    }

    private static int Missing(ReadOnlySpan<long> times, ReadOnlySpan<long> more)
    {
        if (times.SequenceEqual(more)) return 0;
        var (at, missing) = (0, 0);
        foreach (var time in more)
        {
            while (at < times.Length && times[at] < time) at++;
            if (at == times.Length || times[at] != time) missing++;
        }

        return missing;
    }
}
