using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>A plan and its data: runs it as it is, or with other costs, and knows what to measure it against.</summary>
internal sealed class PlannedRun
{
    private readonly RunPlan _plan;
    private readonly InstrumentSet _set;
    private readonly BarData? _only;

    public PlannedRun(RunPlan plan, InstrumentSet set)
    {
        (_plan, _set) = (plan, set);
        // One instrument is run as one: by either execution, with its own bars to measure it against. What is no portfolio has been read for its span alone.
        if (plan.Portfolio is null) _only = set.Instruments[0];
        else if (!plan.Portfolio.ByWeights && set.Instruments is [var one]) _only = one with { Bars = one.Bars.Between(plan.Config.Data.From, plan.Config.Data.To) };
    }

    /// <summary>The instrument, where there is one.</summary>
    public string? Symbol => _only?.Bars.Symbol;

    /// <summary>The run. A strategy that hears no cancellation is left behind.</summary>
    public BacktestResult Run(BacktestOptions options, CancellationToken cancel)
    {
        var plan = _plan with { Config = _plan.Config with { Backtest = options } };
        return OwnThread.Do(() => _only is null ? BacktestWork.Run(plan, _set, cancel) : BacktestWork.Run(plan, _only, cancel), cancel);
    }

    /// <summary>What risk is measured against: the instrument, or the universe's index.</summary>
    public RiskMarket Market() => _only is { } one ? new RiskMarket(one.Bars, one.Bars) : new RiskMarket(Index(), null);

    /// <summary>What costs are measured by: the bars, and the same run at other costs.</summary>
    public TcaInputs TcaInputs(CancellationToken cancel) => new()
    {
        Bars = _only is null ? [.. _set.Instruments.Select(i => i.Bars)] : [_only.Bars],
        AtCost = multiple => AtCost(multiple, cancel),
    };

    private Bars Index() => _set.Universe(_plan.Portfolio!.Name).Index.Between(_plan.Config.Data.From, _plan.Config.Data.To);

    private BacktestResult? AtCost(double multiple, CancellationToken cancel)
    {
        var options = _plan.Config.Backtest;
        var other = options with
        {
            FeeBps = options.FeeBps * multiple, FeeFixed = options.FeeFixed * multiple, FeeMinimum = options.FeeMinimum * multiple,
            SlippageBps = options.SlippageBps * multiple, BorrowRate = options.BorrowRate * multiple,
        };
        return other.Validate().Any() ? null : Run(other, cancel);
    }
}
