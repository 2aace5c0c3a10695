using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Runs a portfolio by weights: one account over all instruments of a universe (docs/portfolios.md).</summary>
public static class PortfolioBacktester
{
    /// <summary>Holds all instruments that may trade at the same weight. The rows [fromRow, toRow) are traded; the result counts them from 0.</summary>
    public static BacktestResult RunEqualWeight(Universe universe, PortfolioOptions portfolio, BacktestOptions options, int fromRow, int toRow, CancellationToken cancel = default) =>
        Run(universe, new EqualWeightRule(portfolio), portfolio, options, fromRow, toRow, contributions: null, cancel);

    /// <summary>Everything that is wrong with these options for a portfolio by weights, each fault placed at its key.</summary>
    public static IEnumerable<Fault> Validate(PortfolioOptions portfolio, BacktestOptions options) =>
        [.. portfolio.Validate(), .. options.Validate(), .. NotByWeights(portfolio, options)];

    /// <summary>Rows before the first are known to the rule, and not traded; rows after the last are not looked at. The caller says which strategy it was.</summary>
    internal static BacktestResult Run(
        Universe universe, IWeightRule rule, PortfolioOptions portfolio, BacktestOptions options, int fromRow, int toRow,
        Func<IRunDetails, IReadOnlyList<FactorContribution>>? contributions = null, CancellationToken cancel = default)
    {
        if (fromRow < 0 || fromRow >= toRow || toRow > universe.Rows) throw new ArgumentOutOfRangeException(nameof(fromRow), $"The rows [{fromRow}, {toRow}) do not lie within {universe.Rows} rows.");
        if (Validate(portfolio, options).ToList() is { Count: > 0 } faults) throw FaultCatalogue.ConfigInvalid.Because(faults, options);

        using var part = StageClock.Measure(RunStage.Simulation);
        // How long a year is belongs to the data, not to the rows of them that are traded.
        var whole = new Market(universe.Index, options);
        var run = new PortfolioSimulation(universe, rule, portfolio, options, whole.Calendar.PeriodsPerYear, fromRow, toRow);
        run.Run(cancel);
        var market = toRow - fromRow == universe.Rows ? whole : whole.Measuring(run.Log.Index());
        var metrics = MetricsCalculator.Measure(run.Log.Equity, run.Log.BarsHeld, run.Book.Paid, run.Book.Ledger, market, options);
        return new BacktestResult(metrics, new PortfolioDetails(run, contributions))
        {
            Symbol = universe.Name,
            Strategy = "",
            Start = universe.TimeAt(fromRow),
            End = universe.TimeAt(toRow - 1),
            Bars = toRow - fromRow,
            Execution = options.Execution,
            FinalEquityPessimistic = metrics.FinalEquity,
            FinalEquityOptimistic = metrics.FinalEquity,
            OpenAtEnd = run.Book.Positions > 0,
            NoTradesReason = run.Book.Ledger.Count > 0 ? null : WhyNoTrades(run, toRow - fromRow),
            Portfolio = run.Log.Facts() with { Rebalances = run.Rebalances, Delisted = run.Delisted },
        };
    }

    // What no weight can mean would be left unsaid otherwise.
    private static IEnumerable<Fault> NotByWeights(PortfolioOptions portfolio, BacktestOptions options)
    {
        if (options.StopLoss is not null) yield return Unknown("stop_loss", "backtest.stop_loss");
        if (options.TakeProfit is not null) yield return Unknown("take_profit", "backtest.take_profit");
        if (options.TrailingStop is not null) yield return Unknown("trailing_stop", "backtest.trailing_stop");
        if (options.Sizing != Sizing.AllEquity) yield return Unknown("sizing", "backtest.sizing", "The weights say how much is held: set portfolio.max_gross_exposure and portfolio.max_weight.");
        if (options.MaxLeverage != 1) yield return Unknown("max_leverage", "backtest.max_leverage", "Set portfolio.max_gross_exposure.");
        if (portfolio.MaxPositions is not null) yield return Unknown("max_positions", "portfolio.max_positions");
        if (options.Execution == ExecutionMode.Vectorized) yield return Unknown("execution = \"vectorized\"", "backtest.execution", "Use execution = \"pipeline\".");
        var gross = portfolio.MaxGrossExposure ?? 1;
        if (gross * options.MaintenanceMargin >= 1)
            yield return new($"max_gross_exposure {gross} and maintenance_margin {options.MaintenanceMargin} liquidate a full portfolio as it is bought.", "Keep their product below 1.", new(Key: "backtest.maintenance_margin"));
    }

    private static Fault Unknown(string what, string key, string action = "Leave it out.") => new($"A portfolio by weights knows no {what}.", action, new(Key: key));

    private static string WhyNoTrades(PortfolioSimulation run, int rows)
    {
        if (run.Rebalances == 0) return $"no weights could be decided on any of the {rows} bars";
        if (run.Journal.Count == 0) return $"no instrument was wanted at any of the {run.Rebalances} rebalances";
        var whys = run.Journal.Refusals.Select(r => r.Count == run.Journal.Count ? Why(r.Reason) : $"{r.Count} because {Why(r.Reason)}");
        return $"{run.Journal.Count} of {run.Journal.Count} orders were refused: {string.Join(", ", whys)}";
    }

    private static string Why(PortfolioReason refusal) => refusal switch
    {
        PortfolioReason.ShortsNotAllowed => "allow_short is false",
        PortfolioReason.SizeRoundsToZero => "the size came to less than one lot or than the fee",
        PortfolioReason.NoBar => "the instrument had no bar in the row of the rebalance",
        PortfolioReason.LastBar => "it was the instrument's last bar",
        PortfolioReason.NoRoom => "there was no room within max_gross_exposure",
        _ => "there was no equity to size on",
    };
}
