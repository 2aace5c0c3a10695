using System.Runtime.CompilerServices;

namespace PeakTrade.Data.Quality;

/// <summary>Bars without volume.</summary>
internal static class StillBars
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FoundBars Find(ReadOnlySpan<double> volume, int mostKept)
    {
        var found = new FoundBars(mostKept);
        for (var bar = 0; bar < volume.Length; bar++)
        {
            if (volume[bar] == 0) found.Add(bar);
        }

        return found;
    }
}
