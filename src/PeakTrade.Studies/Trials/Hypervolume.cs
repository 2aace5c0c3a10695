namespace PeakTrade.Studies;

/// <summary>How much of the space below a reference point is dominated: the one figure that a front of several objectives is judged by. Exact.</summary>
internal static class Hypervolume
{
    /// <summary>
    /// The volume between these losses and the reference point. What is not better than the reference in every objective adds nothing; neither does
    /// what holds a NaN. A loss of minus infinity makes it endless.
    /// </summary>
    public static double Of(IReadOnlyList<double[]> losses, double[] reference)
    {
        var inside = losses.Where(l => IsInside(l, reference)).ToList();
        if (inside.Exists(l => Array.Exists(l, double.IsNegativeInfinity))) return double.PositiveInfinity;
        return OfFront([.. Dominance.Front(inside).Select(i => inside[i])], reference);
    }

    private static bool IsInside(double[] losses, double[] reference)
    {
        for (var k = 0; k < reference.Length; k++)
        {
            if (!(losses[k] < reference[k])) return false;
        }

        return true;
    }

    // The front is in order of the first objective, and nobody in it dominates another.
    private static double OfFront(List<double[]> front, double[] reference) => reference.Length switch
    {
        1 => front.Count > 0 ? reference[0] - front[0][0] : 0,
        2 => Swept(front, reference),
        _ => Summed(front, reference),
    };

    private static double Swept(List<double[]> front, double[] reference)
    {
        var (area, ceiling) = (0.0, reference[1]);
        foreach (var losses in front)
        {
            area += (reference[0] - losses[0]) * (ceiling - losses[1]);
            ceiling = losses[1];
        }

        return area;
    }

    // While, Bradstreet and Barone 2012 (WFG): each adds its own box less what those after it cover of the box.
    private static double Summed(List<double[]> front, double[] reference)
    {
        var volume = 0.0;
        var limited = new List<double[]>(front.Count);
        for (var i = 0; i < front.Count; i++)
        {
            var box = 1.0;
            for (var k = 0; k < reference.Length; k++) box *= reference[k] - front[i][k];

            limited.Clear();
            for (var j = i + 1; j < front.Count; j++) limited.Add(Worse(front[i], front[j]));
            volume += box - (limited.Count == 0 ? 0 : OfFront([.. Dominance.Front(limited).Select(at => limited[at])], reference));
        }

        return volume;
    }

    private static double[] Worse(double[] one, double[] other)
    {
        var worse = new double[one.Length];
        for (var k = 0; k < worse.Length; k++) worse[k] = Math.Max(one[k], other[k]);
        return worse;
    }
}
