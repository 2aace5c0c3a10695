namespace PeakTrade.Abstractions.Tests.Strategies;

public class StrategyInfoTests
{
    private static readonly StrategyInfo Info = new("mean_kind", "For a test.",
    [
        Parameter.Integer("fast_window", 20, 5, 40, "Bars in the fast average"),
        Parameter.Integer("slow_window", 50, 30, 100),
        Parameter.Number("threshold", 0.5, 0, 1),
        Parameter.Choice("average", "sma", ["sma", "ema"]),
        Parameter.Boolean("filter", false),
    ],
    relations: ["fast_window < slow_window"]);

    [Fact]
    public void Nothing_given_is_all_defaults_in_the_order_of_the_schema() =>
        Assert.Equal("fast_window=20 slow_window=50 threshold=0.5 average=sma filter=false", Bind().ToString());

    [Fact]
    public void Strings_from_a_csv_are_read_as_the_kinds_they_stand_for()
    {
        var bound = Bind(("fast_window", "15"), ("slow_window", "45.0"), ("threshold", "2.5e-1"), ("average", "ema"), ("filter", "True"));
        Assert.Equal((15, 45, 0.25, "ema", true), (bound.Integer("fast_window"), bound.Integer("slow_window"), bound.Number("threshold"), bound.Choice("average"), bound.Boolean("filter")));
    }

    [Theory]
    [InlineData((byte)30)]
    [InlineData(30)]
    [InlineData(30L)]
    [InlineData(30.0)]
    [InlineData(30f)]
    [InlineData(" 30 ")]
    public void Whole_numbers_of_any_type_are_whole_numbers(object value) => Assert.Equal(30L, Bind(("fast_window", value))["fast_window"]);

    [Fact]
    public void Names_are_known_in_any_case_and_bound_as_the_schema_has_them() =>
        Assert.Equal(["fast_window", "slow_window", "threshold", "average", "filter"], Bind(("FAST_Window", 10)).Keys);

    [Fact]
    public void All_faults_are_listed_at_once()
    {
        var fault = Refused(("fast_window", 15.5), ("slow_window", 500), ("treshold", 0.1), ("average", "wma"), ("filter", "yes"), ("threshold", null));
        Assert.Equal("Strategy.Parameter", fault.Kind.Id);
        Assert.Equal("mean_kind", fault.Target);
        Assert.Equal(
        [
            "mean_kind has no parameter \"treshold\"; it takes fast_window, slow_window, threshold, average, filter. Did you mean \"threshold\"?",
            "mean_kind: fast_window must be a whole number, 5 to 40, and is 15.5.",
            "mean_kind: slow_window = 500 is outside 30 to 100. Choose a value inside, or allow values out of range (-AllowOutOfRange, --allow-out-of-range, [strategy] allow_out_of_range = true).",
            "mean_kind: threshold must be a number, 0 to 1, and is nothing.",
            "mean_kind: average must be one of sma | ema, and is \"wma\".",
            "mean_kind: filter must be true or false, and is \"yes\".",
        ], fault.Faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData(true)]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    public void What_is_no_whole_number_is_refused(object value) => Assert.Contains("must be a whole number", Refused(("fast_window", value)).Message);

    [Fact]
    public void A_broken_relation_is_told_with_the_values()
    {
        var fault = Refused(("fast_window", 40), ("slow_window", 30));
        Assert.Contains("mean_kind needs fast_window < slow_window, and was given fast_window=40 slow_window=30", fault.Message);
    }

    [Fact]
    public void Values_out_of_range_are_taken_when_allowed_but_kinds_and_relations_still_hold()
    {
        Assert.Equal(500, Info.Bind([new("slow_window", 500)], allowOutOfRange: true).Integer("slow_window"));
        Assert.Throws<PeakTradeException>(() => Info.Bind([new("slow_window", 10)], allowOutOfRange: true));
        Assert.Throws<PeakTradeException>(() => Info.Bind([new("slow_window", "many")], allowOutOfRange: true));
    }

    [Fact]
    public void The_ends_of_a_range_are_inside() => Assert.Equal("fast_window=5 slow_window=100 threshold=1 average=sma filter=false", Bind(("fast_window", 5), ("slow_window", 100), ("threshold", 1)).ToString());

    [Fact]
    public void A_name_given_twice_in_two_cases_is_a_fault() => Assert.Contains("Threshold is given twice", Refused(("threshold", 0.1), ("Threshold", 0.2)).Message);

    [Fact]
    public void A_strategy_without_a_schema_takes_anything_in_order_of_name()
    {
        var info = StrategyInfo.WithoutSchema("script", "A script block");
        Assert.Equal("a=x b=2", info.Bind([new("b", 2), new("a", "x")]).ToString());
        Assert.Throws<PeakTradeException>(() => info.Bind([new("b", 2), new("B", 3)]));
    }

    [Fact]
    public void A_strategy_without_parameters_says_so()
    {
        var fault = Assert.Throws<PeakTradeException>(() => new StrategyInfo("bare", "", []).Bind([new("window", 3)]));
        Assert.Equal("bare has no parameter \"window\"; it takes none.", fault.Message);
    }

    [Fact]
    public void A_schema_that_contradicts_itself_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => Parameter.Integer("a", 5, low: 6, high: 9));
        Assert.Throws<ArgumentException>(() => Parameter.Number("a", double.NaN, 0, 1));
        Assert.Throws<ArgumentException>(() => Parameter.Choice("a", "x", ["y"]));
        Assert.Throws<ArgumentException>(() => Parameter.Boolean("", true));
        Assert.Throws<ArgumentException>(() => new StrategyInfo("s", "", [Parameter.Boolean("a", true), Parameter.Boolean("A", true)]));
        Assert.Contains("\"b\"", Assert.Throws<ArgumentException>(() => new StrategyInfo("s", "", [Parameter.Integer("a", 1, 0, 2)], ["a < b"])).Message);
        Assert.Throws<ArgumentException>(() => new StrategyInfo("s", "", [Parameter.Boolean("a", true)], ["a < 1"]));
    }

    private static ParameterSet Bind(params (string Name, object? Value)[] given) => Info.Bind(given.Select(g => KeyValuePair.Create(g.Name, g.Value)));

    private static PeakTradeException Refused(params (string Name, object? Value)[] given) => Assert.Throws<PeakTradeException>(() => Bind(given));
}
