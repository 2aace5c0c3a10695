namespace PeakTrade.Reports.Tests;

public class ScaleTests
{
    [Theory]
    [InlineData(0, 10, 2.5, 0.25)]
    [InlineData(0, 10, -3, 0)]
    [InlineData(0, 10, double.PositiveInfinity, 1)]
    [InlineData(double.MinValue, double.MaxValue, 0, 0.5)]
    [InlineData(4, 4, 4, 0.5)]
    [InlineData(0, 0, 0, 0.5)]
    public void A_value_has_its_place_and_what_lies_outside_is_at_the_edge(double low, double high, double value, double place) => Assert.Equal(place, new LinearScale(low, high).Place(value), 1e-12);

    [Theory]
    [InlineData(1e-4, 0)]
    [InlineData(1e-2, 0.5)]
    [InlineData(1, 1)]
    [InlineData(-5, 0)]
    public void A_logarithmic_axis_counts_ratios(double value, double place) => Assert.Equal(place, new LogScale(1e-4, 1).Place(value), 1e-12);

    [Fact]
    public void Each_choice_and_each_whole_number_owns_the_same_stretch()
    {
        Assert.Equal(0.5, new BandScale(["a", "b", "c"]).Place(1), 1e-12);
        Assert.Equal(0.125, new LinearScale(5, 8, 0, whole: true).Place(5), 1e-12);
        Assert.Equal(4, new LinearScale(5, 8, 0, whole: true).Cells);
    }

    [Fact]
    public void What_is_no_number_has_no_place() => Assert.All(new Scale[] { new LinearScale(0, 1), new LogScale(1, 2), new BandScale(["a"]) }, s => Assert.True(double.IsNaN(s.Place(double.NaN))));
}
