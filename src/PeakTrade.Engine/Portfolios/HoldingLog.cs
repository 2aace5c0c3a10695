using System.Runtime.InteropServices;

namespace PeakTrade.Engine;

/// <summary>The positions right after each rebalance, told as <see cref="Holding"/>s when somebody reads.</summary>
internal sealed class HoldingLog(Universe universe)
{
    private const int Chunk = 512;
    private readonly List<Entry[]> _chunks = [];
    private int _count;

    public void Add(int row, int instrument, double units, double price, double weight, double target, double score)
    {
        if (_count == _chunks.Count * Chunk) _chunks.Add(new Entry[Chunk]);
        _chunks[^1][_count++ % Chunk] = new(row, instrument, units, price, weight, target, score);
    }

    public IReadOnlyList<Holding> ToHoldings()
    {
        var holdings = new Holding[_count];
        for (var i = 0; i < _count; i++)
        {
            var e = _chunks[i / Chunk][i % Chunk];
            holdings[i] = new(universe.TimeAt(e.Row), universe.Symbols[e.Instrument], e.Units, e.Price, e.Weight, e.Target, double.IsNaN(e.Score) ? null : e.Score);
        }

        return holdings;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Row, int Instrument, double Units, double Price, double Weight, double Target, double Score);
}
