namespace PeakTrade.Engine.Simulation;

/// <summary>What a fill costs (docs/fills.md, "Costs").</summary>
internal readonly struct Costs(BacktestOptions options)
{
    private readonly double _slippage = options.SlippageBps / 10_000;
    private readonly double _rate = options.FeeBps / 10_000;
    private readonly double _fixed = options.FeeFixed;
    private readonly double _minimum = options.FeeMinimum;
    private readonly double _lot = options.LotStep;

    /// <summary>A buy fills above the price, a sell below it.</summary>
    public double Filled(double price, bool buy) => buy ? price * (1 + _slippage) : price * (1 - _slippage);

    public double Fee(double notional) => Math.Max(_minimum, notional * _rate + _fixed);

    /// <summary>The most units whose notional and fee together fit in the budget; 0 or less where none do.</summary>
    public double UnitsWithin(double budget, double filled) =>
        // Notional + max(minimum, notional x rate + fixed) <= budget, solved for each branch of the maximum.
        Math.Min((budget - _fixed) / (filled * (1 + _rate)), (budget - _minimum) / filled);

    /// <summary>Whole lots of that many units.</summary>
    public double InLots(double units) =>
        // 0.3 / 0.1 is 2.9999999999999996: three lots are meant.
        _lot == 0 ? units : Math.Floor(units / _lot * (1 + 1e-12)) * _lot;
}
