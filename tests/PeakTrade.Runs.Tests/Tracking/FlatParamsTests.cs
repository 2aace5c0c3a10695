using System.Collections;
using System.Collections.Immutable;
using System.Collections.Specialized;
using System.Text;
using System.Text.Json;

namespace PeakTrade.Runs.Tests;

public sealed class FlatParamsTests
{
    [Fact]
    public void Tables_and_lists_of_any_kind_become_dotted_names()
    {
        var flat = Flat(
            ("strategy", "ma_crossover"),
            ("sizing", new Hashtable { ["value"] = 1.0, ["kind"] = "fraction" }),
            ("factors", new object[] { new OrderedDictionary { ["name"] = "momentum", ["weight"] = 0.1 }, new Dictionary<string, double> { ["weight"] = 1e-7 } }),
            ("windows", new List<int> { 5, 10 }),
            ("frozen", ImmutableDictionary<string, int>.Empty.Add("a", 1)),
            ("pairs", new[] { KeyValuePair.Create("b", true) }.AsEnumerable()));
        Assert.Equal(
            [
                "factors.0.name=momentum", "factors.0.weight=0.1", "factors.1.weight=1E-07", "frozen.a=1", "pairs.b=true",
                "sizing.kind=fraction", "sizing.value=1", "strategy=ma_crossover", "windows.0=5", "windows.1=10",
            ],
            flat);
    }

    [Fact]
    public void Single_values_are_texts_that_read_the_same_everywhere()
    {
        var flat = Flat(
            ("a_double", 0.1 + 0.2), ("b_decimal", 1.50m), ("c_true", true), ("d_enum", OrderKind.StopLoss), ("e_nan", double.NaN), ("f_infinite", double.NegativeInfinity),
            ("g_time", new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc)), ("h_offset", new DateTimeOffset(2020, 1, 2, 3, 4, 5, 250, TimeSpan.FromHours(1))), ("i_day", new DateOnly(2020, 1, 2)),
            ("j_span", TimeSpan.FromMinutes(90)), ("k_null", null), ("l_empty", ""), ("m_table", new Hashtable()), ("n_list", Array.Empty<int>()));
        Assert.Equal(
            [
                "a_double=0.30000000000000004", "b_decimal=1.50", "c_true=true", "d_enum=stop_loss", "e_nan=NaN", "f_infinite=-Infinity", "g_time=2020-01-02T03:04:05Z",
                "h_offset=2020-01-02T02:04:05.25Z", "i_day=2020-01-02", "j_span=01:30:00", "l_empty=", "m_table={}", "n_list=[]",
            ],
            flat);
    }

    [Fact]
    public void Json_is_taken_apart_as_well()
    {
        using var json = JsonDocument.Parse("""{"b":[1,2.50,{"c":false}],"a":"x","n":null}""");
        Assert.Equal(["j.a=x", "j.b.0=1", "j.b.1=2.50", "j.b.2.c=false"], Flat(("j", json.RootElement)));
    }

    [Fact]
    public void A_list_of_eleven_comes_in_its_own_order() =>
        Assert.Equal([.. Enumerable.Range(0, 11).Select(i => $"l.{i}={i}")], Flat(("l", Enumerable.Range(0, 11))));

    [Fact]
    public void What_holds_itself_is_refused()
    {
        var table = new Hashtable();
        table["inner"] = new object[] { table };
        var fault = Assert.Throws<PeakTradeException>(() => Flat(("t", table)));
        Assert.Equal("The value t.inner.0 cannot be tracked: it holds itself.", fault.Faults[0].Message);
        Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => PlainJson.Of(table)).Kind.Id);
    }

    [Fact]
    public void What_is_nested_absurdly_is_refused()
    {
        object value = 1;
        for (var level = 0; level < 5000; level++) value = new[] { value };
        Assert.Contains("nested deeper than 64 levels", Assert.Throws<PeakTradeException>(() => Flat(("v", value))).Message, StringComparison.Ordinal);
        Assert.Contains("nested deeper than 64 levels", Assert.Throws<PeakTradeException>(() => PlainJson.Of(value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_table_twice_is_no_circle()
    {
        var twice = new Hashtable { ["x"] = 1 };
        Assert.Equal(["l.0.x=1", "l.1.x=1"], Flat(("l", new[] { twice, twice })));
    }

    [Fact]
    public void Json_keeps_numbers_and_says_what_is_none()
    {
        var text = Encoding.UTF8.GetString(PlainJson.Of(new Dictionary<string, object?> { ["b"] = double.NaN, ["a"] = 0.1, ["c"] = new object?[] { null, true, "é<", 3L } }).Span);
        Assert.Equal("{\n  \"a\": 0.1,\n  \"b\": \"NaN\",\n  \"c\": [\n    null,\n    true,\n    \"é<\",\n    3\n  ]\n}\n", text);
    }

    private static string[] Flat(params (string, object?)[] values) =>
        [.. FlatParams.Of(values.ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal)).Select(p => $"{p.Key}={p.Value}")];
}
