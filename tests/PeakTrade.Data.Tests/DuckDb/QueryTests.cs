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

    [FactWithDuckDb]
    public void Parameters_of_every_sort_come_back_as_they_were()
    {
        using var lake = new Opened();
        (string Type, object Value)[] given =
        [
            ("UBIGINT", ulong.MaxValue), ("HUGEINT", -System.Numerics.BigInteger.Pow(2, 100)), ("UHUGEINT", System.Numerics.BigInteger.Pow(2, 128) - 1), ("FLOAT", 1.5f), ("DATE", new DateTime(2024, 2, 29)),
            ("TIME", new TimeOnly(1, 2, 3, 4)), ("INTERVAL", new TimeSpan(-1, 2, 3, 4, 5)), ("UUID", Guid.Parse("8f112233-4455-6677-8899-aabbccddeeff")), ("BLOB", new byte[] { 0, 1, 255 }), ("BLOB", Array.Empty<byte>()),
            ("BIGINT[]", new object?[] { 1L, null, 3L }), ("VARCHAR[]", new object?[] { "a", "b" }), ("VARCHAR[]", Array.Empty<object?>()), ("DOUBLE[]", new object?[] { 1.5, 2.0 }), ("BIGINT[][]", new object?[] { new object?[] { 1L }, new object?[] { 2L, 3L } }),
        ];
        foreach (var (type, value) in given)
        {
            using var statement = lake.Connection.Prepare($"SELECT $x::{type}");
            statement.BindAll(new Dictionary<string, object?> { ["X"] = value });
            using var result = statement.Query();
            Assert.Equal(value, Assert.Single(Assert.Single(Opened.All(result))));
        }
    }

    [FactWithDuckDb]
    public void A_list_is_looked_into_and_its_numbers_may_be_of_several_sorts()
    {
        using var lake = new Opened();
        foreach (var (sql, list, wanted) in new (string, object, long)[]
        {
            ("SELECT count(*) FROM range(10) t(i) WHERE i IN (SELECT unnest($s))", new[] { 1, 3, 99 }, 2),
            ("SELECT count(*) FROM range(10) t(i) WHERE i = ANY($s)", new object[] { 1, 2.0, 3m }, 3),
            ("SELECT count(*) FROM range(10) t(i) WHERE i = ANY($s)", Array.Empty<int>(), 0),
            ("SELECT count(*) FROM range(10) t(i) WHERE 's' || i IN (SELECT unnest($s))", new[] { "s1", "s2" }, 2),
        })
        {
            using var statement = lake.Connection.Prepare(sql);
            statement.BindAll(new Dictionary<string, object?> { ["s"] = list });
            using var result = statement.Query();
            Assert.Equal(wanted, Assert.Single(Assert.Single(Opened.All(result))));
        }

        using var mixed = lake.Connection.Prepare("SELECT $s");
        Assert.Contains("integer and text", Assert.Throws<PeakTradeException>(() => mixed.Bind("s", new object[] { 1, "a" })).Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void A_time_bound_to_a_column_with_a_zone_is_the_moment_it_names()
    {
        using var lake = new Opened();
        object[] moments = [new DateTimeOffset(2024, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2024, 1, 1), "2024-01-01", "2024-01-01T02:00:00+02:00"];
        foreach (var moment in moments)
        {
            using var statement = lake.Connection.Prepare("SELECT count(*) FROM (VALUES (TIMESTAMPTZ '2024-01-01 00:00:00+00'), (TIMESTAMPTZ '2023-12-31 23:59:59+00')) v(t) WHERE t >= $from");
            statement.Bind("from", moment);
            using var result = statement.Query();
            Assert.Equal(1L, Assert.Single(Assert.Single(Opened.All(result))));
        }
    }

    [FactWithDuckDb]
    public void A_number_or_an_id_given_as_text_is_compared_as_what_it_stands_for()
    {
        using var lake = new Opened();
        foreach (var (sql, text) in new[] { ("SELECT 10.5 > $x", "9"), ("SELECT 10::BIGINT > $x", "9"), ("SELECT 10::DOUBLE > $x", "9"), ("SELECT '00112233-4455-6677-8899-aabbccddeeff'::UUID = $x", "00112233-4455-6677-8899-AABBCCDDEEFF"), ("SELECT count(*) = 9 FROM (FROM range(20) LIMIT $x)", "9") })
        {
            using var statement = lake.Connection.Prepare(sql);
            statement.Bind("x", text);
            using var result = statement.Query();
            Assert.Equal(true, Assert.Single(Assert.Single(Opened.All(result))));
        }
    }

    [FactWithDuckDb]
    public void Parameters_that_are_missing_unknown_or_given_twice_are_all_named()
    {
        using var lake = new Opened();
        using var statement = lake.Connection.Prepare("SELECT $low + $high");
        var fault = Assert.Throws<PeakTradeException>(() => statement.BindAll(new Dictionary<string, object?> { ["low"] = 1, ["hihg"] = 2 }));
        Assert.Contains("no parameter $hihg. Did you mean \"high\"?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("No value was given for $high", fault.Message, StringComparison.Ordinal);
        Assert.Contains("given twice", Assert.Throws<PeakTradeException>(() => statement.BindAll(new Dictionary<string, object?> { ["low"] = 1, ["$LOW"] = 2 })).Message, StringComparison.Ordinal);
        statement.BindAll(new Dictionary<string, object?> { ["$Low"] = 1, ["HIGH"] = 2 });
        using var numbered = lake.Connection.Prepare("SELECT ? - ?");
        numbered.BindAll(new Dictionary<string, object?> { ["2"] = 2, ["1"] = 5 });
        using var result = numbered.Query();
        Assert.Equal(3L, Assert.Single(Assert.Single(Opened.All(result))));
    }

    [FactWithDuckDb]
    public void A_statement_says_of_what_sort_it_is()
    {
        using var lake = new Opened();
        foreach (var (sql, sort) in new[] { ("SELECT 1", DuckDbStatementType.Select), ("FROM range(3)", DuckDbStatementType.Select), ("EXPLAIN SELECT 1", DuckDbStatementType.Explain), ("COPY (SELECT 1) TO 'x.csv'", DuckDbStatementType.Copy) })
        {
            using var statement = lake.Connection.Prepare(sql);
            Assert.Equal(sort, statement.Type);
        }
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
