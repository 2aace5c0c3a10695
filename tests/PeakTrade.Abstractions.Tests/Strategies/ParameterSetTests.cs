using System.Collections;
using System.Globalization;

namespace PeakTrade.Abstractions.Tests.Strategies;

public class ParameterSetTests
{
    private static readonly ParameterSet Set = new([new("window", 14L), new("level", 0.1), new("kind", "sma"), new("on", true)]);

    [Fact]
    public void Values_are_read_by_their_kind()
    {
        Assert.Equal((14, 14.0, 0.1, "sma", true), (Set.Integer("window"), Set.Number("window"), Set.Number("level"), Set.Choice("kind"), Set.Boolean("on")));
        Assert.Equal(4, Set.Count);
        Assert.Equal([14L, 0.1, "sma", true], Set.Values);
    }

    [Fact]
    public void Sets_are_equal_when_names_and_values_are()
    {
        var same = new ParameterSet([.. Set]);
        Assert.Equal(Set, same);
        Assert.Equal(Set.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Set, new ParameterSet([new("window", 15L), .. Set.Skip(1)]));
        Assert.NotEqual(Set, new ParameterSet([.. Set.Take(3)]));
        Assert.False(Set.Equals(null));
        Assert.Equal(ParameterSet.Empty, new ParameterSet([]));
    }

    [Fact]
    public void The_line_shows_each_value_as_it_is_written_in_files() => Assert.Equal("window=14 level=0.1 kind=sma on=true", Set.ToString());

    [Fact]
    public void A_missing_name_tells_those_that_are_there()
    {
        Assert.Contains("window, level, kind, on", Assert.Throws<KeyNotFoundException>(() => Set["widow"]).Message);
        Assert.False(Set.TryGetValue("Window", out _));
        Assert.True(Set.ContainsKey("window"));
    }

    [Theory]
    [InlineData("window < 15", true)]
    [InlineData("window < 14", false)]
    [InlineData("window <= 14", true)]
    [InlineData("level > 1e-1", false)]
    [InlineData("level >= 0.1", true)]
    [InlineData("window == 14", true)]
    [InlineData("window != level", true)]
    [InlineData("  level<window", true)]
    public void A_relation_compares_parameters_and_numbers(string text, bool holds) => Assert.Equal(holds, ParameterRelation.Parse(text).Holds(Set));

    [Fact]
    public void A_relation_is_shown_with_one_space_a_side_and_names_its_parameters()
    {
        var relation = ParameterRelation.Parse("fast_window<slow_window");
        Assert.Equal("fast_window < slow_window", relation.ToString());
        Assert.Equal(["fast_window", "slow_window"], relation.Names);
        Assert.Equal(["lower"], ParameterRelation.Parse("lower <= 50").Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("window")]
    [InlineData("< window")]
    [InlineData("window <")]
    [InlineData("window = 3")]
    public void What_is_no_relation_is_refused(string text) => Assert.Throws<ArgumentException>(() => ParameterRelation.Parse(text));

    [Fact]
    public void Kinds_and_ranges_are_shown_as_users_write_them()
    {
        Assert.Equal(("int", "5 to 40"), (Parameter.Integer("a", 20, 5, 40).KindName, Parameter.Integer("a", 20, 5, 40).Range));
        Assert.Equal(("float", "0.5 to 1"), (Parameter.Number("a", 1, 0.5, 1).KindName, Parameter.Number("a", 1, 0.5, 1).Range));
        Assert.Equal(("choice", "x | y"), (Parameter.Choice("a", "x", ["x", "y"]).KindName, Parameter.Choice("a", "x", ["x", "y"]).Range));
        Assert.Equal(("bool", "true | false"), (Parameter.Boolean("a", true).KindName, Parameter.Boolean("a", true).Range));
    }

    [Fact]
    public void Values_ranges_and_places_read_the_same_under_every_culture()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("level=0.5", new ParameterSet([KeyValuePair.Create("level", (object)0.5)]).ToString());
            Assert.Equal("0.25 to 1.5", Parameter.Number("a", 1, 0.25, 1.5).Range);
            Assert.Equal("bars.csv, row 1,284", new Place("bars.csv", Row: 1284).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_set_is_a_dictionary_that_does_not_change()
    {
        IDictionary set = new ParameterSet([KeyValuePair.Create("window", (object)14L), KeyValuePair.Create("level", (object)0.5)]);
        Assert.Equal((14L, null), (set["window"], set["other"]));
        Assert.Equal(["window", "level"], set.Keys.Cast<string>());
        var entries = new List<DictionaryEntry>();
        foreach (DictionaryEntry entry in set) entries.Add(entry);
        Assert.Equal([new("window", 14L), new("level", 0.5)], entries);
        Assert.Throws<NotSupportedException>(() => set["window"] = 15L);
        Assert.Throws<NotSupportedException>(set.Clear);
    }
}
