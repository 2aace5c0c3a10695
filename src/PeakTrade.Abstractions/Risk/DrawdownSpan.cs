namespace PeakTrade;

/// <summary>A fall of the equity from a peak until it is back there.</summary>
public sealed record DrawdownSpan
{
    /// <summary>Its place by depth, from 1.</summary>
    public int Number { get; init; }

    /// <summary>How deep it went, as a negative fraction.</summary>
    public double Depth { get; init; }

    /// <summary>The last bar at the peak, in UTC.</summary>
    public DateTime Peak { get; init; }

    /// <summary>The deepest bar.</summary>
    public DateTime Trough { get; init; }

    /// <summary>The bar that was back at the peak; null where none was.</summary>
    public DateTime? Recovery { get; init; }

    /// <summary>Whether equity was still below the peak at the last bar.</summary>
    public bool IsOpen => Recovery is null;

    /// <summary>Bars from the peak to the trough.</summary>
    public int FallBars { get; init; }

    /// <summary>Bars from the peak to the recovery, or to the last bar.</summary>
    public int Bars { get; init; }

    /// <summary>Days from the peak to the trough.</summary>
    public double FallDays { get; init; }

    /// <summary>Days from the peak to the recovery, or to the last bar.</summary>
    public double Days { get; init; }
}
