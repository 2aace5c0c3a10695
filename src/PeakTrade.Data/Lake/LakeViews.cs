using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>Makes the tables that a query names. Those it does not name are there too, with their columns and no rows, so that SHOW TABLES knows them.</summary>
internal sealed class LakeViews(DuckDbConnection connection, Action<string> warn, CancellationToken cancel)
{
    public const string Bars = "ohlcv";
    private const int BatchRows = 2048;

    private static readonly LakeColumn[] BarColumns =
    [
        new("symbol", "VARCHAR"), new("timestamp", "TIMESTAMP WITH TIME ZONE"), new("open", "DOUBLE"), new("high", "DOUBLE"), new("low", "DOUBLE"), new("close", "DOUBLE"), new("volume", "DOUBLE"),
    ];

    public void Create(LakeFolder lake, bool isNamed)
    {
        if (!isNamed)
        {
            CreateEmpty(Bars, BarColumns);
        }
        else if (!HasBars(lake))
        {
            warn($"The lake {lake.Root} holds no bars: ohlcv is empty. Import-LakeData (peaktrade lake import) fills it.");
            CreateEmpty(Bars, BarColumns);
        }
        else
        {
            // A filter on symbol leaves out whole folders before a file of them is opened.
            var files = Sql.Text(Path.Combine(lake.Bars, "*", "*", "*.parquet"));
            connection.Execute($"CREATE VIEW {Bars} AS SELECT {Names(BarColumns)} FROM read_parquet({files}, hive_partitioning = true, hive_types = {{'symbol': VARCHAR, 'year': INTEGER}})", cancel);
        }
    }

    public void Create(LakeTable table, bool isNamed)
    {
        switch (table)
        {
            case LakeRowTable rows when isNamed: Fill(rows); break;
            case LakeFileTable files when isNamed && files.Files(cancel).ToList() is { Count: > 0 } found: CreateOver(files, found); break;
            default: CreateEmpty(table.Name, table.Columns); break;
        }
    }

    private static bool HasBars(LakeFolder lake) =>
        Directory.Exists(lake.Bars) && Directory.EnumerateDirectories(lake.Bars).Any(symbol => Directory.EnumerateDirectories(symbol).Any(year => Directory.EnumerateFiles(year, "*.parquet").Any()));

    private void CreateEmpty(string name, IReadOnlyList<LakeColumn> columns) =>
        connection.Execute($"CREATE VIEW {Sql.Name(name)} AS SELECT {string.Join(", ", columns.Select(c => $"NULL::{c.Type} AS {Sql.Name(c.Name)}"))} WHERE false", cancel);

    private void CreateOver(LakeFileTable table, List<string> files)
    {
        var (folder, own) = (table.Columns[0], table.Columns.Skip(1).ToList());
        var key = $"parse_path(filename)[-2]::{folder.Type} AS {Sql.Name(folder.Name)}";
        var types = string.Join(", ", own.Select(c => $"{Sql.Text(c.Name)}: {Sql.Text(c.Type)}"));
        var parts = files.ToLookup(file => Path.GetExtension(file).Equals(".parquet", StringComparison.OrdinalIgnoreCase));
        var sources = new List<string>();
        if (parts[true].Any()) sources.Add($"SELECT {key}, {string.Join(", ", own.Select(c => $"{Sql.Name(c.Name)}::{c.Type} AS {Sql.Name(c.Name)}"))} FROM {Parquet(parts[true], table)}");
        if (parts[false].Any()) sources.Add($"SELECT {key}, {Names(own)} FROM read_csv({Sql.List(parts[false])}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{types}}}, null_padding = {(table.AddedLater > 0 ? "true" : "false")}, filename = true, hive_partitioning = false)");
        connection.Execute($"CREATE VIEW {Sql.Name(table.Name)} AS {string.Join(" UNION ALL ", sources)}", cancel);
    }

    // Where every file is an old one, the empty part still brings the columns that they lack.
    private static string Parquet(IEnumerable<string> files, LakeFileTable table)
    {
        if (table.AddedLater == 0) return $"read_parquet({Sql.List(files)}, filename = true, hive_partitioning = false)";
        var added = string.Join(", ", table.Columns.TakeLast(table.AddedLater).Select(c => $"NULL::{c.Type} AS {Sql.Name(c.Name)}"));
        return $"(FROM read_parquet({Sql.List(files)}, union_by_name = true, filename = true, hive_partitioning = false) UNION ALL BY NAME SELECT {added} WHERE false)";
    }

    private void Fill(LakeRowTable table)
    {
        connection.Execute($"CREATE TABLE {Sql.Name(table.Name)} ({string.Join(", ", table.Columns.Select(c => $"{Sql.Name(c.Name)} {c.Type}"))})", cancel);
        using var appender = connection.Append(table.Name);
        foreach (var rows in table.Rows(cancel).Chunk(BatchRows))
        {
            cancel.ThrowIfCancellationRequested();
            appender.Append([.. table.Columns.Select((column, i) => Column(column.Type, rows, i))], rows.Length);
        }

        appender.Complete();
    }

    private static Array Column(string type, object?[][] rows, int column) => type switch
    {
        "DOUBLE" => Array.ConvertAll(rows, row => (double?)row[column]),
        "BIGINT" => Array.ConvertAll(rows, row => row[column] is { } number ? Convert.ToInt64(number) : (long?)null),
        "BOOLEAN" => Array.ConvertAll(rows, row => (bool)row[column]!),
        "UUID" => Array.ConvertAll(rows, row => (Guid)row[column]!),
        "TIMESTAMP WITH TIME ZONE" => Array.ConvertAll(rows, row => (DateTime?)row[column]),
        _ => Array.ConvertAll(rows, row => (string?)row[column]),
    };

    private static string Names(IEnumerable<LakeColumn> columns) => string.Join(", ", columns.Select(c => Sql.Name(c.Name)));
}
