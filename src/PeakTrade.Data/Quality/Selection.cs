namespace PeakTrade.Data.Quality;

/// <summary>Hoare's selection: a median in the time of a few passes, where sorting takes ten.</summary>
internal static class Selection
{
    /// <summary>The value that would stand at <paramref name="rank"/> if they were sorted; puts them in another order.</summary>
    public static double Smallest(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = values[low + (high - low) / 2];
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (values[left] < pivot) left++;
                while (values[right] > pivot) right--;
                if (left > right) break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }

            if (rank <= right) high = right;
            else if (rank >= left) low = left;
            else break;
        }

        return values[rank];
    }
}
