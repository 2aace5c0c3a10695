namespace PeakTrade;

/// <summary>A run beside its benchmark, over the bars from the benchmark's first on.</summary>
public sealed record RelativeRisk
{
    /// <summary>The benchmark's name.</summary>
    public required string Name { get; init; }

    /// <summary>The first bar at which it is known, in UTC.</summary>
    public DateTime From { get; init; }

    /// <summary>The benchmark's return in all.</summary>
    public double? TotalReturn { get; init; }

    /// <summary>The standard deviation of its bar returns, a year.</summary>
    public double? Volatility { get; init; }

    /// <summary>Its Sharpe ratio a year.</summary>
    public double? Sharpe { get; init; }

    /// <summary>Its deepest fall, as a negative fraction.</summary>
    public double? MaxDrawdown { get; init; }

    /// <summary>How much of its return the run took along.</summary>
    public double? Beta { get; init; }

    /// <summary>The run's return a year that it does not explain.</summary>
    public double? Alpha { get; init; }

    /// <summary>The correlation of the bar returns.</summary>
    public double? Correlation { get; init; }

    /// <summary>The standard deviation of the differences of the bar returns, a year.</summary>
    public double? TrackingError { get; init; }

    /// <summary>The mean of those differences over their standard deviation, a year.</summary>
    public double? InformationRatio { get; init; }
}
