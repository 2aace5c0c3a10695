using System.Collections;
using System.Globalization;

namespace PeakTrade.Studies.Tests;

public class SpaceReaderTests
{
    private static readonly StrategyInfo Crossover = new(
        "cross",
        "",
        [
            Parameter.Integer("fast_window", 20, 5, 40), Parameter.Integer("slow_window", 50, 30, 100), Parameter.Number("band", 0.01, 0.0001, 0.5),
            Parameter.Choice("kind", "sma", ["sma", "ema", "5-40"]), Parameter.Boolean("filter", false),
        ],
        ["fast_window < slow_window"]);

    private static readonly StrategyInfo Script = StrategyInfo.WithoutSchema("script", "");

    [Fact]
    public void Without_a_word_from_the_user_the_whole_schema_is_searched() =>
        Assert.Equal(
            [
                Dimension.Integer("fast_window", 5, 40), Dimension.Integer("slow_window", 30, 100), Dimension.Real("band", 0.0001, 0.5, log: true),
                Dimension.Categorical("kind", ["sma", "ema", "5-40"]), Dimension.Categorical("filter", [false, true]),
            ],
            Read(Crossover));

    [Theory]
    [InlineData("fast_window", "10..30", "Integer 10 30 1 linear")]
    [InlineData("fast_window", " 10 .. 30  step 5 ", "Integer 10 30 5 linear")]
    [InlineData("fast_window", "10..33 step 5", "Integer 10 30 5 linear")]
    [InlineData("fast_window", "5..40 log", "Integer 5 40 1 log")]
    [InlineData("FAST_window", "..30", "Integer 5 30 1 linear")]
    [InlineData("fast_window", "30.. step 2", "Integer 30 40 2 linear")]
    [InlineData("fast_window", "step 7", "Integer 5 40 7 linear")]
    [InlineData("fast_window", "[10, 20, 30]", "Integer 10 30 10 linear")]
    [InlineData("fast_window", "10, 20, 40", "Categorical 0 2 1 linear 10 20 40")]
    [InlineData("fast_window", "50, 20", null)]
    [InlineData("fast_window", "30, 20", "Categorical 0 1 1 linear 30 20")]
    [InlineData("band", "0.001..0.1", "Real 0.001 0.1 none linear")]
    [InlineData("band", "0.001..0.1 log", "Real 0.001 0.1 none log")]
    // Three decades make a logarithmic scale; "linear" and a step do not.
    [InlineData("band", "0.0001..0.1", "Real 0.0001 0.1 none log")]
    [InlineData("band", "0.0001..0.1 linear", "Real 0.0001 0.1 none linear")]
    [InlineData("band", "linear", "Real 0.0001 0.5 none linear")]
    [InlineData("band", "0.1..0.5 step 0.1", "Real 0.1 0.5 0.1 linear")]
    [InlineData("band", "1e-3..5E-1", "Real 0.001 0.5 none linear")]
    [InlineData("band", "0.1, 0.25", "Categorical 0 1 1 linear 0.1 0.25")]
    [InlineData("kind", "ema, sma", "Categorical 0 1 1 linear ema sma")]
    [InlineData("kind", "['ema', \"sma\"]", "Categorical 0 1 1 linear ema sma")]
    [InlineData("filter", "true, false", "Categorical 0 1 1 linear True False")]
    public void A_text_narrows_a_parameter(string name, string text, string? expected)
    {
        if (expected is null) Assert.Contains("is outside 5 to 40", Assert.Single(Faults(Crossover, (name, text))), StringComparison.Ordinal);
        else Assert.Equal(expected, Shown(Read(Crossover, (name, text)).Single(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public void Tables_and_lists_of_a_door_say_the_same_as_texts()
    {
        Assert.Equal("Integer 10 30 5 linear", Shown(Read(Crossover, ("fast_window", new Hashtable { ["Low"] = 10, ["high"] = 30, ["step"] = 5 }))[0]));
        Assert.Equal("Real 0.1 0.5 none log", Shown(Read(Crossover, ("band", new Dictionary<string, object?> { ["low"] = 0.1, ["log"] = true }))[2]));
        Assert.Equal("Categorical 0 1 1 linear 10 25", Shown(Read(Crossover, ("fast_window", new Hashtable { ["choices"] = new object[] { 10, 25 } }))[0]));
        Assert.Equal("Categorical 0 2 1 linear 10 20 40", Shown(Read(Crossover, ("fast_window", new object[] { 10, 20.0, "40" }))[0]));
        Assert.Equal("Categorical 0 1 1 linear ema sma", Shown(Read(Crossover, ("kind", new object[] { "ema", "sma" }))[3]));
        Assert.Equal("Categorical 0 1 1 linear True False", Shown(Read(Crossover, ("filter", new object[] { true, false }))[4]));
    }

    [Theory]
    [InlineData("fast_window", 20, 20L)]
    [InlineData("fast_window", "20", 20L)]
    [InlineData("fast_window", "20..20", 20L)]
    [InlineData("band", 0.1f, 0.1)]
    [InlineData("band", "0.1", 0.1)]
    [InlineData("kind", "ema", "ema")]
    [InlineData("kind", "5-40", "5-40")]
    [InlineData("filter", true, true)]
    public void One_value_is_fixed(string name, object given, object value)
    {
        var space = Read(Crossover, (name, given));
        Assert.Equal(value, space.Fixed[name]);
        Assert.DoesNotContain(space, d => d.Name == name);
        Assert.Equal(4, space.Count);
    }

    [Fact]
    public void Parameters_come_in_the_order_of_the_schema_searched_or_fixed()
    {
        var space = SpaceReader.Read(Crossover, Given(("kind", "ema"), ("filter", false)), Given(("Slow_Window", "60"), ("band", 0.25)), []);
        Assert.Equal("fast_window=5 slow_window=60 band=0.25 kind=ema filter=false", space.ParametersOf([5]).ToString());
        Assert.Equal("fast_window < slow_window", Assert.Single(space.Relations).ToString());
    }

    [Fact]
    public void A_strategy_without_a_schema_is_searched_as_the_texts_say()
    {
        var space = SpaceReader.Read(
            Script,
            Given(("z", "5..40"), ("b", "0.0..1"), ("c", "0.001..1"), ("d", "1, 2.5"), ("e", "'1', x"), ("f", new object[] { "1", "2" }), ("g", "sma"), ("h", "10..90 step 20"), ("i", "true, false")),
            Given(("a", 3)),
            ["a < z"]);
        Assert.Equal(
            [
                "b: Real 0 1 none linear", "c: Real 0.001 1 none log", "d: Categorical 0 1 1 linear 1 2.5", "e: Categorical 0 1 1 linear 1 x", "f: Categorical 0 1 1 linear 1 2",
                "h: Integer 10 90 20 linear", "i: Categorical 0 1 1 linear True False", "z: Integer 5 40 1 linear",
            ],
            space.Select(d => $"{d.Name}: {Shown(d)}"));
        Assert.All(space[4].Choices, choice => Assert.IsType<string>(choice));
        Assert.Equal("a=3 g=sma", space.Fixed.ToString());
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h", "i", "z"], space.ParametersOf([0, 1, 0, 0, 0, 10, 0, 5]).Keys);
    }

    [Theory]
    [InlineData("fast_window", "3..30", "cross: fast_window = 3 is outside 5 to 40. Choose a value inside, or allow values out of range (-AllowOutOfRange, --allow-out-of-range, [strategy] allow_out_of_range = true).")]
    [InlineData("fast_window", "30..10", "cross: fast_window has the range 30..10, whose ends are the wrong way round.")]
    [InlineData("fast_window", "5.5..20", "cross: fast_window must be a whole number, 5 to 40, and is 5.5.")]
    [InlineData("fast_window", "5..x", "cross: fast_window is \"5..x\", and x is no number.")]
    [InlineData("fast_window", "5...40", "cross: fast_window is \"5...40\"; two points stand between the ends of a range.")]
    [InlineData("fast_window", "5-40", "cross: fast_window is \"5-40\"; a range is written 5..40.")]
    [InlineData("fast_window", "5 to 40", "cross: fast_window is \"5 to 40\"; a range is written 5..40.")]
    [InlineData("fast_window", "5..40 by 2", "cross: fast_window is \"5..40 by 2\"; behind a range may stand \"step\" with a number, and \"log\" or \"linear\".")]
    [InlineData("fast_window", "5..40 step", "cross: fast_window is \"5..40 step\"; behind a range may stand \"step\" with a number, and \"log\" or \"linear\".")]
    [InlineData("fast_window", "5..40 step 0.5", "cross: fast_window has the step 0.5; it must be a whole number from 1 on.")]
    [InlineData("fast_window", "5..40 step 50", "cross: fast_window has the step 50, which is wider than its range 5..40.")]
    [InlineData("fast_window", "5..40 step 5 log", "cross: fast_window has a step and a logarithmic scale; give one of the two.")]
    [InlineData("fast_window", "10, 20, 10", "cross: fast_window lists 10 twice.")]
    [InlineData("fast_window", "[10, 20", "cross: fast_window is \"[10, 20\", whose bracket is not closed.")]
    [InlineData("fast_window", "", "cross: fast_window is empty.")]
    [InlineData("fast_window", "10,,20", "cross: fast_window holds an empty text.")]
    [InlineData("fast_window", "short", "cross: fast_window must be a whole number, 5 to 40, and is \"short\".")]
    [InlineData("band", "0.1..0.4 step -0.1", "cross: band has the step -0.1; it must be above 0.")]
    [InlineData("kind", "wma, sma", "cross: kind must be one of sma | ema | 5-40, and is \"wma\".")]
    [InlineData("kind", "1..2", "cross: kind takes sma | ema | 5-40, and has no range to search.")]
    [InlineData("filter", "maybe", "cross: filter must be true or false, and is \"maybe\".")]
    [InlineData("fast_windw", "5..40", "cross has no parameter \"fast_windw\"; it takes fast_window, slow_window, band, kind, filter. Did you mean \"fast_window\"?")]
    public void A_fault_names_the_parameter_what_came_and_what_is_wanted(string name, string text, string message) =>
        Assert.Equal(message, Assert.Single(Faults(Crossover, (name, text))));

    [Fact]
    public void Faults_of_tables_say_what_a_table_holds()
    {
        Assert.Equal("cross: fast_window has no \"lo\"; a table holds low, high, step, log, choices.", Assert.Single(Faults(Crossover, ("fast_window", new Hashtable { ["lo"] = 1 }))));
        Assert.Equal("cross: fast_window has low = x, which is no number.", Assert.Single(Faults(Crossover, ("fast_window", new Hashtable { ["low"] = "x" }))));
        Assert.Equal("cross: fast_window has choices and a range; give one of the two.", Assert.Single(Faults(Crossover, ("fast_window", new Hashtable { ["low"] = 1, ["choices"] = new object[] { 1 } }))));
        Assert.Equal("cross: fast_window holds nothing, which is no number, text, true or false.", Assert.Single(Faults(Crossover, ("fast_window", null))));
        Assert.Equal("cross: fast_window is an empty list.", Assert.Single(Faults(Crossover, ("fast_window", Array.Empty<object>()))));
        Assert.Equal("cross: fast_window is an empty table.", Assert.Single(Faults(Crossover, ("fast_window", new Hashtable()))));
    }

    [Fact]
    public void Without_a_schema_both_ends_are_needed()
    {
        Assert.Equal("script: x needs both ends of its range, such as 5..40.", Assert.Single(Faults(Script, ("x", "5.."))));
        Assert.Equal("script: there is nothing to search. A strategy without a schema needs ranges: fast = '5..40'.", Assert.Single(Faults(Script)));
        Assert.Equal("script: x has a logarithmic scale from 0 on; it must begin above 0.", Assert.Single(Faults(Script, ("x", "0..1 log"))));
    }

    [Fact]
    public void Values_out_of_range_can_be_allowed() =>
        Assert.Equal("Integer 2 60 1 linear", Shown(SpaceReader.Read(Crossover, Given(("fast_window", "2..60")), Given(("slow_window", 500)), [], allowOutOfRange: true)[0]));

    [Theory]
    [InlineData("fast_window < slow_windw", "The relation \"fast_window < slow_windw\" names \"slow_windw\", which is no parameter of cross; there are fast_window, slow_window, band, kind, filter. Did you mean \"slow_window\"?")]
    [InlineData("Fast_Window < slow_window", "The relation \"Fast_Window < slow_window\" names \"Fast_Window\", which is no parameter of cross; there are fast_window, slow_window, band, kind, filter. Did you mean \"fast_window\"?")]
    [InlineData("kind < slow_window", "The relation \"kind < slow_window\" names kind, whose values are no numbers. Relations stand between numbers.")]
    [InlineData("fast_window", "\"fast_window\" is no relation; write it like \"fast_window < slow_window\".")]
    [InlineData("1 < 2", "The relation \"1 < 2\" names no parameter. Write it like fast_window < slow_window.")]
    [InlineData("fast_window > slow_window", "cross: fast_window > slow_window can never hold: fast_window is from 5 to 40 and slow_window is 40. Change a range or a fixed value, or drop the relation.")]
    [InlineData("fast_window != fast_window", "cross: fast_window != fast_window can never hold: fast_window is from 5 to 40. Change a range or a fixed value, or drop the relation.")]
    [InlineData("slow_window <= 39", "cross: slow_window <= 39 can never hold: slow_window is 40. Change a range or a fixed value, or drop the relation.")]
    [InlineData("slow_window == 39", "cross: slow_window == 39 can never hold: slow_window is 40. Change a range or a fixed value, or drop the relation.")]
    public void A_relation_that_cannot_be_kept_is_refused(string relation, string message)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => SpaceReader.Read(Crossover, Given(), Given(("slow_window", 40)), [relation]));
        Assert.Equal([message], thrown.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_relation_of_the_command_stands_beside_the_schemas_and_only_once() =>
        Assert.Equal(
            ["fast_window < slow_window", "fast_window != 7"],
            SpaceReader.Read(Crossover, Given(), Given(), ["fast_window < slow_window", "fast_window != 7", " fast_window!=7 "]).Relations.Select(r => r.ToString()));

    [Fact]
    public void The_schemas_own_relation_is_held_to_narrowed_ranges() =>
        Assert.Equal(
            "cross: fast_window < slow_window can never hold: fast_window is 40 and slow_window is from 30 to 40. Change a range or a fixed value, or drop the relation.",
            Assert.Single(Faults(Crossover, ("fast_window", 40), ("slow_window", "30..40"))));

    [Fact]
    public void All_faults_come_at_once_each_with_its_place()
    {
        var thrown = Assert.Throws<PeakTradeException>(() => SpaceReader.Read(
            Crossover, Given(("slow_window", "9..40"), ("fast_window", "x"), ("bnd", 1), ("kind", "sma, ema")), Given(("kind", "sma"), ("filter", 7)), ["a < b", "fast_window > 100"],
            placeOf: name => new Place("study.yaml", name.Length)));
        Assert.Same(FaultCatalogue.ArgumentSearchSpace, thrown.Kind);
        Assert.Equal(
            [
                "study.yaml, line 3: cross has no parameter \"bnd\"; it takes fast_window, slow_window, band, kind, filter. Did you mean \"band\"?",
                "study.yaml, line 4: kind is both searched and fixed. Give its range or its value.",
                "study.yaml, line 6: cross: filter must be true or false, and is 7.",
                "study.yaml, line 11: cross: fast_window must be a whole number, 5 to 40, and is \"x\".",
                "study.yaml, line 11: cross: slow_window = 9 is outside 30 to 100. Choose a value inside, or allow values out of range (-AllowOutOfRange, --allow-out-of-range, [strategy] allow_out_of_range = true).",
                "The relation \"a < b\" names \"a\", which is no parameter of cross; there are fast_window, slow_window, band, kind, filter.",
            ],
            thrown.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Nothing_left_to_search_is_refused() =>
        Assert.Equal(
            "cross: there is nothing to search. Leave at least one parameter open.",
            Assert.Single(Faults(Crossover, ("fast_window", 10), ("slow_window", 50), ("band", 0.1), ("kind", "sma"), ("filter", false))));

    private static SearchSpace Read(StrategyInfo info, params (string, object?)[] narrowed) => SpaceReader.Read(info, Given(narrowed), Given(), []);

    private static string[] Faults(StrategyInfo info, params (string, object?)[] narrowed)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => Read(info, narrowed));
        Assert.Same(FaultCatalogue.ArgumentSearchSpace, thrown.Kind);
        return [.. thrown.Faults.Select(f => f.ToString())];
    }

    private static Dictionary<string, object?> Given(params (string Name, object? Value)[] pairs) => pairs.ToDictionary(p => p.Name, p => p.Value);

    private static string Shown(Dimension d) => string.Create(
        CultureInfo.InvariantCulture,
        $"{d.Kind} {d.Low} {d.High} {(d.Step is { } step ? step.ToString(CultureInfo.InvariantCulture) : "none")} {(d.Log ? "log" : "linear")} {string.Join(" ", d.Choices)}").TrimEnd();
}
