using System.Runtime.InteropServices;

namespace PeakTrade.Studies;

/// <summary>
/// What trials had lost at one step, in order of trial, so that a newcomer is placed quickly among any first so many of them. With one objective a trial is
/// better than another where its loss is less. With several, trials are ordered by how many of the others dominate them: the
/// order that one objective gives, too. NaN is kept as infinity, so that it is worse than any number.
/// </summary>
internal abstract class StepRanking
{
    private readonly List<int> _numbers = [];

    public static StepRanking Of(int objectives) => objectives == 1 ? new ByLoss() : new ByDominance(objectives);

    public void Add(int trial, ReadOnlySpan<double> losses)
    {
        _numbers.Add(trial);
        Append(losses);
    }

    /// <summary>How many trials with a number below <paramref name="end"/> are better than these losses, and how many there are.</summary>
    public (int Better, int Compared) Place(int end, ReadOnlySpan<double> losses)
    {
        var count = _numbers.BinarySearch(end);
        if (count < 0) count = ~count;
        return (count == 0 ? 0 : Better(count, losses), count);
    }

    protected abstract void Append(ReadOnlySpan<double> losses);

    protected abstract int Better(int count, ReadOnlySpan<double> losses);

    // What is asked for grows with the trials, and falls back by no more than trials that run side by side: the sorted array covers the most
    // that was ever asked for, and the few too many are taken off the count again.
    private sealed class ByLoss : StepRanking
    {
        private readonly List<double> _losses = [];
        private double[] _sorted = [];
        private int _sortedCount;

        protected override void Append(ReadOnlySpan<double> losses) => _losses.Add(losses[0]);

        protected override int Better(int count, ReadOnlySpan<double> losses)
        {
            if (count > _sortedCount) Sort(count);
            var loss = losses[0];
            var better = LowerBound(loss);
            for (var i = count; i < _sortedCount; i++)
            {
                if (_losses[i] < loss) better--;
            }

            return better;
        }

        private void Sort(int count)
        {
            if (_sorted.Length < count) Array.Resize(ref _sorted, Math.Max(count, _sorted.Length * 2));
            if (count - _sortedCount > 8)
            {
                _losses.CopyTo(_sortedCount, _sorted, _sortedCount, count - _sortedCount);
                Array.Sort(_sorted, 0, count);
                _sortedCount = count;
            }

            for (; _sortedCount < count; _sortedCount++)
            {
                var at = LowerBound(_losses[_sortedCount]);
                Array.Copy(_sorted, at, _sorted, at + 1, _sortedCount - at);
                _sorted[at] = _losses[_sortedCount];
            }
        }

        private int LowerBound(double loss)
        {
            var (low, high) = (0, _sortedCount);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (_sorted[middle] < loss) low = middle + 1;
                else high = middle;
            }

            return low;
        }
    }

    private sealed class ByDominance(int objectives) : StepRanking
    {
        // One trial after the other.
        private readonly List<double> _losses = [];

        // How many of as many first trials as are ranked dominate each of these.
        private readonly List<int> _dominators = [];

        protected override void Append(ReadOnlySpan<double> losses) => _losses.AddRange(losses[..objectives]);

        protected override int Better(int count, ReadOnlySpan<double> losses)
        {
            while (_dominators.Count < count) Rank();
            var all = CollectionsMarshal.AsSpan(_losses);
            var dominators = 0;
            for (var i = 0; i < count; i++)
            {
                if (Side(At(all, i), losses) < 0) dominators++;
            }

            if (dominators == 0) return 0;
            var ranked = CollectionsMarshal.AsSpan(_dominators);
            var better = 0;
            for (var i = 0; i < count; i++)
            {
                var others = ranked[i];
                for (var later = count; later < ranked.Length; later++)
                {
                    if (Side(At(all, later), At(all, i)) < 0) others--;
                }

                if (others < dominators) better++;
            }

            return better;
        }

        private void Rank()
        {
            var all = CollectionsMarshal.AsSpan(_losses);
            var ranked = CollectionsMarshal.AsSpan(_dominators);
            var newcomer = At(all, ranked.Length);
            var dominators = 0;
            for (var i = 0; i < ranked.Length; i++)
            {
                var side = Side(At(all, i), newcomer);
                if (side < 0) dominators++;
                else if (side > 0) ranked[i]++;
            }

            _dominators.Add(dominators);
        }

        private ReadOnlySpan<double> At(ReadOnlySpan<double> all, int trial) => all.Slice(trial * objectives, objectives);

        // As Dominance.Dominates, for losses that are never NaN and both ways at once: below 0 where one dominates, above 0 where the other does.
        private static int Side(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
        {
            var (less, more) = (false, false);
            for (var i = 0; i < one.Length; i++)
            {
                less |= one[i] < other[i];
                more |= one[i] > other[i];
            }

            return less == more ? 0 : less ? -1 : 1;
        }
    }
}
