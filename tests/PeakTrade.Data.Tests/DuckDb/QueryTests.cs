using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Tests.DuckDb;

public class QueryTests
{
    [FactWithDuckDb]
    public void A_query_hands_out_its_columns_by_name()
    {
        using var lake = new Opened();
        using var result = lake.Connection.Query("SELECT 42::BIGINT AS answer, 'x' AS \"Größe\"");
        Assert.Equal(["answer", "Größe"], result.Fields.Select(f => f.Name));
        Assert.Equal([42L, "x"], Assert.Single(Opened.All(result)));
    }

    [FactWithDuckDb]
    public void Parameters_are_bound_by_number()
    {
        using var lake = new Opened();
        object?[] given = [1L, 2.5, "it's; DROP TABLE x --", true, new DateTime(2024, 1, 2, 3, 4, 5), null, -12345.6789m, ""];
        using var statement = lake.Connection.Prepare("SELECT ?::BIGINT, ?::DOUBLE, ?::VARCHAR, ?::BOOLEAN, ?::TIMESTAMP, ?, ?::DECIMAL(18,4), ?");
        Assert.Equal(given.Length, statement.ParameterCount);
        for (var i = 0; i < given.Length; i++) statement.Bind(i + 1, given[i]);
        using var result = statement.Query();
        Assert.Equal(given, Assert.Single(Opened.All(result)));
    }

    [FactWithDuckDb]
    public void Parameters_are_bound_by_name_and_again_for_the_next_run()
    {
        using var lake = new Opened();
        using var statement = lake.Connection.Prepare("SELECT $low + $high");
        statement.Bind("low", 1);
        foreach (var high in new[] { 2, 30 })
        {
            statement.Bind("high", high);
            using var result = statement.Query();
            Assert.Equal(1L + high, Assert.Single(Assert.Single(Opened.All(result))));
        }
    }

    [FactWithDuckDb]
    public void A_parameter_that_is_not_there_or_cannot_be_bound_is_a_fault()
    {
        using var lake = new Opened();
        using var statement = lake.Connection.Prepare("SELECT $low");
        Assert.Contains("$high", Assert.Throws<PeakTradeException>(() => statement.Bind("high", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Uri", Assert.Throws<PeakTradeException>(() => statement.Bind("low", new Uri("https://example.org"))).Message, StringComparison.Ordinal);
        Assert.Throws<PeakTradeException>(() => statement.Bind(7, 1));
        Assert.Equal("Lake.Sql", Assert.Throws<PeakTradeException>(() => statement.Query()).Kind.Id);
    }

    [TheoryWithDuckDb]
    [InlineData("SELEC 1", "syntax error")]
    [InlineData("SELECT * FROM nowhere", "nowhere")]
    [InlineData("SELECT 1; SELECT 2", "multiple")]
    [InlineData("SELECT CAST(s AS INTEGER) FROM (VALUES ('twelve')) t(s)", "twelve")]
    [InlineData("SELECT CAST(CASE WHEN i = 900000 THEN 'late' ELSE '1' END AS INTEGER) FROM range(1000000) t(i)", "late")]
    public void An_error_carries_DuckDBs_own_message(string sql, string wanted)
    {
        using var lake = new Opened();
        var fault = Assert.Throws<PeakTradeException>(() => lake.Rows(sql));
        Assert.Equal("Lake.Sql", fault.Kind.Id);
        Assert.Contains(wanted, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(sql, fault.Target);
        // The connection is as good as before.
        Assert.Equal(1, lake.One("SELECT 1"));
    }

    [FactWithDuckDb]
    public void Rows_changed_are_counted()
    {
        using var lake = new Opened();
        Assert.Equal(0, lake.Connection.Execute("CREATE TABLE t (i BIGINT)"));
        Assert.Equal(5000, lake.Connection.Execute("INSERT INTO t SELECT * FROM range(5000)"));
        Assert.Equal(4990, lake.Connection.Execute("DELETE FROM t WHERE i >= 10"));
    }

    [FactWithDuckDb]
    public void An_option_is_set_and_an_unknown_one_is_named()
    {
        using (var database = DuckDbDatabase.Open(null, new Dictionary<string, string> { ["threads"] = "1" }))
        using (var connection = database.Connect())
        using (var result = connection.Query("SELECT current_setting('threads')::BIGINT, current_setting('TimeZone')"))
        {
            Assert.Equal([1L, "UTC"], Assert.Single(Opened.All(result)));
        }

        Assert.Contains("no_such_option", Assert.Throws<PeakTradeException>(() => DuckDbDatabase.Open(null, new Dictionary<string, string> { ["no_such_option"] = "1" })).Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void A_file_that_is_no_database_is_a_fault()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, new string('x', 9000));
        try
        {
            Assert.Contains(file, Assert.Throws<PeakTradeException>(() => DuckDbDatabase.Open(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
