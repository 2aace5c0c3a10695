using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Studies.Gp;

/// <summary>What a Gaussian process supposes of a function: how far each dimension reaches, how much the function varies, and how noisy it is.</summary>
internal sealed record Kernel(double[] LengthScales, double Variance, double Noise)
{
    private static readonly double RootFive = Math.Sqrt(5);

    /// <summary>
    /// The Matern-5/2 covariances of a point with the first points of some columns: v (1 + a + a^2/3) e^-a with a = sqrt(5 d2), where d2 sums the squared differences over the
    /// squared length scales (a choice differs by 1 or not at all). Written up to whole vectors. <paramref name="slopes"/> gets the slopes by d2.
    /// </summary>
    public void Covariances(PointColumns points, int count, ReadOnlySpan<double> point, Span<double> covariances, Span<double> slopes)
    {
        var width = (count + 3) / 4;
        var covarianceLanes = MemoryMarshal.Cast<double, Vector256<double>>(covariances)[..width];
        var slopeLanes = MemoryMarshal.Cast<double, Vector256<double>>(slopes);
        covarianceLanes.Clear();
        for (var k = 0; k < points.Dimensions; k++)
        {
            var column = MemoryMarshal.Cast<double, Vector256<double>>(points.Column(k))[..width];
            var at = Vector256.Create(point[k]);
            var weight = Vector256.Create(1 / (LengthScales[k] * LengthScales[k]));
            if (points.Choices[k])
            {
                for (var j = 0; j < column.Length; j++) covarianceLanes[j] += Vector256.AndNot(weight, Vector256.Equals(column[j], at));
            }
            else
            {
                for (var j = 0; j < column.Length; j++)
                {
                    var difference = column[j] - at;
                    covarianceLanes[j] += difference * difference * weight;
                }
            }
        }

        for (var j = 0; j < covarianceLanes.Length; j++)
        {
            var a = Vector256.Sqrt(covarianceLanes[j]) * RootFive;
            var faded = VectorMath.Exp(-a) * Variance;
            covarianceLanes[j] = faded * (Vector256<double>.One + a + a * a * (1.0 / 3));
            if (slopeLanes.Length > 0) slopeLanes[j] = faded * (Vector256<double>.One + a) * (-5.0 / 6);
        }
    }
}
