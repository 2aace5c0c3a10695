namespace PeakTrade.Engine;

/// <summary>Where each of a series of values lies among those before it, in log time a value: counts in a tree (Fenwick 1994) over the places that values will have.</summary>
internal sealed class PastRanks
{
    private readonly int[] _place, _counts;
    private int _next;

    public PastRanks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        _place = new int[values.Length];
        _counts = new int[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            // The first of equal values, so that equal ones share a place.
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (sorted[middle] < values[i]) low = middle + 1;
                else high = middle;
            }

            _place[i] = low + 1;
        }
    }

    /// <summary>The share of the values before this one that are less, equal ones half; 1/2 for the first. Asked in order.</summary>
    public double Place(int number)
    {
        if (number != _next) throw new InvalidOperationException("Places are asked for in order.");
        var place = _place[number];
        var (less, upTo) = (Count(place - 1), Count(place));
        for (var i = place; i < _counts.Length; i += i & -i) _counts[i]++;
        _next++;
        return number == 0 ? 0.5 : (less + (upTo - less) / 2.0) / number;
    }

    private int Count(int upTo)
    {
        var sum = 0;
        for (var i = upTo; i > 0; i -= i & -i) sum += _counts[i];
        return sum;
    }
}
