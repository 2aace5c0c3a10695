using PeakTrade.Engine.Tests.Indicators;
using PeakTrade.Engine.Weights;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>The expected numbers solve the normal equations in rational arithmetic.</summary>
public sealed class LeastSquaresTests
{
    private static readonly double[] A = [0.41, -0.78, 1.62, 0.05, -1.3, 0.66, -0.21, -0.45];
    private static readonly double[] B = [-1.2, 0.5, 0.07, -0.44, 1.81, 0.9, -0.63, -1.01];
    private static readonly double[] C = [0.33, 1.1, -0.9, -1.35, 0.2, 0.71, 0.02, -0.11];
    private static readonly double[] Y = [0.031, -0.052, 0.068, 0.004, -0.037, 0.019, -0.008, 0.012];

    [Fact]
    public void Slopes_and_constant_leave_the_least_squares() => Is([0.004625, 0.03399663929366619, -0.005104996754847652, -0.007109723945788795], 1e-15, Y, A, B, C);

    [Fact]
    public void Columns_that_repeat_each_other_share_their_slope() => Is([0.004625, 0.018026971796678014, -0.006275139281746955, 0.018026971796678014], 1e-15, Y, A, B, A);

    [Fact]
    public void Of_fewer_rows_than_columns_the_slopes_are_the_least_that_fit() =>
        Is([0.0036179447190277055, 0.02851643020414951, -0.019039153811265426, -0.021686865685598525], 1e-14, Y[..3], A[..3], B[..3], C[..3]);

    [Fact]
    public void Columns_that_are_nearly_one_are_still_told_apart() => Is([0.004625, 627.5499821182888, -627.5139281746955], 1e-6, Y, A, [.. A.Zip(B, (a, b) => a + 0.00001 * b)]);

    [Fact]
    public void A_column_without_differences_explains_nothing()
    {
        Is([0.004625, 0, 0], 1e-15, Y, new double[8], new double[8]);
        Is([0.031, 0], 1e-15, [0.031], [0.7]);
        Is([0.004625], 1e-15, Y);
        Is([0], 0, [], []);
    }

    [Fact]
    public void Moving_all_of_a_column_moves_the_constant_alone() =>
        Is([0.004625 - 100 * 0.03399663929366619, 0.03399663929366619, -0.005104996754847652, -0.007109723945788795], 1e-12, Y, [.. A.Select(a => a + 100)], B, C);

    private static void Is(double[] expected, double within, double[] y, params double[][] columns)
    {
        var (constant, slopes) = LeastSquares.Fit(columns.SelectMany(column => column).ToArray(), y);
        Cases.Equal(expected[..(slopes.Length + 1)], [constant, .. slopes], within);
        Assert.All(expected[(slopes.Length + 1)..], rest => Assert.Equal(0, rest));
    }
}
