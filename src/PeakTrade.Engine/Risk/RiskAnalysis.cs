namespace PeakTrade.Engine;

/// <summary>Works out how a run can lose, and how it did. Each formula stands in docs/risk-report.md.</summary>
public static class RiskAnalysis
{
    /// <summary>The report of a run; the same run and bars give the same figures.</summary>
    /// <param name="result">The run.</param>
    /// <param name="market">The bars beside it.</param>
    /// <param name="cancel">Ends the work.</param>
    public static RiskReport Of(BacktestResult result, RiskMarket market, CancellationToken cancel = default)
    {
        var run = new RiskRun(result, market);
        ReasonsOfSummary.Add(run);
        var (exposure, gross, net, positions) = ExposureHistory.Of(run, market.Instrument);
        var rolling = RollingFigures.Of(run);
        cancel.ThrowIfCancellationRequested();
        var values = ValuesAtRisk.Of(run, ValuesAtRisk.WindowBars, cancel);
        var trades = result.GetTrades();
        var contributions = result.GetFactorContributions();
        if (contributions.Count == 0) run.Gap("contributions", "factors", result.Portfolio is null ? "A run of one instrument has no factors." : "The portfolio is not built from factors.");
        return new RiskReport
        {
            Result = result,
            Benchmark = run.Benchmark?.Name,
            Relative = Beside.Of(run),
            Rolling = rolling,
            Drawdowns = DrawdownTable.Deepest(run.Ticks, run.Equity, DrawdownTable.Shown),
            ValuesAtRisk = values,
            Tail = Tails.Of(run),
            Exposure = exposure,
            HeaviestHoldings = ExposureHistory.Heaviest(result.GetHoldings()),
            Factors = Contributions.Totals(contributions),
            FactorYears = Contributions.Years(contributions),
            Sectors = Contributions.Sectors(run, trades),
            Symbols = Contributions.Symbols(run, trades),
            Stress = StressSpans.Of(run),
            Months = CalendarReturns.Months(run),
            Years = CalendarReturns.Years(run),
            Regimes = Engine.Regimes.Of(run),
            Series = new RiskSeries
            {
                UtcTicks = run.Curve.UtcTicks,
                Equity = run.Curve.Equity,
                Drawdown = DrawdownTable.Falls(run.Equity),
                Benchmark = run.Benchmark is { } beside ? beside.Closes : default(ReadOnlyMemory<double>),
                Gross = gross,
                Net = net,
                Positions = positions,
            },
            // Last, when all parts have said what they lack.
            Gaps = run.Gaps,
        };
    }
}
