namespace PeakTrade.Engine;

/// <summary>The bars that a run was made on, found again among data that may have changed since.</summary>
public static class RunBars
{
    // Closes are compared by their growth, which the run keeps as a figure.
    private const double Tolerance = 1e-9;

    /// <summary>Whether bars are the ones that a run was measured against: one for each of its times, growing as much as the run says of buying and holding.</summary>
    public static bool Are(Bars bars, BacktestResult result)
    {
        var times = result.GetEquity().UtcTicks.Span;
        var from = bars.UtcTicks.BinarySearch(times.IsEmpty ? 0 : times[0]);
        if (from < 0 || from + times.Length > bars.Count || !bars.UtcTicks.Slice(from, times.Length).SequenceEqual(times)) return false;
        double? growth = times.Length > 1 && bars.Close[from] > 0 ? bars.Close[from + times.Length - 1] / bars.Close[from] - 1 : null;
        if (growth is null || result.BuyAndHoldReturn is null) return growth is null && result.BuyAndHoldReturn is null;
        return Math.Abs(growth.Value - result.BuyAndHoldReturn.Value) <= Tolerance * (1 + Math.Abs(growth.Value));
    }
}
