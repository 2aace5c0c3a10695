using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Runs one strategy over the bars of each instrument of the data, or over all of them in one account, and stores the evidence.</summary>
public sealed class RunBacktest(StrategyRegistry strategies, TrackerRegistry trackers, TimeProvider clock)
{
    private readonly GitReading _git = new(clock);

    /// <summary>
    /// A run for each instrument, as it is done; one for all of them where they are a portfolio. What is wrong with the request throws before the first; what is
    /// wrong with the data, or with one instrument's run, is an outcome of its own.
    /// </summary>
    public IEnumerable<Outcome<BacktestResult>> Execute(BacktestRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(Run(request, listener, cancel));

    /// <summary>Throws what is wrong with a request itself: its settings, its strategy and its parameters. The data are not opened.</summary>
    public void Check(BacktestRequest request)
    {
        using var culture = InvariantScope.Enter();
        RunPlan.Of(request, strategies);
    }

    /// <summary>Whether all instruments of a request are one run, so that all of its data have to be named before it begins.</summary>
    public bool IsPortfolio(BacktestRequest request)
    {
        using var culture = InvariantScope.Enter();
        return RunPlan.IsPortfolio(request, strategies);
    }

    // Config, data, strategy, simulation, result, evidence: in this order, and nothing is written before a result is there.
    private IEnumerable<Outcome<BacktestResult>> Run(BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        var plan = RunPlan.Of(request, strategies);
        var store = request.Save ? new RunStore(plan.Config.Results.Root) { Trades = plan.Config.Results.Trades } : null;
        store?.Prepare();
        foreach (var notice in plan.Config.Notices) listener.Warn(notice.ToString());
        using var session = TrackingSession.Borrow(request, trackers, clock, listener, cancel);
        var tracking = session.Open(plan.Config);
        var instruments = BacktestInputs.Instruments(plan, request, listener, cancel);
        var outcomes = plan.Portfolio is null ? Each(plan, store, tracking, instruments, request, listener, cancel) : Together(plan, store, tracking, instruments, request, listener, cancel);
        foreach (var outcome in outcomes) yield return outcome;
    }

    private IEnumerable<Outcome<BacktestResult>> Each(RunPlan plan, RunStore? store, RunTracking? tracking, IEnumerable<InstrumentRead> reads, BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        using var instruments = reads.GetEnumerator();
        for (var started = clock.GetUtcNow(); instruments.MoveNext(); started = clock.GetUtcNow())
        {
            if (instruments.Current.Data is not { } data)
            {
                yield return new Outcome<BacktestResult>(null, instruments.Current.Error);
                continue;
            }

            listener.Progress($"{plan.Strategy.Info.Key} on {data.Bars.Symbol}", null);
            listener.Say($"Running {plan} on {data.Bars.Count} bars of {data.Bars.Symbol}.");
            yield return Outcome(() => BacktestWork.Run(plan, data, cancel), data.Bars.Symbol, data.Notices, plan, store, tracking, request, started, listener, cancel);
        }
    }

    private IEnumerable<Outcome<BacktestResult>> Together(RunPlan plan, RunStore? store, RunTracking? tracking, IEnumerable<InstrumentRead> reads, BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        var started = clock.GetUtcNow();
        var instruments = new List<BarData>();
        foreach (var read in reads)
        {
            if (read.Data is { } data)
            {
                instruments.Add(data);
                continue;
            }

            // A portfolio that lacks an instrument is another portfolio.
            yield return new Outcome<BacktestResult>(null, read.Error);
            yield break;
        }

        var set = new InstrumentSet(instruments);
        listener.Progress($"{plan.Strategy.Info.Key} on {instruments.Count} instruments", null);
        listener.Say($"Running {plan} on {instruments.Sum(i => (long)i.Bars.Count)} bars of {instruments.Count} instruments in one account.");
        yield return Outcome(() => BacktestWork.Run(plan, set, cancel), symbol: null, set.Notices, plan, store, tracking, request, started, listener, cancel);
    }

    private Outcome<BacktestResult> Outcome(Func<BacktestResult> run, string? symbol, IReadOnlyList<Fault> notices, RunPlan plan, RunStore? store, RunTracking? tracking, BacktestRequest request, DateTimeOffset started, IListener listener, CancellationToken cancel)
    {
        try
        {
            var result = run() with { Path = request.Input is null ? plan.Config.Data.Path : null };
            if (store is null && tracking is null) return new Outcome<BacktestResult>(result, null);
            var evidence = BacktestWork.Evidence(plan, symbol, _git.Read(plan.Config.Results.Root), notices, started, clock.GetUtcNow());
            if (store is not null) result = Store(result, evidence, store, listener, cancel);
            tracking?.Tell(tracker => TrackedBacktest.Tell(tracker, Start(plan, result.Symbol), result, evidence));
            return new Outcome<BacktestResult>(result, null);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            if (fault.Kind != FaultCatalogue.TrackingFailed) tracking?.Tell(tracker => TrackedBacktest.TellFailed(tracker, Start(plan, symbol) with { Started = started }, plan, symbol, fault));
            return new Outcome<BacktestResult>(null, fault);
        }
    }

    private static TrackedRunStart Start(RunPlan plan, string? symbol) => new($"{plan.Strategy.Info.Key} {symbol ?? plan.Portfolio?.Name}")
    {
        Tags = new Dictionary<string, string>(plan.Config.Tracking.Mlflow.Tags, StringComparer.Ordinal) { ["peaktrade.kind"] = "backtest" },
    };

    private static BacktestResult Store(BacktestResult result, RunEvidence evidence, RunStore store, IListener listener, CancellationToken cancel)
    {
        listener.Progress("Storing the run", null);
        var stored = store.Save(result, evidence, cancel);
        if (store.Trades == TradesFormat.Auto && !ParquetTable.IsAvailable) listener.Say("The trades are in trades.csv: DuckDB's library, which writes Parquet, is not there.");
        listener.Say($"Stored as {stored.RunPath}.");
        return stored;
    }
}
