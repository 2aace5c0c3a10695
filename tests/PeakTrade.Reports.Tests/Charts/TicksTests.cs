using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Reports.Tests;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, "0|0.2|0.4|0.6|0.8|1.0")]
    [InlineData(0, 100, 5, "0|20|40|60|80|100")]
    [InlineData(-0.37, 1.52, 4, "0|0.5|1.0|1.5")]
    [InlineData(3, 97, 10, "10|20|30|40|50|60|70|80|90")]
    [InlineData(0.0012, 0.0019, 4, "0.0012|0.0014|0.0016|0.0018")]
    [InlineData(-3e-7, 3e-7, 3, "-2e-7|0|2e-7")]
    [InlineData(0, 4.2e9, 5, "0|1e9|2e9|3e9|4e9")]
    [InlineData(1e12, 1.5e12, 3, "1.0e12|1.2e12|1.4e12")]
    [InlineData(1000000001, 1000000003, 4, "1000000001.0|1000000001.5|1000000002.0|1000000002.5|1000000003.0")]
    public void Round_numbers_divide_a_range(double low, double high, int atMost, string wanted) =>
        Assert.Equal(wanted, string.Join('|', Ticks.Linear(low, high, atMost).Select(t => t.Label)));

    [Fact]
    public void Whole_numbers_are_divided_by_whole_ones() => Assert.Equal("0|1|2", string.Join('|', Ticks.Linear(-0.5, 2.5, 8, whole: true).Select(t => t.Label)));

    [Theory]
    [InlineData(1e-4, 1e-1, 6, "0.0001|0.001|0.01|0.1")]
    [InlineData(0.8, 30, 8, "1|2|5|10|20")]
    [InlineData(1e-30, 1e30, 6, "1e-30|1e-19|1e-8|1000|1e14|1e25")]
    [InlineData(101, 119, 4, "105|110|115")]
    public void A_logarithmic_axis_is_divided_by_powers_of_ten(double low, double high, int atMost, string wanted) =>
        Assert.Equal(wanted, string.Join('|', Ticks.Log(low, high, atMost).Select(t => t.Label)));

    [Theory]
    [InlineData(double.MinValue, double.MaxValue)]
    [InlineData(5e-324, 1e-323)]
    [InlineData(1, 1.0000000000000002)]
    [InlineData(7, 7)]
    public void The_ends_of_what_a_number_can_hold_have_marks_as_well(double low, double high)
    {
        var ticks = Ticks.Linear(low, high, 5);
        Assert.InRange(ticks.Count, 1, 8);
        Assert.All(ticks, t => Assert.True(double.IsFinite(t.Value)));
    }

    [Fact]
    public void Marks_lie_inside_stand_evenly_and_are_neither_many_nor_none() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<NormalFloat>(), (a, b) =>
        {
            var (low, high) = (Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
            if (!(high - low > 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high)))) return;
            var ticks = Ticks.Linear(low, high, 6);
            var room = (high - low) * 1e-6;
            Assert.InRange(ticks.Count, 2, 7);
            Assert.All(ticks, t => Assert.InRange(t.Value, low - room, high + room));
            var step = ticks[1].Value - ticks[0].Value;
            for (var i = 1; i < ticks.Count; i++) Assert.Equal(step, ticks[i].Value - ticks[i - 1].Value, room);
            Assert.Equal(ticks.Count, ticks.Select(t => t.Label).Distinct().Count());
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 13));

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(-1234567, "-1234567")]
    [InlineData(1.23456789e12, "1.2346e12")]
    [InlineData(0.00001234, "1.234e-5")]
    [InlineData(1e300, "1e300")]
    [InlineData(-0.0, "0")]
    [InlineData(123456.789, "123457")]
    [InlineData(double.NaN, "NaN")]
    public void A_number_is_written_with_six_digits_that_count(double number, string wanted) => Assert.Equal(wanted, NumberText.Of(number));

    [Fact]
    public void A_name_that_is_too_long_keeps_both_ends() => Assert.Equal("a_rat…er_17", NumberText.CutName("a_rather_long_parameter_17", 11));
}
