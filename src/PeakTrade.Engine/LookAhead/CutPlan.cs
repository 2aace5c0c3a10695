namespace PeakTrade.Engine;

/// <summary>Chooses at which bars the future is cut off.</summary>
internal static class CutPlan
{
    // The first bars after the warm-up, where a strategy that peeks all the time is caught at its first state.
    private const int Dense = 32;

    /// <summary>
    /// Cuts from <paramref name="first"/> to <paramref name="last"/> in rising order: all of them where they are no more than
    /// <paramref name="most"/>; else the first ones, those right after a change of state (a peek that matters is one), and the rest evenly spread.
    /// </summary>
    public static List<int> Between(int first, int last, int most, ReadOnlySpan<sbyte> states)
    {
        var count = last - first + 1;
        if (count <= 0) return [];
        if (count <= most) return [.. Enumerable.Range(first, count)];

        var cuts = new SortedSet<int>(Enumerable.Range(first, Math.Min(Dense, count))) { last };
        var changes = new List<int>();
        for (var cut = first; cut <= last; cut++)
        {
            if (cut >= 2 && states[cut - 1] != states[cut - 2]) changes.Add(cut);
        }

        cuts.UnionWith(Spread(changes.Count, most / 2).Select(i => changes[i]));
        cuts.UnionWith(Spread(count, most - cuts.Count).Select(i => first + i));
        return [.. cuts];
    }

    /// <summary>Cuts from <paramref name="first"/> to <paramref name="bar"/> in rising order: those next to the bar, and back from there in ever wider steps.</summary>
    public static List<int> Before(int first, int bar)
    {
        var cuts = new List<int>();
        for (var back = 0; back <= bar - first; back += back < 2 * Dense ? 1 : back / 10) cuts.Add(bar - back);
        cuts.Reverse();
        return cuts;
    }

    private static IEnumerable<int> Spread(int count, int most)
    {
        var taken = Math.Clamp(most, 0, count);
        for (var i = 0; i < taken; i++) yield return (int)((long)i * count / taken);
    }
}
