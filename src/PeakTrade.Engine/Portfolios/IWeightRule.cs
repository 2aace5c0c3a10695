namespace PeakTrade.Engine;

/// <summary>Decides what share of the account each instrument of a universe is to have. Made for one run; used by one thread.</summary>
internal interface IWeightRule
{
    /// <summary>
    /// Writes the weights that are wanted from the row after <paramref name="signalRow"/> on, in multiples of the equity: above 0 long, below 0 short. What it looks at
    /// are bars up to the signal row. An instrument that may not be traded gets 0. False where nothing can be said yet: then nothing is traded, and the next
    /// row is asked.
    /// </summary>
    /// <param name="signalRow">The universe's row whose bars are known.</param>
    /// <param name="mayTrade">Which instruments have a bar at that row and are not at their end.</param>
    /// <param name="weights">Where the weights go; it comes zeroed.</param>
    /// <param name="scores">Where the scores go; it comes filled with NaN, which stands for none.</param>
    bool Decide(int signalRow, ReadOnlySpan<bool> mayTrade, Span<double> weights, Span<double> scores);
}
