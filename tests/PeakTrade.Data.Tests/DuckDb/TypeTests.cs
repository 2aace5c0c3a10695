using System.Numerics;

namespace PeakTrade.Data.Tests.DuckDb;

public class TypeTests
{
    // What stands at the right is from DuckDB's documentation of its types and their limits.
    public static TheoryData<string, object> Values => new()
    {
        { "true", true },
        { "(-128)::TINYINT", (sbyte)-128 },
        { "(-32768)::SMALLINT", (short)-32768 },
        { "2147483647::INTEGER", int.MaxValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "255::UTINYINT", (byte)255 },
        { "65535::USMALLINT", (ushort)65535 },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "170141183460469231731687303715884105727::HUGEINT", BigInteger.Pow(2, 127) - 1 },
        { "(-170141183460469231731687303715884105728)::HUGEINT", -BigInteger.Pow(2, 127) },
        { "340282366920938463463374607431768211455::UHUGEINT", BigInteger.Pow(2, 128) - 1 },
        { "1.5::FLOAT", 1.5f },
        { "0.1::DOUBLE", 0.1 },
        { "(-1.23)::DECIMAL(4,2)", -1.23m },
        { "1234567.89::DECIMAL(9,2)", 1234567.89m },
        { "(-1234567890123.4567)::DECIMAL(18,4)", -1234567890123.4567m },
        { "12345678901234567890.123456::DECIMAL(38,6)", 12345678901234567890.123456m },
        { "0.5::DECIMAL(38,37)", 0.5m },
        { "DATE '1969-12-31'", new DateTime(1969, 12, 31) },
        { "TIMESTAMP_S '1969-12-31 23:59:59'", new DateTime(1969, 12, 31, 23, 59, 59) },
        { "TIMESTAMP_MS '2024-02-29 12:34:56.789'", new DateTime(2024, 2, 29, 12, 34, 56, 789) },
        { "TIMESTAMP '2024-02-29 12:34:56.789012'", new DateTime(2024, 2, 29, 12, 34, 56, 789, 12) },
        { "TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", new DateTime(1970, 1, 1).AddTicks(-1) },
        { "TIMESTAMPTZ '2024-07-01 12:00:00+02'", new DateTime(2024, 7, 1, 10, 0, 0, DateTimeKind.Utc) },
        { "TIMESTAMP '9999-12-31 23:59:59.999999'", new DateTime(9999, 12, 31, 23, 59, 59, 999, 999) },
        { "TIMESTAMP '0001-01-01 00:00:00'", DateTime.MinValue },
        { "''", "" },
        { "'twelve bytes'", "twelve bytes" },
        { "'thirteen byte'", "thirteen byte" },
        { "'Zürich, São Paulo, 東京, 😀'", "Zürich, São Paulo, 東京, 😀" },
        { "TIME '12:34:56.789012'", new TimeOnly(12, 34, 56, 789, 12) },
        { "'12:34:56.5-03:30'::TIMETZ", "12:34:56.5-03:30" },
        { "'23:59:59+15:59:59'::TIMETZ", "23:59:59+15:59:59" },
        { "INTERVAL '1 day 02:03:04.5'", new TimeSpan(1, 2, 3, 4, 500) },
        { "-INTERVAL '90 seconds'", TimeSpan.FromSeconds(-90) },
        { "INTERVAL '1 year 2 months 3 days -1.5 seconds'", "P1Y2M3DT-1.5S" },
        { "'00112233-4455-6677-8899-aabbccddeeff'::UUID", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
        { "'ff112233-4455-6677-8899-aabbccddeeff'::UUID", Guid.Parse("ff112233-4455-6677-8899-aabbccddeeff") },
        { "'up'::ENUM('down', 'up')", "up" },
        { "'\\x00\\xFFabc'::BLOB", new byte[] { 0, 255, 97, 98, 99 } },
        { "'0101100111'::BIT", "0101100111" },
        { "'1'::BIT", "1" },
        { "[1.5, NULL, -2]::DOUBLE[]", new object?[] { 1.5, null, -2.0 } },
        { "[['a'], [], NULL, ['b', 'a longer text than twelve']]", new object?[] { new object?[] { "a" }, Array.Empty<object?>(), null, new object?[] { "b", "a longer text than twelve" } } },
    };

    [TheoryWithDuckDb, MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_comes_as_what_it_is_and_its_NULL_as_null(string sql, object wanted)
    {
        using var lake = new Opened();
        // The CASE makes a column whose every second value is missing, so values and mask are read at different places.
        var rows = lake.Rows($"SELECT CASE WHEN i % 2 = 0 THEN {sql} END FROM range(5) t(i) ORDER BY i");
        Assert.Equal([wanted, null, wanted, null, wanted], rows.Select(r => r[0]));
        if (wanted is DateTime time) Assert.Equal(time.Kind, ((DateTime)rows[0][0]!).Kind);
        using var result = lake.Connection.Query($"SELECT {sql}");
        Assert.Equal(sql.Contains("INTERVAL", StringComparison.Ordinal) ? typeof(object) : wanted.GetType(), result.Fields[0].Type.ClrType);
    }

    [FactWithDuckDb]
    public void Numbers_of_every_width_become_doubles_and_NULL_becomes_NaN()
    {
        using var lake = new Opened();
        foreach (var type in new[] { "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL(4,1)", "DECIMAL(9,1)", "DECIMAL(18,1)", "DECIMAL(38,1)", "DECIMAL(38,30)" })
        {
            using var result = lake.Connection.Query($"SELECT CASE WHEN i <> 1 THEN (i - 2)::{type} END FROM range(4) t(i) ORDER BY i");
            Assert.True(result.Read());
            var numbers = new double[4];
            result.Column(0).CopyDoubles(numbers);
            Assert.Equal([-2, double.NaN, 0, 1], numbers);
        }
    }

    [FactWithDuckDb]
    public void A_DECIMAL_becomes_the_double_nearest_to_it()
    {
        using var lake = new Opened();
        using var result = lake.Connection.Query("SELECT 1234567890123456.789::DECIMAL(38,3) a, 0.1::DECIMAL(18,1) b, 12345678901234567890123456789012345678::DECIMAL(38,0) c");
        Assert.True(result.Read());
        var one = new double[1];
        foreach (var (column, wanted) in new[] { (0, 1234567890123456.789), (1, 0.1), (2, 12345678901234567890123456789012345678.0) })
        {
            result.Column(column).CopyDoubles(one);
            Assert.Equal(wanted, one[0]);
        }
    }

    [FactWithDuckDb]
    public void Integers_become_longs_and_one_that_is_too_great_is_named()
    {
        using var lake = new Opened();
        using var result = lake.Connection.Query("SELECT sum(i) AS total, 18446744073709551615::UBIGINT AS most FROM range(10) t(i)");
        Assert.True(result.Read());
        var one = new long[1];
        result.Column(0).CopyLongs(one);
        Assert.Equal(45, one[0]);
        var fault = Assert.Throws<PeakTradeException>(() => result.Column(1).CopyLongs(one));
        Assert.Equal("Lake.Sql", fault.Kind.Id);
        Assert.Contains("\"most\" holds 18446744073709551615 in row 1", fault.Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void Times_become_ticks_whatever_their_unit()
    {
        using var lake = new Opened();
        var wanted = new DateTime(1960, 5, 6).Ticks;
        foreach (var type in new[] { "DATE", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMPTZ" })
        {
            using var result = lake.Connection.Query($"SELECT unnest(['1960-05-06'::{type}, NULL])");
            Assert.True(result.Read());
            var ticks = new long[2];
            result.Column(0).CopyTicks(ticks, whenNull: -1);
            Assert.Equal([wanted, -1], ticks);
        }
    }

    [TheoryWithDuckDb]
    [InlineData("'infinity'::TIMESTAMP")]
    [InlineData("'-infinity'::TIMESTAMP_NS")]
    [InlineData("'infinity'::DATE")]
    [InlineData("TIMESTAMP '10000-01-01 00:00:00'")]
    [InlineData("TIMESTAMP_S '250000-01-01 00:00:00'")]
    public void A_time_that_NET_has_not_is_a_fault(string sql)
    {
        using var lake = new Opened();
        Assert.Equal("Lake.Sql", Assert.Throws<PeakTradeException>(() => lake.One($"SELECT {sql}")).Kind.Id);
        using var result = lake.Connection.Query($"SELECT {sql}");
        Assert.True(result.Read());
        Assert.Throws<PeakTradeException>(() => result.Column(0).CopyTicks(new long[1]));
    }

    [FactWithDuckDb]
    public void A_STRUCT_comes_as_a_row_and_a_MAP_as_a_dictionary_nested_as_they_are()
    {
        using var lake = new Opened();
        // The rows differ in size, so that offsets into the vectors below are met.
        var rows = lake.Rows("SELECT CASE WHEN i <> 2 THEN {'n': i, 'list': range(i), 'inner': {'word': 'w' || i}} END, MAP(range(i), ['v' || x FOR x IN range(i)]) FROM range(5) t(i) ORDER BY i");
        for (var i = 0; i < rows.Count; i++)
        {
            var map = (Dictionary<object, object?>)rows[i][1]!;
            Assert.Equal(Enumerable.Range(0, i).Select(x => ((object)(long)x, (object?)$"v{x}")), map.Select(p => (p.Key, p.Value)));
            if (i == 2)
            {
                Assert.Null(rows[i][0]);
                continue;
            }

            var row = (QueryRow)rows[i][0]!;
            Assert.Equal(["n", "list", "inner"], row.Columns.Select(c => c.Name));
            Assert.Equal((long)i, row["N"]);
            Assert.Equal(Enumerable.Range(0, i).Select(x => (object)(long)x), (object[])row["list"]!);
            Assert.Equal($"w{i}", ((QueryRow)row["inner"]!)["word"]);
        }
    }

    [FactWithDuckDb]
    public void An_ARRAY_comes_as_a_list_does()
    {
        using var lake = new Opened();
        var rows = lake.Rows("SELECT [i, NULL, i + 1]::BIGINT[3], [['a', 'b' || i], ['c', 'd']]::VARCHAR[2][2] FROM range(3) t(i) UNION ALL SELECT NULL, NULL");
        for (var i = 0; i < 3; i++) Assert.Equal([new object?[] { (long)i, null, i + 1L }, new object?[] { new object?[] { "a", $"b{i}" }, new object?[] { "c", "d" } }], rows[i]);
        Assert.Equal([null, null], rows[3]);
    }

    [FactWithDuckDb]
    public void A_UNION_comes_as_the_member_it_is()
    {
        using var lake = new Opened();
        Assert.Equal([1, "two", null], lake.Rows("SELECT unnest([union_value(n := 1)::UNION(n INTEGER, s VARCHAR), union_value(s := 'two')::UNION(n INTEGER, s VARCHAR), NULL])").Select(r => r[0]));
    }

    [FactWithDuckDb]
    public void An_ENUM_of_many_words_is_read()
    {
        using var lake = new Opened();
        foreach (var words in new[] { 200, 300, 70_000 })
        {
            lake.Connection.Execute($"CREATE OR REPLACE TYPE word{words} AS ENUM (SELECT 'w' || i FROM range({words}) t(i))");
            Assert.Equal($"w{words - 1}", lake.One($"SELECT 'w{words - 1}'::word{words}"));
        }
    }

    [TheoryWithDuckDb]
    [InlineData("123456789012345678901234567890123456789012345678::BIGNUM")]
    [InlineData("1::VARIANT")]
    public void A_type_that_is_not_read_is_named_with_what_to_do(string sql)
    {
        using var lake = new Opened();
        var fault = Assert.Throws<PeakTradeException>(() => lake.One($"SELECT {sql} AS odd"));
        Assert.Contains("\"odd\" is of a type that is not read", fault.Message, StringComparison.Ordinal);
        Assert.Contains("AS VARCHAR", fault.RecommendedAction, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void A_DECIMAL_that_does_not_fit_and_a_day_s_24th_hour_are_faults()
    {
        using var lake = new Opened();
        Assert.Contains("CAST", Assert.Throws<PeakTradeException>(() => lake.One("SELECT 12345678901234567890123456789012345678::DECIMAL(38,0)")).RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("24:00:00", Assert.Throws<PeakTradeException>(() => lake.One("SELECT TIME '24:00:00'")).Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void Constant_and_dictionary_vectors_come_out_row_by_row()
    {
        using var lake = new Opened();
        Assert.All(lake.Rows("SELECT 7, 'a constant of many bytes', NULL::DOUBLE, [1, 2] FROM range(5000)"), row => Assert.Equal([7, "a constant of many bytes", null, new object?[] { 1, 2 }], row));
        // Inside a LIST: a lambda that gives a constant, and a slice and a filter that point into another vector.
        Assert.All(lake.Rows("SELECT list_transform([1, 2, 3], lambda x: 7), list_filter([i, i + 1, i + 2], lambda x: x % 2 = 0)[1:1], list_sort([3, 1, 2])[2:3] FROM range(0, 6000, 2) t(i)").Select((row, i) => (row, i)),
            r => Assert.Equal([new object?[] { 7, 7, 7 }, new object?[] { 2L * r.i }, new object?[] { 2, 3 }], r.row));
    }
}
