namespace PeakTrade;

/// <summary>A bad time, and how the run fared in it.</summary>
public sealed record StressWindow
{
    /// <summary>What it is: <c>worst 21 bars</c>, or a time in history.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a time in history; else one of the run's own worst spans.</summary>
    public bool IsHistorical { get; init; }

    /// <summary>The bar whose close it is measured from, in UTC.</summary>
    public DateTime From { get; init; }

    /// <summary>Its last bar, in UTC.</summary>
    public DateTime To { get; init; }

    /// <summary>Bars from the one to the other.</summary>
    public int Bars { get; init; }

    /// <summary>The run's return.</summary>
    public double? Return { get; init; }

    /// <summary>The benchmark's return.</summary>
    public double? BenchmarkReturn { get; init; }

    /// <summary>The run's deepest fall inside it, as a negative fraction.</summary>
    public double? MaxDrawdown { get; init; }
}
