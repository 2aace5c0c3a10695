namespace PeakTrade;

/// <summary>What was held at the closes, in multiples of the equity, and how it was spread.</summary>
public sealed record ExposureFacts
{
    /// <summary>The mean of what all positions are worth.</summary>
    public double? AverageGross { get; init; }

    /// <summary>The most.</summary>
    public double? HighestGross { get; init; }

    /// <summary>At the last bar.</summary>
    public double? LastGross { get; init; }

    /// <summary>The mean of longs less shorts.</summary>
    public double? AverageNet { get; init; }

    /// <summary>The lowest.</summary>
    public double? LowestNet { get; init; }

    /// <summary>The highest.</summary>
    public double? HighestNet { get; init; }

    /// <summary>At the last bar.</summary>
    public double? LastNet { get; init; }

    /// <summary>The mean number of positions.</summary>
    public double AveragePositions { get; init; }

    /// <summary>The most positions at once.</summary>
    public int MostPositions { get; init; }

    /// <summary>The share of bars with a position.</summary>
    public double TimeInMarket { get; init; }

    /// <summary>The most that one position weighed.</summary>
    public double? LargestWeight { get; init; }

    /// <summary>When that was, in UTC.</summary>
    public DateTime? LargestWeightTime { get; init; }

    /// <summary>Herfindahl's index: the sum of the positions' squared shares, the mean over bars with a position.</summary>
    public double? Herfindahl { get; init; }

    /// <summary>One over it: as many positions alike would be spread so.</summary>
    public double? EffectivePositions { get; init; }
}

/// <summary>The heaviest that an instrument was held right after a rebalance.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Weight">Its worth over the equity; below 0 short.</param>
/// <param name="Time">The rebalance, in UTC.</param>
public sealed record HeaviestHolding(string Symbol, double Weight, DateTime Time);
