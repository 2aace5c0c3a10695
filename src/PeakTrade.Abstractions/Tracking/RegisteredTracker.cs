namespace PeakTrade;

/// <summary>A tracker that is known by its name.</summary>
/// <param name="Name">The name, for <c>[tracking] backend</c>.</param>
/// <param name="Type">The class.</param>
public sealed record RegisteredTracker(string Name, string Type);
