namespace PeakTrade.Data.Contract;

/// <summary>How far apart bars are.</summary>
internal static class Spacing
{
    private const int Sample = 1000;

    /// <summary>The median of the first spacings, in ticks; 0 where there is one bar.</summary>
    public static long Usual(ReadOnlySpan<long> ticks)
    {
        if (ticks.Length < 2) return 0;
        var spacings = new long[Math.Min(Sample, ticks.Length - 1)];
        for (var i = 0; i < spacings.Length; i++) spacings[i] = ticks[i + 1] - ticks[i];
        Array.Sort(spacings);
        return spacings[spacings.Length / 2];
    }
}
