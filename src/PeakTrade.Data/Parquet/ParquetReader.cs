using PeakTrade.Data.Backends;
using PeakTrade.Data.Contract;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Parquet;

/// <summary>
/// Reads one Parquet file into columns. Chunks are copied as they come and held to the contract as columns; where that fails, the file is read
/// once more row by row, to find the rows that break it. Used once.
/// </summary>
internal sealed partial class ParquetReader(BarFile file, SymbolRule symbols, DataOptions options)
{
    private readonly BarColumns _prices = new(hasVolume: true);
    private ParquetBars _table = null!;
    private ParquetTimes _times = null!;
    private PartsBySymbol? _bySymbol;
    private BarPart? _single;
    private bool _broken;
    private int _rowsBefore;

    private bool IsBySymbol => symbols.ByColumn && _table.Roles.SymbolField >= 0;

    /// <summary>Whether the file has a symbol column.</summary>
    public static bool NamesSymbols(BarFile file, CancellationToken cancel)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        return ParquetBars.Open([file], connection, cancel).Roles.SymbolField >= 0;
    }

    public FileParts Read(CancellationToken cancel)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        _table = ParquetBars.Open([file], connection, cancel);
        ReadColumns(connection, cancel);
        if (_broken) ReadCarefully(connection, cancel);
        if (!IsBySymbol) return new FileParts([_single!], [symbols.Name]);
        return WithSilentSymbols(connection, cancel);
    }

    private void Begin()
    {
        _times = new ParquetTimes(_table.TimeType, options.Timezone);
        _single = null;
        _bySymbol = null;
        if (!IsBySymbol || symbols.Only is not null) _single = NewPart(symbols.Only is not null && IsBySymbol ? symbols.Only : symbols.Name);
        else _bySymbol = new PartsBySymbol(null, NewPart);
    }

    private BarPart NewPart(string symbol) => new(symbol, file.Source, _table.Roles.TimeName, _table.Roles.HasVolume);

    // An instrument without a row in the span is still there, and so is one that was asked for.
    private FileParts WithSilentSymbols(DuckDbConnection connection, CancellationToken cancel)
    {
        var parts = _single is null ? _bySymbol!.Wanted(symbols.Name) : [_single];
        var isWhole = (options.From ?? options.To) is null;
        if (_single is null && isWhole) return new FileParts(parts, _bySymbol!.Symbols);
        if (_single is { RowsRead: > 0 }) return new FileParts(parts, [_single.Symbol]);

        var all = _table.Symbols(connection, cancel);
        if (_single is not null) return new FileParts(all.Contains(_single.Symbol) ? parts : [], all);
        parts.AddRange(all.Except(_bySymbol!.Symbols).Select(NewPart));
        return new FileParts(parts, all);
    }

    private void ReadColumns(DuckDbConnection connection, CancellationToken cancel)
    {
        Begin();
        var isWhole = _single is not null && symbols.Only is null && (options.From ?? options.To) is null;
        if (isWhole) _single!.Columns.Grow(_table.Counts(connection, cancel)[0]);
        using var rows = _table.Rows(connection, IsBySymbol, symbols.Only, options, numbered: false, cancel);
        while (rows.Read())
        {
            var chunk = new ParquetChunk(rows);
            if (_bySymbol is not null) TakeBySymbol(chunk);
            else TakeChunk(chunk, _single!);
            _rowsBefore += rows.Result.RowCount;
        }

        // A volume that is nowhere is no column; one that is missing here and there is a fault.
        foreach (var part in _bySymbol?.Wanted(symbols.Name) ?? [_single!])
        {
            if (part.VolumesMissing > 0 && part.VolumesMissing == part.RowsRead) part.HasVolume = false;
            else if (part.VolumesMissing > 0) _broken = true;
        }
    }

    private void TakeChunk(in ParquetChunk chunk, BarPart part)
    {
        var room = part.Columns.Room(chunk.Count);
        _broken |= !chunk.TryCopyPrices(room);
        Take(chunk, part, 0, room);
    }

    private void TakeBySymbol(in ParquetChunk chunk)
    {
        var names = chunk.Rows.Result.Column(chunk.Rows.Of(FieldRole.Symbol));
        var prices = _prices.Room(chunk.Count);
        _broken |= !chunk.TryCopyPrices(prices);
        for (var first = 0; first < chunk.Count;)
        {
            if (names.IsNull(first) || names.Utf8(first).IsEmpty)
            {
                _broken = true;
                first++;
                continue;
            }

            var name = names.Utf8(first);
            var end = first + 1;
            while (end < chunk.Count && !names.IsNull(end) && names.Utf8(end).SequenceEqual(name)) end++;
            var part = _bySymbol!.Of(name);
            var room = part.Columns.Room(end - first);
            prices.CopyPrices(first, room);
            Take(chunk, part, first, room);
            first = end;
        }
    }

    private void Take(in ParquetChunk chunk, BarPart part, int first, in BarBlock room)
    {
        var count = room.Ticks.Length;
        part.RowsRead += count;
        part.VolumesMissing += chunk.FillMissingVolumes(first, room.Volume);
        if (_broken) return;
        if (!_times.TryCopy(chunk.Times, first, room.Ticks, part.LastTicks, chunk.TimesMissing) || !DataContract.Holds(room, part.LastTicks))
        {
            _broken = true;
            return;
        }

        chunk.Number(part, first, count, _bySymbol is null ? part.Columns.Count : _rowsBefore + first);
        part.LastTicks = room.Ticks[^1];
        part.Columns.Take(count);
    }
}
