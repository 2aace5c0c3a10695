using System.Text.Json;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>What a user's SQL was found to be: one statement that only reads.</summary>
/// <param name="Text">The statement without semicolon and what follows it; this and nothing else is run.</param>
/// <param name="Explains">Whether it explains a query instead of running it.</param>
/// <param name="Tables">The tables it names.</param>
internal sealed record LakeStatement(string Text, bool Explains, IReadOnlySet<string> Tables)
{
    private const int DeepestJson = 10_000;

    // A SELECT may call functions that act: enable_logging and enable_profiling write files wherever they are told to. So those that only read are
    // listed, and no other is run. Those that take a table's name as text (query, query_table) stay out: what they read would not be seen here.
    private static readonly HashSet<string> ReadingFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "range", "generate_series", "unnest", "repeat", "repeat_row", "glob", "json_each", "json_tree",
        "read_csv", "read_csv_auto", "sniff_csv", "read_parquet", "parquet_scan", "read_text", "read_blob",
        "read_json", "read_json_auto", "read_json_objects", "read_json_objects_auto", "read_ndjson", "read_ndjson_auto", "read_ndjson_objects",
        "parquet_metadata", "parquet_schema", "parquet_file_metadata", "parquet_kv_metadata", "parquet_full_metadata", "parquet_bloom_probe",
        "duckdb_columns", "duckdb_functions", "duckdb_keywords", "duckdb_settings", "duckdb_tables", "duckdb_types", "duckdb_views", "duckdb_memory",
        "pragma_table_info", "pragma_version", "icu_calendar_names", "pg_timezone_names",
    };

    /// <summary>Judges what a user wrote; nothing of it is run.</summary>
    /// <exception cref="PeakTradeException">It is no statement (<c>Lake.Sql</c>) or may not be run (<c>Lake.Refused</c>).</exception>
    public static LakeStatement Check(DuckDbConnection connection, string sql)
    {
        // DuckDB's C API takes a text up to its first NUL, and would run another than was judged.
        if (sql.Contains('\0', StringComparison.Ordinal)) throw FaultCatalogue.LakeRefused.Because("The SQL holds a NUL character.", target: sql);
        var text = SqlText.Statement(sql);
        var (explain, body) = SqlText.Parts(text);
        using var tree = Parse(connection, body, sql);
        var statements = tree.RootElement.GetProperty("statements");
        if (statements.GetArrayLength() == 0) throw FaultCatalogue.LakeRefused.Because("The SQL holds no statement.", target: sql);
        if (statements.GetArrayLength() > 1) throw FaultCatalogue.LakeRefused.Because($"The SQL holds {statements.GetArrayLength()} statements, and one is run at a time.", "Run each by itself.", target: sql);

        var tables = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in Nodes(statements[0])) Look(node, tables, sql);
        return new LakeStatement(explain + body, explain.Length > 0, tables);
    }

    // DuckDB's own parser, which takes SELECT statements only and binds nothing: no file is opened.
    private static JsonDocument Parse(DuckDbConnection connection, string body, string sql)
    {
        using var parse = connection.Prepare("SELECT json_serialize_sql($1::VARCHAR)");
        parse.Bind(1, body);
        using var result = parse.Query();
        result.Read();
        JsonDocument tree;
        try
        {
            tree = JsonDocument.Parse(result.Column(0).Text(0)!, new() { MaxDepth = DeepestJson });
        }
        catch (JsonException)
        {
            throw FaultCatalogue.LakeRefused.Because("The SQL is nested too deeply to be judged.", "Write it flatter.", target: sql);
        }

        if (!tree.RootElement.GetProperty("error").GetBoolean()) return tree;
        using (tree)
        {
            if (tree.RootElement.GetProperty("error_type").GetString() == "not implemented") throw NoQuery(SqlText.FirstWord(body), sql);
            throw FaultCatalogue.LakeSql.Because($"DuckDB cannot read the SQL: {tree.RootElement.GetProperty("error_message").GetString()}.{Around(tree.RootElement, body)}", target: sql);
        }
    }

    private static string Around(JsonElement error, string body)
    {
        if (!error.TryGetProperty("position", out var position) || !int.TryParse(position.GetString(), out var at) || at >= body.Length) return "";
        var line = body.AsSpan(0, at).Count('\n') + 1;
        return FormattableString.Invariant($" It is in line {line}, column {at - (body.LastIndexOf('\n', Math.Max(at - 1, 0)) is var start && at > 0 ? start : -1)}.");
    }

    private static PeakTradeException NoQuery(string word, string sql) => word == "PIVOT"
        ? FaultCatalogue.LakeRefused.Because("A PIVOT whose columns are not named makes a type of its own first, and a query makes nothing.", "Name them: PIVOT ohlcv ON symbol IN ('AAA', 'BBB') USING ...", target: sql)
        : FaultCatalogue.LakeRefused.Because($"{word} is not run: a query reads the lake and the run store and does nothing else.", "Write SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN; -As with -Path (--as, --output) writes a result to a file.", target: sql);

    private static void Look(JsonElement node, HashSet<string> tables, string sql)
    {
        if (!node.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) return;
        switch (type.GetString())
        {
            case "BASE_TABLE" or "SHOW_REF":
                tables.Add(node.GetProperty("table_name").GetString()!.Trim('"'));
                break;
            case "TABLE_FUNCTION" when node.GetProperty("function").GetProperty("function_name").GetString() is var name && !ReadingFunctions.Contains(name!):
                throw FaultCatalogue.LakeRefused.Because($"The function {name} is not run: it does more than read, or hides what it reads.", "Name tables and files in the query itself; docs/lake.md lists the functions that may stand in FROM.", target: sql);
        }
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement root)
    {
        var waiting = new Stack<JsonElement>([root]);
        while (waiting.TryPop(out var node))
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in node.EnumerateArray()) waiting.Push(item);
            }
            else if (node.ValueKind == JsonValueKind.Object)
            {
                yield return node;
                foreach (var member in node.EnumerateObject()) waiting.Push(member.Value);
            }
        }
    }
}
