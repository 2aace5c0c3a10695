using System.Globalization;
using PeakTrade.Data.Backends;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Parquet;

/// <summary>A Parquet file as DuckDB sees it: its columns, and the queries for what is wanted of them.</summary>
internal sealed class ParquetBars
{
    // DuckDB's own number of a row in the file, from 0.
    private const string RowNumber = "file_row_number";
    // No zone is further from UTC than 15 hours; a day more keeps the bar before, which an hour that comes twice is read by.
    private const long WidestZone = 2 * TimeSpan.TicksPerDay;

    private readonly BarFile[] _files;
    private readonly string _paths;
    private readonly string _from;
    private readonly DuckDbField[] _fields;

    private ParquetBars(BarFile[] files, DuckDbConnection connection, CancellationToken cancel)
    {
        // What is said of several files is said of the first one; they are read one by one before anybody is told.
        (File, _files) = (files[0], files);
        _paths = Sql.Files(files.Select(file => file.Path));
        _from = $"FROM read_parquet({_paths}, hive_partitioning = false)";
        using var result = Query(connection, $"SELECT * {_from} LIMIT 0", cancel);
        _fields = [.. result.Fields];
        Roles = ColumnRoles.Of(Array.ConvertAll(_fields, field => field.Name), "the file's columns are", (message, action) => FaultCatalogue.DataFormat.Because(message, action, File.Source.Place, File.Path));
        for (var field = 0; field < _fields.Length; field++) CheckType(Roles.Fields[field], _fields[field]);
    }

    public BarFile File { get; }

    public ColumnRoles Roles { get; }

    public DuckDbType TimeType => _fields[Array.IndexOf(Roles.Fields, FieldRole.Time)].Type;

    private string SymbolSql => _fields[Roles.SymbolField] is var column && column.Type.Id == DuckDbTypeId.Varchar ? Sql.Name(column.Name) : $"CAST({Sql.Name(column.Name)} AS VARCHAR)";

    /// <summary>Reads what the file's columns are.</summary>
    public static ParquetBars Open(BarFile[] files, DuckDbConnection connection, CancellationToken cancel)
    {
        // What cannot be opened is told in our words.
        foreach (var file in files) ManagedBackend.Open(file.Path).Dispose();
        return new ParquetBars(files, connection, cancel);
    }

    /// <summary>The wanted columns and rows, in the order of the file.</summary>
    public ParquetRows Rows(DuckDbConnection connection, bool bySymbol, string? only, DataOptions options, bool numbered, CancellationToken cancel)
    {
        var wanted = new List<(FieldRole Role, string Sql)>();
        for (var field = 0; field < _fields.Length; field++)
        {
            if (Roles.Fields[field] == FieldRole.Ignored || (Roles.Fields[field] == FieldRole.Symbol && (!bySymbol || only is not null))) continue;
            wanted.Add((Roles.Fields[field], Roles.Fields[field] == FieldRole.Symbol ? SymbolSql : Sql.Name(_fields[field].Name)));
        }

        var where = Where(bySymbol ? only : null, options);
        numbered |= where.Length > 0;
        var sql = $"SELECT {string.Join(", ", wanted.Select(column => column.Sql))}{(numbered ? ", " + RowNumber : "")} {_from}{where}";
        return new ParquetRows(this, Query(connection, sql, cancel), [.. wanted.Select(column => column.Role)], numbered);
    }

    /// <summary>How many rows each file says that it has.</summary>
    public long[] Counts(DuckDbConnection connection, CancellationToken cancel)
    {
        using var result = Query(connection, $"SELECT file_name, num_rows FROM parquet_file_metadata({_paths})", cancel);
        var counts = new Dictionary<string, long>();
        while (Read(result))
        {
            for (var row = 0; row < result.RowCount; row++) counts[result.Column(0).Text(row)!] = result.Column(1).Values<long>()[row];
        }

        return [.. _files.Select(file => counts.GetValueOrDefault(file.Path))];
    }

    /// <summary>Whether the columns of all the files have the same names and types in the same order.</summary>
    public bool HasLikeColumns(DuckDbConnection connection, CancellationToken cancel)
    {
        using var result = Query(connection, $"SELECT count(DISTINCT columns) FROM (SELECT file_name, list((name, type, logical_type, converted_type, scale, precision, num_children)) AS columns FROM parquet_schema({_paths}) GROUP BY file_name)", cancel);
        return Read(result) && result.Column(0).Values<long>()[0] == 1;
    }

    /// <summary>The name of every instrument in the symbol column.</summary>
    public List<string> Symbols(DuckDbConnection connection, CancellationToken cancel)
    {
        using var result = Query(connection, $"SELECT DISTINCT {SymbolSql} {_from} WHERE {SymbolSql} <> ''", cancel);
        var symbols = new List<string>();
        while (Read(result))
        {
            for (var row = 0; row < result.RowCount; row++) symbols.Add(result.Column(0).Text(row)!);
        }

        symbols.Sort(StringComparer.Ordinal);
        return symbols;
    }

    /// <summary>The next rows; what DuckDB has to say of a damaged file is told as the file's fault.</summary>
    public bool Read(DuckDbResult result)
    {
        try
        {
            return result.Read();
        }
        catch (PeakTradeException refused) when (refused.Kind == FaultCatalogue.LakeSql)
        {
            throw Unreadable(refused);
        }
    }

    private DuckDbResult Query(DuckDbConnection connection, string sql, CancellationToken cancel)
    {
        try
        {
            return connection.Query(sql, cancel);
        }
        catch (PeakTradeException refused) when (refused.Kind == FaultCatalogue.LakeSql)
        {
            throw Unreadable(refused);
        }
    }

    private PeakTradeException Unreadable(PeakTradeException refused)
    {
        // Behind an empty line DuckDB shows where in the query it stood, which is ours and says nothing to the user.
        var message = refused.Faults[0].Message;
        var query = message.IndexOf("\n\nLINE ", StringComparison.Ordinal);
        return FaultCatalogue.DataFormat.Because($"DuckDB cannot read the file: {(query < 0 ? message : message[..query]).Trim().TrimEnd('.')}.", "Write the file again, or name another one.", File.Source.Place, File.Path, refused);
    }

    private void CheckType(FieldRole role, DuckDbField field)
    {
        var (fits, wanted) = role switch
        {
            FieldRole.Ignored => (true, ""),
            FieldRole.Time => (field.Type.IsTimestamp || field.Type.Id is DuckDbTypeId.Date or DuckDbTypeId.Varchar || IsNumber(field.Type.Id), "a TIMESTAMP, a DATE, a number since 1970 or a text"),
            FieldRole.Symbol => (field.Type.Id is DuckDbTypeId.Varchar or DuckDbTypeId.Enum || IsNumber(field.Type.Id), "a text"),
            _ => (field.Type.Id == DuckDbTypeId.Varchar || IsNumber(field.Type.Id), "a number or a text"),
        };
        if (!fits)
            throw FaultCatalogue.DataFormat.Because($"column {field.Name} is {field.Type.Id.ToString().ToUpperInvariant()}; {wanted} is wanted.", "Write the column as such, or give it another name.", File.Source.Place with { Key = field.Name }, File.Path);
    }

    private static bool IsNumber(DuckDbTypeId type) => type is
        (>= DuckDbTypeId.TinyInt and <= DuckDbTypeId.Double) or DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.Decimal;

    private string Where(string? only, DataOptions options)
    {
        var conditions = new List<string>();
        if (only is not null) conditions.Add($"{SymbolSql} = '{only.Replace("'", "''")}'");
        var time = Sql.Name(_fields[Array.IndexOf(Roles.Fields, FieldRole.Time)].Name);
        if (Bound(options.From, options, up: false) is { } from) conditions.Add($"{time} >= {from}");
        if (Bound(options.To, options, up: true) is { } to) conditions.Add($"{time} < {to}");
        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    // Rounded outwards to what the column can tell apart; the exact cut comes later.
    private string? Bound(DateTime? moment, DataOptions options, bool up)
    {
        if (moment is not { } utc) return null;
        var isUtc = TimeType.Id == DuckDbTypeId.TimestampTz || (TimeType.IsTimestamp && Csv.ZoneClock.Find(options.Timezone) is null);
        var widened = utc.Ticks + (up ? 1 : -1) * (isUtc ? TimeSpan.TicksPerMillisecond : WidestZone);
        if (widened < 0 || widened > DateTime.MaxValue.Ticks) return null;
        var time = new DateTime(widened, DateTimeKind.Utc);
        var text = time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return TimeType.Id switch
        {
            DuckDbTypeId.TimestampTz => $"TIMESTAMPTZ '{text}+00'",
            // Nanoseconds reach from 1677 to 2262.
            DuckDbTypeId.TimestampNanoseconds => time.Year is > 1677 and < 2262 ? $"TIMESTAMP_NS '{text}'" : null,
            DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds => $"TIMESTAMP '{text}'",
            DuckDbTypeId.Date => $"DATE '{text[..10]}'",
            _ => null,
        };
    }
}

/// <summary>The rows of a query on a Parquet file.</summary>
/// <param name="Table">The file.</param>
/// <param name="Result">The rows; row numbers, where there are any, are the last column.</param>
/// <param name="Roles">What each column is, in the order of the file.</param>
/// <param name="Numbered">Whether there are row numbers.</param>
internal sealed record ParquetRows(ParquetBars Table, DuckDbResult Result, FieldRole[] Roles, bool Numbered) : IDisposable
{
    public int Of(FieldRole role) => Array.IndexOf(Roles, role);

    public bool Read() => Table.Read(Result);

    public void Dispose() => Result.Dispose();
}
