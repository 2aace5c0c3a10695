namespace PeakTrade.Reports.Tests;

public class SurfaceTests
{
    private static readonly LinearScale Unit = new(0, 1);

    [Fact]
    public void A_surface_follows_its_points_and_is_blank_where_none_is_near()
    {
        var points = (from i in Enumerable.Range(0, 40) from j in Enumerable.Range(0, 40) where i < 20 select ((i + 0.5) / 40, (j + 0.5) / 40, i / 40.0)).ToList();
        var surface = HeatGrid.Over(points, Unit, Unit);
        Assert.True(surface[2, 20] < surface[12, 20]);
        Assert.True(surface[12, 20] < surface[22, 20]);
        Assert.True(double.IsNaN(surface[45, 20]));
        Assert.Equal(0, Finite(surface).Min(), 1e-12);
        Assert.Equal(1, Finite(surface).Max(), 1e-12);
    }

    [Fact]
    public void The_estimate_is_that_of_the_formula_worked_out_plainly()
    {
        // Nadaraya and Watson: the sum of weight times value by the sum of weights, with the points in the middles of their cells.
        (double X, double Y, double Value)[] points = [(10.5 / 48.0, 10.5 / 48.0, 0.2), (14.5 / 48.0, 12.5 / 48.0, 0.9), (11.5 / 48.0, 15.5 / 48.0, 0.4)];
        var width = 0.12 * 48; // Three points are few: the widest kernel.
        double Plain(int column, int row)
        {
            double top = 0, bottom = 0;
            foreach (var (x, y, value) in points)
            {
                var weight = Math.Exp(-0.5 * (Math.Pow(x * 48 - column - 0.5, 2) + Math.Pow(y * 48 - row - 0.5, 2)) / (width * width));
                (top, bottom) = (top + weight * value, bottom + weight);
            }

            return top / bottom;
        }

        var surface = HeatGrid.Over(points, Unit, Unit);
        var ratio = (surface[12, 12] - surface[8, 9]) / (surface[16, 14] - surface[8, 9]);
        Assert.Equal((Plain(12, 12) - Plain(8, 9)) / (Plain(16, 14) - Plain(8, 9)), ratio, 1e-9);
    }

    [Fact]
    public void Choices_do_not_lend_to_their_neighbours()
    {
        var band = new BandScale(["a", "b", "c"]);
        var surface = HeatGrid.Over([(band.Place(0), 0.5, 0.1), (band.Place(2), 0.5, 0.9)], band, Unit);
        Assert.Equal(3, surface.Columns);
        Assert.Equal(0, surface[0, 24], 1e-12);
        Assert.True(double.IsNaN(surface[1, 24]));
        Assert.Equal(1, surface[2, 24], 1e-12);
    }

    [Fact]
    public void The_outline_of_a_disc_has_the_area_of_the_disc()
    {
        var disc = Cone();
        var area = Math.Abs(Contours.Above(disc, 0.5).Sum(Area));
        // The cone falls from 1 at the middle to 0 at a corner, 0.7071 away: half its height is a circle of radius 0.3536.
        Assert.Equal(Math.PI * 0.125 * 48 * 48, area, 48 * 48 * 0.02);
    }

    [Fact]
    public void Outlines_close_on_the_edge_and_run_round_holes_the_other_way()
    {
        Assert.Equal(48.0 * 48, Math.Abs(Contours.Above(Cone(), 0).Sum(Area)), 1e-6);
        var ring = HeatGrid.Over([.. Places().Select(p => (p.X, p.Y, -Math.Abs(Math.Sqrt(Math.Pow(p.X - 0.5, 2) + Math.Pow(p.Y - 0.5, 2)) - 0.3)))], Unit, Unit);
        var outlines = Contours.Above(ring, 0.9).ToList();
        Assert.Equal(2, outlines.Count);
        Assert.True(Area(outlines[0]) * Area(outlines[1]) < 0);
    }

    private static HeatGrid Cone() => HeatGrid.Over([.. Places().Select(p => (p.X, p.Y, -Math.Sqrt(Math.Pow(p.X - 0.5, 2) + Math.Pow(p.Y - 0.5, 2))))], Unit, Unit);

    private static IEnumerable<(double X, double Y)> Places() => from i in Enumerable.Range(0, 128) from j in Enumerable.Range(0, 128) select ((i + 0.5) / 128, (j + 0.5) / 128);

    private static IEnumerable<double> Finite(HeatGrid surface) => (from c in Enumerable.Range(0, surface.Columns) from r in Enumerable.Range(0, surface.Rows) select surface[c, r]).Where(double.IsFinite);

    private static double Area(IReadOnlyList<(double X, double Y)> corners) =>
        Enumerable.Range(0, corners.Count).Sum(i => corners[i].X * corners[(i + 1) % corners.Count].Y - corners[(i + 1) % corners.Count].X * corners[i].Y) / 2;
}
