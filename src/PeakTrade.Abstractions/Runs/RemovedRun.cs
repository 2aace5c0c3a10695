namespace PeakTrade;

/// <summary>A run that was removed from its store.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Strategy">The strategy's key; null of a run that could not be read.</param>
/// <param name="Symbol">The instrument; likewise.</param>
/// <param name="FinishedAt">When it was finished; of a run that could not be read the time of its files.</param>
/// <param name="Bytes">What its files held.</param>
/// <param name="RunPath">The folder that it was.</param>
public sealed record RemovedRun(Guid RunId, string? Strategy, string? Symbol, DateTimeOffset FinishedAt, long Bytes, string RunPath);
