namespace PeakTrade.Engine.Weights;

/// <summary>The groups of instruments that are compared with each other: the sectors, or all as one. Those without a sector are a sector of their own.</summary>
internal sealed class Sectors
{
    private readonly int[] _instruments, _ends;

    private Sectors(int[] instruments, int[] ends) => (_instruments, _ends) = (instruments, ends);

    /// <summary>How many there are.</summary>
    public int Count => _ends.Length;

    /// <summary>A sector's instruments, by their numbers in the universe, in rising order.</summary>
    public ReadOnlySpan<int> this[int sector] => _instruments.AsSpan(sector == 0 ? 0 : _ends[sector - 1], _ends[sector] - (sector == 0 ? 0 : _ends[sector - 1]));

    /// <summary>All instruments as one group.</summary>
    public static Sectors One(Universe universe) => new([.. Enumerable.Range(0, universe.Count)], [universe.Count]);

    /// <summary>The sectors in order of their names.</summary>
    public static Sectors Of(Universe universe, IReadOnlyDictionary<string, string> sectors)
    {
        var groups = Enumerable.Range(0, universe.Count).GroupBy(i => sectors.GetValueOrDefault(universe.Symbols[i], "")).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var ends = new int[groups.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = (i == 0 ? 0 : ends[i - 1]) + groups[i].Count();
        return new([.. groups.SelectMany(group => group)], ends);
    }
}
