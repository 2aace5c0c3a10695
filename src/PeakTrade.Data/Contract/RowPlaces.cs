namespace PeakTrade.Data.Contract;

/// <summary>Which row of which file each bar stood in.</summary>
internal sealed class RowPlaces
{
    private readonly List<(int FirstBar, int PartBar, RowNumbers Rows, DataSource Source)> _stretches = [];

    /// <summary>Says that from a bar on, bars are those of a file from its <paramref name="partBar"/> on.</summary>
    public void Add(int firstBar, int partBar, RowNumbers rows, DataSource source) => _stretches.Add((firstBar, partBar, rows, source));

    public (DataSource Source, int Row) Of(int bar)
    {
        var at = _stretches.Count - 1;
        while (_stretches[at].FirstBar > bar) at--;
        var (firstBar, partBar, rows, source) = _stretches[at];
        return (source, rows.Of(bar - firstBar + partBar));
    }

    public Place PlaceOf(int bar)
    {
        var (source, row) = Of(bar);
        return source.Row(row);
    }

    /// <summary>The row as a sentence names it: with its file where there are several.</summary>
    public string Name(int bar)
    {
        var (source, row) = Of(bar);
        return _stretches.Count == 1 ? $"{row:N0}" : $"{row:N0} of {source.Name}";
    }
}
