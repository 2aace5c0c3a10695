namespace PeakTrade.Runs;

/// <summary>The run of a batch that a result belongs to, as its receipt says it.</summary>
/// <param name="BatchName">The batch.</param>
/// <param name="RunId">The run's id in the batch.</param>
/// <param name="InputKey">What the result was made from, as one hash: while it is the same, the result is.</param>
public sealed record BatchOrigin(string BatchName, string RunId, string InputKey);
