using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Tests.DuckDb;

/// <summary>A database in memory with one connection, and all values of a query.</summary>
internal sealed class Opened : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();

    public Opened() => Connection = _database.Connect();

    public DuckDbConnection Connection { get; }

    public static List<object?[]> All(DuckDbResult result)
    {
        var rows = new List<object?[]>();
        while (result.Read())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var values = new object?[result.Fields.Count];
                for (var i = 0; i < values.Length; i++) values[i] = result.Column(i).Value(row);
                rows.Add(values);
            }
        }

        return rows;
    }

    public List<object?[]> Rows(string sql)
    {
        using var result = Connection.Query(sql);
        return All(result);
    }

    public object? One(string sql) => Assert.Single(Assert.Single(Rows(sql)));

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }
}
