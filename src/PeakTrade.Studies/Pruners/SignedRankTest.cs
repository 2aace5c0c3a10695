using MathNet.Numerics;

namespace PeakTrade.Studies;

/// <summary>
/// Wilcoxon's signed-rank test (1945), one-sided. Equal sizes share the mean of their ranks; differences of 0 take the lowest ranks and
/// speak for neither side. Up to <see cref="ExactUpTo"/> differences the probability is counted out over all signs, ties or not; beyond, the sum of signed ranks is taken as
/// normal with its own variance, the sum of the squared ranks.
/// </summary>
internal static class SignedRankTest
{
    /// <summary>Counted out up to so many: 2^50 ways to sign the ranks are still whole numbers of a double.</summary>
    public const int ExactUpTo = 50;

    /// <summary>How probable ranks at least as positive are, were the differences as likely above 0 as below. Each is a finite number; 1 where all are 0.</summary>
    public static double PositiveTail(ReadOnlySpan<double> differences)
    {
        var sizes = new double[differences.Length];
        var signs = new int[differences.Length];
        for (var i = 0; i < sizes.Length; i++) (sizes[i], signs[i]) = (Math.Abs(differences[i]), Math.Sign(differences[i]));
        Array.Sort(sizes, signs);
        var zeros = Array.FindIndex(sizes, size => size > 0);
        if (zeros < 0) return 1;

        var ranks = DoubledRanks(sizes)[zeros..];
        return differences.Length <= ExactUpTo ? CountedTail(ranks, signs.AsSpan(zeros)) : NormalTail(ranks, signs.AsSpan(zeros));
    }

    // A mean of whole ranks is a half at worst: doubled it is whole.
    private static int[] DoubledRanks(double[] sorted)
    {
        var ranks = new int[sorted.Length];
        for (var first = 0; first < sorted.Length;)
        {
            var end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first]) end++;
            Array.Fill(ranks, first + 1 + end, first, end - first);
            first = end;
        }

        return ranks;
    }

    private static double CountedTail(int[] ranks, ReadOnlySpan<int> signs)
    {
        var (all, positive) = (0, 0);
        for (var i = 0; i < ranks.Length; i++)
        {
            all += ranks[i];
            if (signs[i] > 0) positive += ranks[i];
        }

        // In how many ways a sum of ranks can be made from those that are positive.
        var ways = new double[all + 1];
        ways[0] = 1;
        var reach = 0;
        foreach (var rank in ranks)
        {
            reach += rank;
            for (var sum = reach; sum >= rank; sum--) ways[sum] += ways[sum - rank];
        }

        var tail = 0.0;
        for (var sum = positive; sum <= all; sum++) tail += ways[sum];
        return tail / Math.Pow(2, ranks.Length);
    }

    private static double NormalTail(int[] ranks, ReadOnlySpan<int> signs)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < ranks.Length; i++)
        {
            sum += (double)signs[i] * ranks[i];
            squares += (double)ranks[i] * ranks[i];
        }

        return 0.5 * SpecialFunctions.Erfc(sum / Math.Sqrt(2 * squares));
    }
}
