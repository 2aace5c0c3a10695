using PeakTrade.Data.Contract;
using PeakTrade.Data.Csv;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Backends;

/// <summary>
/// Reads a CSV that DuckDB splits into fields; each field is read by our own parsers, so the bits are those that the managed reader gives. It
/// reads good files only: at the first row that is not, it gives up. Used once.
/// </summary>
internal sealed class DuckDbCsvReader(BarFile file, SymbolRule symbols, DataOptions options)
{
    private readonly TimeColumn _times = new(new ZoneClock(options.Timezone));
    private CsvHeader _header = null!;
    private PartsBySymbol? _bySymbol;
    private BarPart? _single;
    private int _row;

    /// <summary>What the file holds; null where the managed reader has to say what is wrong with it, or has to unzip it.</summary>
    public FileParts? TryRead(CancellationToken cancel)
    {
        using (var stream = ManagedBackend.Open(file.Path))
        using (var blocks = new ByteBlocks(stream, file.Source, ManagedBackend.HeaderBlock))
        {
            // DuckDB does not check what it unzips: a damaged file would be a shorter one.
            if (blocks.IsZipped) return null;
            _row = 1;
            _header = CsvBarReader.ReadHeader(blocks, file.Source, ref _row);
        }

        if (symbols.ByColumn && _header.Columns.SymbolField >= 0) _bySymbol = new PartsBySymbol(symbols.Only, NewPart);
        else _single = NewPart(symbols.Name);
        if (!TryReadRows(cancel)) return null;
        return _bySymbol is null ? new FileParts([_single!], [symbols.Name]) : new FileParts(_bySymbol.Wanted(symbols.Name), _bySymbol.Symbols);
    }

    private BarPart NewPart(string symbol) => new(symbol, file.Source, _header.Columns.TimeName, _header.Columns.HasVolume);

    private bool TryReadRows(CancellationToken cancel)
    {
        try
        {
            using var connection = DuckDbDatabase.Shared.Connect();
            using var rows = connection.Query(Sql(), cancel);
            var any = false;
            while (rows.Read())
            {
                any = true;
                if (!TryChunk(rows)) return false;
            }

            return any;
        }
        catch (PeakTradeException refused) when (refused.Kind == FaultCatalogue.LakeSql)
        {
            // A row that DuckDB cannot split is one that the managed reader names.
            return false;
        }
    }

    private string Sql()
    {
        var roles = _header.Columns.Fields;
        var names = string.Join(", ", roles.Select((_, field) => $"'c{field}': 'VARCHAR'"));
        var wanted = string.Join(", ", Wanted().Select(field => $"c{field}"));
        var path = file.Path.Replace("*", "[*]").Replace("?", "[?]").Replace("'", "''");
        return $"SELECT {wanted} FROM read_csv('{path}', auto_detect = false, header = false, skip = {_row - 1}, columns = {{{names}}}, hive_partitioning = false, " +
            $"delim = '{(char)_header.Delimiter}', quote = '\"', escape = '\"', compression = 'none', max_line_size = {ByteBlocks.LongestLine})";
    }

    private IEnumerable<int> Wanted() => Enumerable.Range(0, _header.Columns.Fields.Length).Where(field => _header.Columns.Fields[field] is not FieldRole.Ignored);

    private bool TryChunk(DuckDbResult rows)
    {
        FieldRole[] roles = [.. Wanted().Select(field => _header.Columns.Fields[field])];
        var columns = new Columns(rows, roles);
        for (var row = 0; row < rows.RowCount; row++, _row++)
        {
            var part = PartOf(columns, row);
            if (part is null) return false;
            if (part == _bySymbol?.Unwanted) continue;
            if (!TryRow(columns, row, part.LastTicks, out var bar) || !DataContract.Holds(bar, part.LastTicks)) return false;
            part.RowsRead++;
            part.Take(bar, _row);
        }

        return true;
    }

    private BarPart? PartOf(in Columns columns, int row)
    {
        if (_bySymbol is null) return _single;
        var name = Columns.Field(columns.Symbol, row);
        return name.IsEmpty ? null : _bySymbol.Of(name);
    }

    private bool TryRow(in Columns columns, int row, long lastTicks, out BarRow bar)
    {
        bar = default;
        return _times.TryParse(Columns.Field(columns.Time, row), lastTicks, out bar.Ticks) == TimeReading.Read &&
            ExactNumber.TryParse(Columns.Field(columns.Open, row), out bar.Open) && ExactNumber.TryParse(Columns.Field(columns.High, row), out bar.High) &&
            ExactNumber.TryParse(Columns.Field(columns.Low, row), out bar.Low) && ExactNumber.TryParse(Columns.Field(columns.Close, row), out bar.Close) &&
            (!_header.Columns.HasVolume || ExactNumber.TryParse(Columns.Field(columns.Volume, row), out bar.Volume));
    }

    /// <summary>The columns of a chunk by what they are.</summary>
    private readonly ref struct Columns
    {
        public readonly DuckDbColumn Time, Open, High, Low, Close, Volume, Symbol;

        public Columns(DuckDbResult rows, FieldRole[] roles)
        {
            for (var field = 0; field < roles.Length; field++)
            {
                var column = rows.Column(field);
                switch (roles[field])
                {
                    case FieldRole.Time: Time = column; break;
                    case FieldRole.Open: Open = column; break;
                    case FieldRole.High: High = column; break;
                    case FieldRole.Low: Low = column; break;
                    case FieldRole.Close: Close = column; break;
                    case FieldRole.Volume: Volume = column; break;
                    default: Symbol = column; break;
                }
            }
        }

        public static ReadOnlySpan<byte> Field(in DuckDbColumn column, int row) => column.IsNull(row) ? default : column.Utf8(row).Trim(" \t\r"u8);
    }
}
