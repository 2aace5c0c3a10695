namespace PeakTrade;

/// <summary>The run in one kind of market, told by what was known before each bar.</summary>
public sealed record RegimeStatistics
{
    /// <summary>What tells markets apart: <c>volatility</c> or <c>trend</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The kind of market: <c>low</c>, <c>middle</c>, <c>high</c>; <c>up</c>, <c>down</c>.</summary>
    public required string Regime { get; init; }

    /// <summary>How many bars.</summary>
    public int Bars { get; init; }

    /// <summary>Their share of all bars that could be told.</summary>
    public double? Share { get; init; }

    /// <summary>The mean bar return, a year.</summary>
    public double? MeanReturn { get; init; }

    /// <summary>The standard deviation of the bar returns, a year.</summary>
    public double? Volatility { get; init; }

    /// <summary>The one over the other.</summary>
    public double? Sharpe { get; init; }

    /// <summary>The deepest fall of an account that had these bars only, one after the other.</summary>
    public double? MaxDrawdown { get; init; }
}
