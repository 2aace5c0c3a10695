using System.Globalization;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>
/// SQL over the lake and the tables handed to it, shut in: a database of its own in memory, in which DuckDB opens files of the given folders only,
/// loads nothing, and takes no setting any more; and a statement that does more than read is refused before it runs.
/// </summary>
public sealed class LakeQuery
{
    private readonly LakeQueryOptions _options;
    private readonly Action<string> _warn;

    /// <summary>Queries of this lake.</summary>
    /// <param name="options">What they may read and use.</param>
    /// <param name="warn">Hears what is odd and no fault.</param>
    public LakeQuery(LakeQueryOptions options, Action<string> warn)
    {
        options.Check();
        (_options, _warn) = (options, warn);
    }

    /// <summary>The rows of a query, made as they are read. The lake is held still until the last one, or until the reader leaves.</summary>
    public IEnumerable<QueryRow> Read(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancel)
    {
        using var session = new LakeSession(_options, _warn, sql, cancel);
        using var statement = session.Prepare(parameters);
        using var result = session.Guard(() => statement.Query(session.Cancel));
        var columns = Columns(result.Fields);
        while (session.Guard(result.Read))
        {
            for (var row = 0; row < result.RowCount; row++) yield return new QueryRow(columns, Values(result, row));
        }
    }

    /// <summary>Writes the rows of a query over a file, the only one outside the lake that this query may touch.</summary>
    public void Write(string sql, IReadOnlyDictionary<string, object?> parameters, LakeQueryFormat format, string file, CancellationToken cancel)
    {
        using var session = new LakeSession(_options, _warn, sql, cancel, file);
        using var statement = session.PrepareCopy(parameters, format, file);
        session.Guard(() => statement.Execute(session.Cancel));
    }

    // PowerShell's properties are one whatever their case, so names that differ in case only are made different too.
    private static QueryColumn[] Columns(IReadOnlyList<DuckDbField> fields)
    {
        var taken = fields.Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. fields.Select(field => new QueryColumn(Free(field.Name), field.Type.ClrType ?? typeof(object)))];

        string Free(string name)
        {
            if (seen.Add(name)) return name;
            for (var number = 1; ; number++)
            {
                var other = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
                if (!taken.Add(other)) continue;
                seen.Add(other);
                return other;
            }
        }
    }

    private static object?[] Values(DuckDbResult result, int row)
    {
        var values = new object?[result.Fields.Count];
        for (var i = 0; i < values.Length; i++) values[i] = result.Column(i).Value(row);
        return values;
    }
}
