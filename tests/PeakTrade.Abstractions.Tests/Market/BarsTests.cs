namespace PeakTrade.Abstractions.Tests.Market;

public class BarsTests
{
    private static readonly DateTime Start = new(2024, 2, 28, 0, 0, 0, DateTimeKind.Utc);
    private static readonly long[] Ticks = [Start.Ticks, Start.AddDays(1).Ticks, Start.AddDays(2).Ticks];
    private static readonly double[] Column = [1, 2, 3];

    [Fact]
    public void Columns_and_times_are_as_they_were_given()
    {
        var bars = new Bars("BTC/EUR", Ticks, [1, 2, 3], [4, 5, 6], [0, 1, 2], [3, 4, 5], [7, 8, 9]);
        Assert.Equal(("BTC/EUR", 3, true), (bars.Symbol, bars.Count, bars.HasVolume));
        Assert.Equal([4, 5, 6], bars.High.ToArray());
        Assert.Equal([7, 8, 9], bars.Volume.ToArray());
        Assert.Equal(new DateTime(2024, 2, 29), bars.TimeAt(1));
        Assert.Equal(DateTimeKind.Utc, bars.TimeAt(1).Kind);
    }

    [Fact]
    public void The_first_bars_end_where_they_are_told()
    {
        var first = new Bars("X", Ticks, Column, Column, Column, Column, Column).First(2);
        Assert.Equal(2, first.Count);
        foreach (var column in new[] { first.Open.ToArray(), first.High.ToArray(), first.Low.ToArray(), first.Close.ToArray(), first.Volume.ToArray() }) Assert.Equal([1, 2], column);
        Assert.Equal(2, first.UtcTicks.Length);
        Assert.Equal(0, first.First(0).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => first.First(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => first.First(-1));
    }

    [Fact]
    public void Bars_without_volume_have_an_empty_column()
    {
        var bars = new Bars("X", Ticks, Column, Column, Column, Column);
        Assert.False(bars.HasVolume);
        Assert.True(bars.Volume.IsEmpty && bars.First(2).Volume.IsEmpty);
    }

    [Fact]
    public void Columns_of_other_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Bars("X", Ticks, [1, 2], Column, Column, Column));
        Assert.Throws<ArgumentException>(() => new Bars("X", Ticks, Column, Column, Column, Column, [1]));
    }
}
