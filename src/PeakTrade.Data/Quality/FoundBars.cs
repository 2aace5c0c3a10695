namespace PeakTrade.Data.Quality;

/// <summary>Bars at which something was found: all counted, the first ones kept.</summary>
internal sealed class FoundBars(int mostKept)
{
    private readonly List<int> _kept = [];

    public int Count { get; private set; }

    public IReadOnlyList<int> Kept => _kept;

    public void Add(int bar)
    {
        if (Count++ < mostKept) _kept.Add(bar);
    }
}
