namespace PeakTrade.Studies;

/// <summary>Which of two trials with several objectives is better. All values are losses: less is better, and NaN is worse than any number.</summary>
internal static class Dominance
{
    /// <summary>Whether one is nowhere worse than the other, and somewhere better.</summary>
    public static bool Dominates(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var better = false;
        for (var i = 0; i < one.Length; i++)
        {
            var (a, b) = (Known(one[i]), Known(other[i]));
            if (a > b) return false;
            better |= a < b;
        }

        return better;
    }

    /// <summary>
    /// The front of each: 0 where nothing dominates it, 1 where only those of front 0 do, and so on. Two objectives take n log n steps.
    /// </summary>
    public static int[] Ranks(IReadOnlyList<double[]> losses)
    {
        var ranks = new int[losses.Count];
        var fronts = new List<List<double[]>>();
        foreach (var i in InOrder(losses))
        {
            // Whoever is dominated by one of a front is dominated by one of every front before it, so the first front that is free is found by halving.
            var (low, high) = (0, fronts.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (HoldsBetter(fronts[middle], losses[i])) low = middle + 1;
                else high = middle;
            }

            if (low == fronts.Count) fronts.Add([]);
            fronts[low].Add(losses[i]);
            ranks[i] = low;
        }

        return ranks;
    }

    /// <summary>The places of those that nothing dominates, the least in the first objective first; equal ones in their own order.</summary>
    public static List<int> Front(IReadOnlyList<double[]> losses)
    {
        var places = new List<int>();
        var front = new List<double[]>();
        foreach (var i in InOrder(losses))
        {
            if (HoldsBetter(front, losses[i])) continue;
            places.Add(i);
            front.Add(losses[i]);
        }

        return places;
    }

    // By the first objective, then the second and so on: nobody is dominated by one that comes after him.
    private static int[] InOrder(IReadOnlyList<double[]> losses)
    {
        var order = new int[losses.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) =>
        {
            var (one, other) = (losses[a], losses[b]);
            for (var k = 0; k < one.Length; k++)
            {
                var compared = Known(one[k]).CompareTo(Known(other[k]));
                if (compared != 0) return compared;
            }

            return a - b;
        });
        return order;
    }

    // The members of a front came in order. With two objectives the newest is then the best in the second, and speaks for all.
    private static bool HoldsBetter(List<double[]> front, double[] losses)
    {
        var last = losses.Length <= 2 ? Math.Max(0, front.Count - 1) : 0;
        for (var i = front.Count - 1; i >= last; i--)
        {
            if (Dominates(front[i], losses)) return true;
        }

        return false;
    }

    private static double Known(double loss) => double.IsNaN(loss) ? double.PositiveInfinity : loss;
}
