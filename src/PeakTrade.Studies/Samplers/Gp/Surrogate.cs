namespace PeakTrade.Studies.Gp;

/// <summary>Values at points as a Gaussian process knows them.</summary>
/// <param name="Process">The process.</param>
/// <param name="Lowest">The lowest mean at a point that counts.</param>
internal sealed record Surrogate(GaussianProcess Process, double Lowest)
{
    /// <summary>
    /// A process of these values that also takes each point still worked on for a value equal to its own mean there (the kriging believer of Ginsbourger et al. 2010): it
    /// is no longer unsure there and looks elsewhere.
    /// </summary>
    public static Surrogate Of(Kernel kernel, UnitSpace space, IReadOnlyList<double[]> points, double[] values, IReadOnlyList<double[]> pending, Func<int, bool> counts)
    {
        var process = new GaussianProcess(kernel, Columns(space, points, []), values);
        var lowest = double.PositiveInfinity;
        for (var i = 0; i < points.Count; i++)
        {
            if (counts(i)) lowest = Math.Min(lowest, process.Mean(points[i]));
        }

        if (pending.Count == 0) return new Surrogate(process, lowest);
        double[] believed = [.. values, .. pending.Select(point => process.Mean(point))];
        return new Surrogate(new GaussianProcess(kernel, Columns(space, points, pending), believed), lowest);
    }

    public static PointColumns Columns(UnitSpace space, IReadOnlyList<double[]> points, IReadOnlyList<double[]> more)
    {
        var columns = new PointColumns(space.Choices, points.Count + more.Count);
        for (var i = 0; i < points.Count; i++) columns.Set(i, points[i]);
        for (var i = 0; i < more.Count; i++) columns.Set(points.Count + i, more[i]);
        return columns;
    }
}
