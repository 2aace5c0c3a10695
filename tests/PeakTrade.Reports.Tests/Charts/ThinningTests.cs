using PeakTrade.Engine;

namespace PeakTrade.Reports.Tests;

public class ThinningTests
{
    [Fact]
    public void A_line_keeps_its_ends_and_a_single_spike_among_a_hundred_thousand_points()
    {
        var points = Enumerable.Range(0, 100_000).Select(i => ((double)i, i == 54_321 ? 9.0 : i == 12_345 ? -9.0 : Math.Sin(i / 500.0))).ToList();
        var drawn = Thinning.Line(points, 400);
        Assert.InRange(drawn.Count, 400, 802);
        Assert.Equal(points[0], drawn[0]);
        Assert.Equal(points[^1], drawn[^1]);
        Assert.Contains((54_321, 9.0), drawn);
        Assert.Contains((12_345, -9.0), drawn);
        Assert.Equal(drawn.OrderBy(p => p.X), drawn);
    }

    [Fact]
    public void A_short_line_is_drawn_as_it_is()
    {
        (double, double)[] points = [(0, 1), (1, double.NaN), (2, 3)];
        Assert.Same(points, Thinning.Line(points, 400));
    }

    [Fact]
    public void Of_many_items_the_lowest_the_highest_and_what_must_be_kept_are_drawn()
    {
        var values = Enumerable.Range(0, 10_000).Select(k => new KeyedRandom(3, k).NextNormal()).ToArray();
        values[17] = double.NaN;
        var drawn = Thinning.Pick(values, [4711, 4712], 500);
        Assert.InRange(drawn.Count, 450, 504);
        Assert.Contains(4711, drawn);
        Assert.Contains(4712, drawn);
        Assert.Contains(Array.IndexOf(values, values.Where(v => !double.IsNaN(v)).Min()), drawn);
        Assert.Contains(Array.IndexOf(values, values.Where(v => !double.IsNaN(v)).Max()), drawn);
    }

    [Fact]
    public void What_is_drawn_crowds_where_the_items_crowd_even_where_they_come_in_a_rhythm()
    {
        var values = Enumerable.Range(0, 10_000).Select(k => k % 20 < 5 ? 1.0 : 0.0).ToArray();
        var drawn = Thinning.Pick(values, [], 500);
        Assert.InRange(drawn.Average(i => values[i]), 0.2, 0.3);
    }
}
