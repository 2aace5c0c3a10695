namespace PeakTrade;

/// <summary>A panel, or why a factor or an instrument has none. One of the two is there.</summary>
/// <param name="Panel">The panel.</param>
/// <param name="Error">Why there is none.</param>
public sealed record FactorOutcome(FactorPanel? Panel, PeakTradeException? Error);
