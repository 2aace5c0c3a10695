namespace PeakTrade;

/// <summary>How a strategy's states are traded: the <c>[backtest]</c> table. <c>docs/fills.md</c> states what each does.</summary>
public sealed record BacktestOptions
{
    /// <summary>Cash at the start.</summary>
    public double StartCapital { get; init; } = 10_000;

    /// <summary>The fee, in hundredths of a percent of the filled notional.</summary>
    public double FeeBps { get; init; } = 10;

    /// <summary>A fixed fee on each fill, on top.</summary>
    public double FeeFixed { get; init; }

    /// <summary>The least fee of a fill.</summary>
    public double FeeMinimum { get; init; }

    /// <summary>How much worse than the price a fill is, in hundredths of a percent.</summary>
    public double SlippageBps { get; init; } = 5;

    /// <summary>What a short pays a year for the borrowed units, as a fraction of their value.</summary>
    public double BorrowRate { get; init; }

    /// <summary>When a signal fills.</summary>
    public FillRule Fill { get; init; } = FillRule.NextOpen;

    /// <summary>What comes first inside a bar.</summary>
    public IntrabarRule Intrabar { get; init; } = IntrabarRule.Pessimistic;

    /// <summary>Whether a state of -1 opens a short.</summary>
    public bool AllowShort { get; init; } = true;

    /// <summary>How positions are sized.</summary>
    public Sizing Sizing { get; init; } = Sizing.AllEquity;

    /// <summary>Units come in multiples of this; 0 for fractional units.</summary>
    public double LotStep { get; init; }

    /// <summary>The most that a position may be worth, in multiples of the equity, when it is opened.</summary>
    public double MaxLeverage { get; init; } = 1;

    /// <summary>A position is liquidated where the equity falls to this fraction of its value.</summary>
    public double MaintenanceMargin { get; init; }

    /// <summary>Closes a losing position at this distance from the entry.</summary>
    public Distance? StopLoss { get; init; }

    /// <summary>Closes a winning position at this distance from the entry.</summary>
    public Distance? TakeProfit { get; init; }

    /// <summary>Closes a position at this distance from the best price since the entry.</summary>
    public Distance? TrailingStop { get; init; }

    /// <summary>How the run is worked out.</summary>
    public ExecutionMode Execution { get; init; } = ExecutionMode.Pipeline;

    /// <summary>The seed of everything random. A single backtest draws nothing, and records it.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Bars a year for annualised figures; else found from the spacing of the bars.</summary>
    public double? PeriodsPerYear { get; init; }

    /// <summary>Whether any order lives inside a bar.</summary>
    public bool HasIntrabarOrders => StopLoss is not null || TakeProfit is not null || TrailingStop is not null;

    /// <summary>Everything that is wrong with these options, each fault placed at its key.</summary>
    public IEnumerable<Fault> Validate()
    {
        foreach (var fault in new[]
        {
            Positive(StartCapital, "start_capital"), Share(FeeBps, "fee_bps"), NotNegative(FeeFixed, "fee_fixed"), NotNegative(FeeMinimum, "fee_minimum"),
            Share(SlippageBps, "slippage_bps"), NotNegative(BorrowRate, "borrow_rate"), NotNegative(LotStep, "lot_step"), Positive(MaxLeverage, "max_leverage"),
            MaintenanceMargin is >= 0 and < 1 ? null : Wrong("maintenance_margin", "must be a fraction from 0 to below 1", MaintenanceMargin),
            Positive(Sizing.Value, "sizing.value"), PeriodsPerYear is { } p ? Positive(p, "periods_per_year") : null,
            Checked(StopLoss, "stop_loss"), Checked(TakeProfit, "take_profit"), Checked(TrailingStop, "trailing_stop"),
        })
        {
            if (fault is not null) yield return fault;
        }

        if (Sizing.Kind == SizingKind.Fraction && Sizing.Value > MaxLeverage)
            yield return new($"sizing.value {Sizing.Value} is above max_leverage {MaxLeverage}.", "Size at most the leverage cap, or raise max_leverage.", At("sizing"));
        if (MaxLeverage * MaintenanceMargin >= 1)
            yield return new($"max_leverage {MaxLeverage} and maintenance_margin {MaintenanceMargin} liquidate a full position as it opens.", "Keep their product below 1.", At("maintenance_margin"));
        if (Sizing.Kind == SizingKind.RiskPerTrade && (StopLoss is null || Sizing.Value >= 1))
            yield return new("sizing by risk_per_trade needs a stop_loss to measure the risk by, and a value below 1.", "Set stop_loss, or size another way.", At("sizing"));
        if (Sizing.Kind == SizingKind.VolatilityTarget && Sizing.WindowBars < 2)
            yield return new($"sizing.window must be 2 or more, and is {Sizing.WindowBars}.", "", At("sizing.window"));
        if (Execution == ExecutionMode.Vectorized && HasIntrabarOrders)
            yield return new("execution = \"vectorized\" knows no orders inside a bar.", "Leave out stop_loss, take_profit and trailing_stop, or use execution = \"pipeline\".", At("execution"));
    }

    private static Fault? Positive(double value, string key) => value > 0 && double.IsFinite(value) ? null : Wrong(key, "must be above 0", value);

    private static Fault? NotNegative(double value, string key) => value >= 0 && double.IsFinite(value) ? null : Wrong(key, "must be 0 or more", value);

    private static Fault? Share(double bps, string key) => bps is >= 0 and < 10_000 ? null : Wrong(key, "must be from 0 to below 10000 (100 %)", bps);

    private static Fault? Checked(Distance? distance, string key) => distance switch
    {
        null => null,
        { IsAtr: true } => distance.Multiple > 0 && double.IsFinite(distance.Multiple) ? null : Wrong($"{key}.multiple", "must be above 0", distance.Multiple),
        _ => distance.Fraction is > 0 and < 1 ? null : Wrong(key, "must be a fraction between 0 and 1", distance.Fraction),
    };

    private static Fault Wrong(string key, string wanted, double value) => new($"{key} {wanted}, and is {value}.", "", At(key));

    private static Place At(string key) => new(Key: $"backtest.{key}");
}
