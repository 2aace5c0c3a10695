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
            var (a, b) = (double.IsNaN(one[i]) ? double.PositiveInfinity : one[i], double.IsNaN(other[i]) ? double.PositiveInfinity : other[i]);
            if (a > b) return false;
            better |= a < b;
        }

        return better;
    }

    /// <summary>
    /// The front of each: 0 where nothing dominates it, 1 where only those of front 0 do, and so on.
    /// </summary>
    public static int[] Ranks(IReadOnlyList<double[]> losses)
    {
        var ranks = new int[losses.Count];
        Array.Fill(ranks, -1);
        var front = new List<int>();
        for (var (rank, left) = (0, losses.Count); left > 0; rank++)
        {
            front.Clear();
            for (var i = 0; i < ranks.Length; i++)
            {
                if (ranks[i] < 0 && !IsDominated(i)) front.Add(i);
            }

            foreach (var i in front) ranks[i] = rank;
            left -= front.Count;
        }

        return ranks;

        bool IsDominated(int i)
        {
            for (var j = 0; j < losses.Count; j++)
            {
                if (ranks[j] < 0 && Dominates(losses[j], losses[i])) return true;
            }

            return false;
        }
    }
}
