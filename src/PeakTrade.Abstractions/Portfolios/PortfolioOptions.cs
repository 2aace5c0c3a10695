namespace PeakTrade;

/// <summary>How many instruments are held in one account: the <c>[portfolio]</c> table. <c>docs/portfolios.md</c> states what each does.</summary>
public sealed record PortfolioOptions
{
    /// <summary>Whether all instruments of the data are traded by one account. Strategies that weigh instruments against each other always are.</summary>
    public bool Enabled { get; init; }

    /// <summary>When weights are decided anew: on the first bar of each such period.</summary>
    public RebalanceFrequency Rebalance { get; init; } = RebalanceFrequency.Monthly;

    /// <summary>The most that all positions together may be worth, in multiples of the equity; where it is not given, 1 by weights and <see cref="BacktestOptions.MaxLeverage"/> by states.</summary>
    public double? MaxGrossExposure { get; init; }

    /// <summary>What longs are to be worth above shorts, in multiples of the equity; where it is not given, 0 for long and short and all of the gross for longs only.</summary>
    public double? NetExposure { get; init; }

    /// <summary>The most that one instrument may weigh, in multiples of the equity.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>The most that one rebalance may trade, in multiples of the equity; null for no limit.</summary>
    public double? MaxTurnover { get; init; }

    /// <summary>Changes of a weight below this are left alone.</summary>
    public double MinTrade { get; init; }

    /// <summary>How many positions a strategy of one instrument may hold at once, each sized on its share of the equity; null for one an instrument.</summary>
    public int? MaxPositions { get; init; }

    /// <summary>The factor bundle's file, which <c>multifactor_long_short</c> needs.</summary>
    public string? Bundle { get; init; }

    /// <summary>A file of the instruments that are wanted, one a line; null for all of the data.</summary>
    public string? Universe { get; init; }

    /// <summary>A table of the instruments' sectors: <c>symbol,sector</c>.</summary>
    public string? Sectors { get; init; }

    /// <summary>Everything that is wrong with these options, each fault placed at its key.</summary>
    public IEnumerable<Fault> Validate()
    {
        if (MaxGrossExposure is { } gross && !(gross > 0 && double.IsFinite(gross))) yield return Wrong("max_gross_exposure", "must be above 0", gross);
        if (NetExposure is { } net && !double.IsFinite(net)) yield return Wrong("net_exposure", "must be a number", net);
        if (NetExposure is { } tilt && double.IsFinite(tilt) && (MaxGrossExposure ?? 1) is var cap && cap > 0 && Math.Abs(tilt) > cap)
            yield return new($"net_exposure {tilt} is beyond max_gross_exposure {cap}.", "Keep the net within the gross.", At("net_exposure"));
        if (!(MaxWeight > 0 && double.IsFinite(MaxWeight))) yield return Wrong("max_weight", "must be above 0", MaxWeight);
        if (MaxTurnover is { } turnover && !(turnover > 0 && double.IsFinite(turnover))) yield return Wrong("max_turnover", "must be above 0", turnover);
        if (!(MinTrade is >= 0 and < 1)) yield return Wrong("min_trade", "must be a fraction from 0 to below 1", MinTrade);
        if (MaxPositions is < 1) yield return Wrong("max_positions", "must be 1 or more", MaxPositions.Value);
    }

    private static Fault Wrong(string key, string wanted, double value) => new($"{key} {wanted}, and is {value}.", "", At(key));

    private static Place At(string key) => new(Key: $"portfolio.{key}");
}

/// <summary>When weights are decided anew.</summary>
public enum RebalanceFrequency
{
    /// <summary>On the first bar of each day: <c>D</c>.</summary>
    Daily,

    /// <summary>On the first bar of each week, from Monday on: <c>W</c>.</summary>
    Weekly,

    /// <summary>On the first bar of each month: <c>M</c>.</summary>
    Monthly,

    /// <summary>On the first bar of each quarter: <c>Q</c>.</summary>
    Quarterly,
}
