namespace PeakTrade;

/// <summary>A run, just made or found in the store, or why there is none. One of the two is there.</summary>
/// <param name="Result">The run.</param>
/// <param name="Error">Why there is none.</param>
public sealed record RunOutcome(BacktestResult? Result, PeakTradeException? Error);
