namespace PeakTrade.Engine.Weights;

/// <summary>
/// A factor's panel seen from a universe: the value that each instrument has at a time. The values of a built-in factor are those of the instrument's own bar
/// at that time. A file may be written less often than there are bars (monthly scores): an instrument's latest value at or before the time counts, as long
/// as it is not older than a leap year.
/// </summary>
internal sealed class FactorValues
{
    private static readonly long Oldest = TimeSpan.FromDays(366).Ticks;

    private readonly FactorPanel _panel;
    private readonly int[] _columns; // the panel's column of each of the universe's instruments, or -1
    private readonly bool _latest;

    public FactorValues(BundleFactor factor, FactorPanel panel, Universe universe)
    {
        (_panel, _latest, _columns) = (panel, factor.File is not null, new int[universe.Count]);
        Array.Fill(_columns, -1);
        var found = 0;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < universe.Count; i++) numbers.Add(universe.Symbols[i], i);
        for (var column = 0; column < panel.Symbols.Count; column++)
        {
            if (!numbers.TryGetValue(panel.Symbols[column], out var instrument)) continue;
            _columns[instrument] = column;
            found++;
        }

        if (found == 0)
            throw FaultCatalogue.DataNoSymbol.Because($"{factor.File ?? factor.Name}: the factor {factor.Name} has values for {Shown(panel.Symbols)}, and none for an instrument of {universe.Name}, which holds {Shown(universe.Symbols)}.",
                "Name the instruments in the factor's file as the data do.", target: factor.Name);
    }

    /// <summary>The panel's last row at or before a time; -1 where all come later.</summary>
    public int RowAt(long ticks)
    {
        var row = _panel.UtcTicks.BinarySearch(ticks);
        return row >= 0 ? row : ~row - 1;
    }

    /// <summary>An instrument's value at a time, whose row <see cref="RowAt"/> gave; not a finite number where there is none.</summary>
    public double At(long ticks, int row, int instrument)
    {
        var column = _columns[instrument];
        if (column < 0 || row < 0) return double.NaN;
        var times = _panel.UtcTicks;
        if (!_latest) return times[row] == ticks ? _panel.CrossSection(row)[column] : double.NaN;
        for (; row >= 0 && ticks - times[row] <= Oldest; row--)
        {
            var value = _panel.CrossSection(row)[column];
            if (double.IsFinite(value)) return value;
        }

        return double.NaN;
    }

    private static string Shown(IReadOnlyList<string> symbols) =>
        symbols.Count == 0 ? "nothing" : symbols.Count > 5 ? $"{string.Join(", ", symbols.Take(5))} and {symbols.Count - 5} more" : string.Join(", ", symbols);
}
