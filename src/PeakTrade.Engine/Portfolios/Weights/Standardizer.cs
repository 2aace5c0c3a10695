namespace PeakTrade.Engine.Weights;

/// <summary>Makes the values of one factor comparable with those of others: drawn in at their quantiles, then as standard deviations from the mean or as places in order.</summary>
internal sealed class Standardizer(Standardization kind, double winsorize, int room)
{
    private readonly double[] _sorted = new double[room];
    private readonly int[] _places = new int[room];

    /// <summary>Standardises finite values in place; where all are alike they become 0.</summary>
    public void Apply(Span<double> values)
    {
        if (values.IsEmpty) return;
        Scale(values);
        if (winsorize > 0) DrawIn(values);
        if (kind == Standardization.Rank) Rank(values);
        else Score(values);
    }

    // By a power of two, which loses nothing: squares of values near the ends of double's range would be infinite or 0.
    private static void Scale(Span<double> values)
    {
        var largest = 0.0;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        if (largest == 0 || largest is > 1e-100 and < 1e100) return;
        var factor = Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -1000, 1000));
        foreach (ref var value in values) value *= factor;
    }

    private void DrawIn(Span<double> values)
    {
        var sorted = _sorted.AsSpan(0, values.Length);
        values.CopyTo(sorted);
        sorted.Sort();
        var (low, high) = (Quantile(sorted, winsorize), Quantile(sorted, 1 - winsorize));
        foreach (ref var value in values) value = Math.Min(Math.Max(value, low), high);
    }

    // Hyndman and Fan's type 7, the default of numpy.quantile: linear between the neighbours of place (n - 1) p.
    private static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        var place = (sorted.Length - 1) * p;
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    private static void Score(Span<double> values)
    {
        // Of values that are all alike the rounding of their mean would make a deviation.
        if (AllAlike(values))
        {
            values.Clear();
            return;
        }

        double mean = 0, squares = 0;
        foreach (var value in values) mean += value;
        mean /= values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / values.Length);
        foreach (ref var value in values) value = (value - mean) / deviation;
    }

    private void Rank(Span<double> values)
    {
        var sorted = _sorted.AsSpan(0, values.Length);
        var places = _places.AsSpan(0, values.Length);
        values.CopyTo(sorted);
        for (var i = 0; i < places.Length; i++) places[i] = i;
        sorted.Sort(places);
        for (var first = 0; first < sorted.Length;)
        {
            var end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first]) end++;
            // Those that are equal share the mean of their places, first to end - 1; written so that both ends of the order round alike.
            var rank = sorted.Length == 1 ? 0 : (double)(first + end - sorted.Length) / (sorted.Length - 1);
            for (; first < end; first++) values[places[first]] = rank;
        }
    }

    private static bool AllAlike(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (value != values[0]) return false;
        }

        return true;
    }
}
