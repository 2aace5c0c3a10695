namespace PeakTrade.Abstractions.Tests.Factors;

public sealed class FactorPanelTests
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // AAA: 1, 3, 5. BBB: none, 4, 6.
    private static readonly FactorPanel Panel = new("rsi_2", ["AAA", "BBB"], new[] { Monday.Ticks, Monday.AddDays(1).Ticks, Monday.AddDays(3).Ticks }, new[] { 1, double.NaN, 3, 4, 5, 6 }, "key", cached: false);

    [Fact]
    public void A_cross_section_is_one_times_instruments_side_by_side() => Assert.Equal([3, 4], Panel.CrossSection(1).ToArray());

    [Fact]
    public void A_series_is_one_instruments_values_in_order_of_time() => Assert.Equal([double.NaN, 4, 6], Panel.GetSeries("BBB"));

    [Fact]
    public void A_value_is_found_by_numbers_and_by_time_and_name()
    {
        Assert.Equal(6, Panel[2, 1]);
        Assert.Equal(5, Panel.ValueAt(Monday.AddDays(3), "AAA"));
        Assert.Equal(double.NaN, Panel.ValueAt(Monday.AddDays(2), "AAA"));
        Assert.Equal(5, Panel.ValueAt(DateTime.SpecifyKind(Monday.AddDays(3), DateTimeKind.Unspecified), "AAA"));
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(9, 2)]
    public void The_time_at_or_before_a_moment_is_found(int days, int row) => Assert.Equal(row, Panel.RowAt(Monday.AddDays(days)));

    [Fact]
    public void An_instrument_that_is_not_there_is_named_with_the_one_that_was_meant()
    {
        var fault = Assert.Throws<KeyNotFoundException>(() => Panel.GetSeries("AAB"));
        Assert.Equal("The panel of rsi_2 holds no \"AAB\". Did you mean \"AAA\"?", fault.Message);
    }

    [Theory]
    [InlineData(0, 4, "1 2 4")]
    [InlineData(1, 3, "2")]
    [InlineData(2, 9, "4")]
    [InlineData(5, 9, "")]
    [InlineData(3, 1, "")]
    public void A_part_begins_at_its_start_and_ends_before_its_end(int from, int to, string days)
    {
        var part = Panel.Between(Monday.AddDays(from), Monday.AddDays(to));
        Assert.Equal(days, string.Join(' ', part.GetTimes().Select(time => (time - Monday).Days + 1)));
        Assert.Equal(days.Length == 0 ? null : part.TimeAt(0), part.From);
        Assert.Equal(part.Count, part.GetSeries("AAA").Length);
        if (part.Count > 0) Assert.Equal(Panel.ValueAt(part.To!.Value, "BBB"), part[part.Count - 1, 1]);
    }

    [Fact]
    public void Values_that_do_not_fill_times_and_symbols_are_refused() =>
        Assert.Contains("holds 2 values, and was given 3", Assert.Throws<ArgumentException>(() => new FactorPanel("f", ["A"], new long[2], new double[3], "", cached: false)).Message);
}
