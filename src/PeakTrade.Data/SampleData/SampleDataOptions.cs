namespace PeakTrade.Data;

/// <summary>What sort of market sample data look like.</summary>
public enum SampleKind
{
    /// <summary>Trades around the clock, and moves a lot.</summary>
    Crypto,

    /// <summary>Trades from Monday to Friday, intraday from 14:30 to 21:00 UTC, with gaps over night.</summary>
    Stock,
}

/// <summary>Which sample data to make. The same options make the same bars everywhere.</summary>
public sealed record SampleDataOptions
{
    /// <summary>The instrument; each name has its own path, and all names of one seed share a market.</summary>
    public string Symbol { get; init; } = "BTC/EUR";

    /// <summary>How far apart the bars are.</summary>
    public SampleInterval Interval { get; init; } = SampleInterval.FifteenMinutes;

    /// <summary>How many bars.</summary>
    public int Count { get; init; } = 10_000;

    /// <summary>The first bar's time in UTC, or the first after it at which the market trades.</summary>
    public DateTime Start { get; init; } = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The seed.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>What sort of market it is.</summary>
    public SampleKind Kind { get; init; } = SampleKind.Crypto;
}
