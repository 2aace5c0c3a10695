namespace PeakTrade;

/// <summary>A part of a run's work.</summary>
public enum RunStage
{
    /// <summary>Reading and checking the data.</summary>
    Load,

    /// <summary>Indicators and factors.</summary>
    Indicators,

    /// <summary>What the strategy makes of them: states, scores and weights.</summary>
    Signals,

    /// <summary>Orders, fills and marking.</summary>
    Simulation,

    /// <summary>The figures.</summary>
    Metrics,

    /// <summary>The evidence, and reports where they were asked for.</summary>
    Write,

    /// <summary>What lies between: the configuration, looking for git.</summary>
    Other,
}

/// <summary>What one part of a run took.</summary>
/// <param name="Stage">The part.</param>
/// <param name="Seconds">Time, parts within it taken out.</param>
/// <param name="AllocatedBytes">Memory that was asked for, given back or not.</param>
/// <param name="Share">Its share of the run's time; the shares of all parts add up to 1.</param>
/// <param name="Calls">How often it was entered.</param>
public sealed record StageProfile(RunStage Stage, double Seconds, long AllocatedBytes, double Share, int Calls);

/// <summary>Where the time and the memory of a run went.</summary>
public sealed record RunProfile
{
    /// <summary>The run: its symbol, or its id in a batch.</summary>
    public required string Run { get; init; }

    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>Bars of all instruments.</summary>
    public long Bars { get; init; }

    /// <summary>From beginning to end.</summary>
    public double Seconds { get; init; }

    /// <summary>Memory that was asked for, given back or not; by the run's own thread.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>How often it was measured; the rest is that of the run in the middle, by its time.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The time of the fastest of them.</summary>
    public double FastestSeconds { get; init; }

    /// <summary>All parts, in the order of <see cref="RunStage"/>; they add up to the run.</summary>
    public required IReadOnlyList<StageProfile> Stages { get; init; }
}
