namespace PeakTrade.Studies.Gp;

/// <summary>What was supposed after some trials: the kernel and scale of the losses, and a kernel for each constraint.</summary>
/// <param name="Loss">The losses' kernel.</param>
/// <param name="Depth">The losses' scale: see <see cref="LossScale"/>.</param>
/// <param name="Constraints">The constraints' kernels.</param>
internal sealed record Belief(Kernel Loss, double Depth, IReadOnlyList<Kernel> Constraints)
{
    // Without a logarithm, and with a floor nearer and nearer to the best.
    private static readonly double[] Depths = [double.PositiveInfinity, 1, 0.1];

    /// <summary>Finds the scale and the kernels that explain the trials best.</summary>
    public static Belief Fit(UnitSpace space, TrialsSeen seen, Lessons lessons, double[][] points, int constraints)
    {
        var columns = Surrogate.Columns(space, points, []);
        (Kernel? Kernel, double Depth, double Cost) best = (null, 0, double.PositiveInfinity);
        foreach (var depth in Depths)
        {
            var scale = new LossScale(lessons.Losses, depth);
            var (kernel, cost) = Evidence.Fit(columns, [.. lessons.Losses.Select(scale.Of)]);
            foreach (var loss in lessons.Losses) cost -= scale.LogStretch(loss);
            if (best.Kernel is null || cost < best.Cost) best = (kernel, depth, cost);
        }

        var kernels = new Kernel[constraints];
        for (var c = 0; c < constraints; c++) kernels[c] = Evidence.Fit(columns, new Breaches(seen, lessons.Numbers, c).Values).Kernel;
        return new Belief(best.Kernel!, best.Depth, kernels);
    }
}
