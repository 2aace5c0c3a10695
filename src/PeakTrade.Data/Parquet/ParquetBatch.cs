using PeakTrade.Data.Backends;
using PeakTrade.Data.Contract;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Parquet;

/// <summary>
/// Reads small files of like columns in one query. Setting up a query costs as much as reading some 20,000 rows, and a lake has a file for
/// every instrument and year. DuckDB hands the rows out file after file, and how many rows each has stands in its footer.
/// </summary>
internal sealed class ParquetBatch
{
    private readonly IReadOnlyList<(BarFile File, string Symbol)> _files;
    private readonly DataOptions _options;
    private readonly BarColumns _prices = new(hasVolume: true);
    private readonly List<BarPart> _parts = [];
    private ParquetBars _table = null!;
    private ParquetTimes _times = null!;
    private long[] _left = [];
    private int _file;

    private ParquetBatch(IReadOnlyList<(BarFile File, string Symbol)> files, DataOptions options) => (_files, _options) = (files, options);

    /// <summary>One part a file, in their order; null where they differ in their columns, or one of them has to be read by itself to say what is wrong.</summary>
    public static List<BarPart>? TryRead(IReadOnlyList<(BarFile File, string Symbol)> files, DataOptions options, CancellationToken cancel)
    {
        try
        {
            return new ParquetBatch(files, options).TryRead(cancel);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return null;
        }
    }

    private List<BarPart>? TryRead(CancellationToken cancel)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        _table = ParquetBars.Open([.. _files.Select(file => file.File)], connection, cancel);
        if (!_table.HasLikeColumns(connection, cancel)) return null;

        _times = new ParquetTimes(_table.TimeType, _options.Timezone);
        _left = _table.Counts(connection, cancel);
        if (_left.Length != _files.Count) return null;
        foreach (var (at, (file, symbol)) in _files.Index())
        {
            var part = new BarPart(symbol, file.Source, _table.Roles.TimeName, _table.Roles.HasVolume);
            part.Columns.Grow(_left[at]);
            _parts.Add(part);
        }

        using var rows = _table.Rows(connection, bySymbol: false, null, _options, numbered: false, cancel);
        while (rows.Read())
        {
            if (!TryTake(new ParquetChunk(rows))) return null;
        }

        return _left.Any(left => left > 0) || !_parts.TrueForAll(HasAllVolumesOrNone) ? null : _parts;
    }

    // A chunk is nearly always of one file; what stands over goes to the next.
    private bool TryTake(in ParquetChunk chunk)
    {
        var whole = _file < _left.Length && _left[_file] >= chunk.Count;
        var prices = whole ? default : _prices.Room(chunk.Count);
        if (!whole) chunk.TryCopyPrices(prices);
        for (var first = 0; first < chunk.Count;)
        {
            while (_file < _left.Length && _left[_file] == 0) _file++;
            if (_file == _left.Length) return false;
            var (part, count) = (_parts[_file], (int)Math.Min(_left[_file], chunk.Count - first));
            var room = part.Columns.Room(count);
            if (whole && !chunk.TryCopyPrices(room)) return false;
            if (!whole) prices.CopyPrices(first, room);
            if (!TryTake(chunk, part, first, room)) return false;
            _left[_file] -= count;
            first += count;
        }

        return true;
    }

    private bool TryTake(in ParquetChunk chunk, BarPart part, int first, in BarBlock room)
    {
        part.VolumesMissing += chunk.FillMissingVolumes(first, room.Volume);
        if (!_times.TryCopy(chunk.Times, first, room.Ticks, part.LastTicks, chunk.TimesMissing) || !DataContract.Holds(room, part.LastTicks)) return false;
        part.Rows.Add(part.Columns.Count, part.Columns.Count + 1);
        part.RowsRead += room.Ticks.Length;
        part.LastTicks = room.Ticks[^1];
        part.Columns.Take(room.Ticks.Length);
        return true;
    }

    private static bool HasAllVolumesOrNone(BarPart part)
    {
        if (part.VolumesMissing > 0 && part.VolumesMissing == part.RowsRead) part.HasVolume = false;
        return part.VolumesMissing == 0 || !part.HasVolume;
    }
}
