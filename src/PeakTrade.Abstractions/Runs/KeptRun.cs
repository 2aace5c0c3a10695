namespace PeakTrade;

/// <summary>Whether a stored run is protected from removal.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="IsKept">Whether it is.</param>
/// <param name="Reason">Why, in the words of whoever protected it.</param>
/// <param name="RunPath">Its folder.</param>
public sealed record KeptRun(Guid RunId, bool IsKept, string Reason, string RunPath);
