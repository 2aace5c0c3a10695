namespace PeakTrade.Runs;

/// <summary>A run of a store by its receipt alone.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Strategy">The strategy's key; null where the receipt cannot be read.</param>
/// <param name="Symbol">The instrument; likewise.</param>
/// <param name="Finished">When it was finished; the time of its files where the receipt cannot be read.</param>
/// <param name="IsKept">Whether it is protected from removal.</param>
public sealed record StoredRun(Guid Id, string Folder, string? Strategy, string? Symbol, DateTimeOffset Finished, bool IsKept);
