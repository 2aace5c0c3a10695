using PeakTrade.Engine;

namespace PeakTrade.Reports;

/// <summary>What the page of a run is written from.</summary>
/// <param name="Result">The run.</param>
public sealed record RunStory(BacktestResult Result)
{
    /// <summary>The bars beside it.</summary>
    public RiskMarket Market { get; init; } = new();

    /// <summary>What its receipt says; null where it is not stored.</summary>
    public RunReceipt? Receipt { get; init; }

    /// <summary>The settings that took effect, by dotted key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>Where all its trades are, as a link from the page; null where they are in no file.</summary>
    public string? TradesLink { get; init; }
}
