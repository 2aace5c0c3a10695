using System.Runtime.CompilerServices;

namespace PeakTrade.Data.Contract;

/// <summary>Which row of the source each bar stood in. Rows mostly follow each other, so only the jumps are kept.</summary>
internal sealed class RowNumbers
{
    private readonly List<(int Bar, int Ahead)> _jumps = [];
    private int _ahead = int.MinValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int bar, int row)
    {
        if (row - bar == _ahead) return;
        _ahead = row - bar;
        _jumps.Add((bar, _ahead));
    }

    public int Of(int bar)
    {
        var (low, high) = (0, _jumps.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_jumps[middle].Bar <= bar) low = middle;
            else high = middle - 1;
        }

        return bar + _jumps[low].Ahead;
    }
}
