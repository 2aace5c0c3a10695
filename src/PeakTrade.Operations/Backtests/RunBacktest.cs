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
    public IEnumerable<Outcome<BacktestResult>> Execute(BacktestRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(SpanScope.Over(Run(request, listener, cancel)));

    /// <summary>Throws what is wrong with a request itself: its settings, its strategy and its parameters. The data are not opened.</summary>
    public void Check(BacktestRequest request)
    {
        using var culture = InvariantScope.Enter();
        WorkSpan.Check(Spans.Backtest, () => RunPlan.Of(request, strategies));
    }

    /// <summary>Whether all instruments of a request are one run, so that all of its data have to be named before it begins.</summary>
    public bool IsPortfolio(BacktestRequest request)
    {
        using var culture = InvariantScope.Enter();
        return WorkSpan.Check(Spans.Backtest, () => RunPlan.IsPortfolio(request, strategies));
    }

    // Config, data, strategy, simulation, result, evidence: in this order, and nothing is written before a result is there.
    private IEnumerable<Outcome<BacktestResult>> Run(BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        using var root = WorkSpan.Begin(Spans.Backtest);
        if (request is { Keep: true, Save: false }) throw FaultCatalogue.ArgumentInvalid.Because("A run that is not stored cannot be kept.", "Leave out one of the two: -Keep and -NoSave (--keep and --no-save).");
        var plan = RunPlan.Of(request, strategies);
        root.With(SpanAttributes.Strategy, plan.Strategy.Info.Key);
        var store = request.Save ? new RunStore(plan.Config.Results.Root) { Trades = plan.Config.Results.Trades } : null;
        store?.Prepare();
        foreach (var notice in plan.Config.Notices) listener.Warn(notice.ToString());
        using var session = TrackingSession.Borrow(request, trackers, clock, listener, cancel);
        var work = new Work(plan, request, store, session.Open(plan.Config), listener, cancel);
        var reads = BacktestInputs.Instruments(plan, request, listener, cancel);
        var outcomes = plan.Portfolio is null ? Each(root.Id, work, reads) : [Portfolio(root.Id, work, reads)];
        var runs = 0;
        foreach (var outcome in outcomes)
        {
            root.With(SpanAttributes.Symbol, ++runs == 1 ? outcome.Result?.Symbol : null);
            yield return outcome;
        }
    }

    private IEnumerable<Outcome<BacktestResult>> Each(Guid first, Work work, IEnumerable<InstrumentRead> reads)
    {
        using var instruments = reads.GetEnumerator();
        for (var id = first; Next(id, work, instruments) is { } outcome; id = Guid.NewGuid()) yield return outcome;
    }

    private Outcome<BacktestResult>? Next(Guid id, Work work, IEnumerator<InstrumentRead> instruments)
    {
        using var run = WorkSpan.Begin(Spans.Run, id);
        var begun = new Begun(id, clock.GetUtcNow(), clock.GetTimestamp());
        if (LoadSpan.Next(instruments) is not { } read)
        {
            run.Forget();
            return null;
        }

        if (read.Data is not { } data) return Failed(read.Error!, begun);
        work.Listener.Progress($"{work.Plan.Strategy.Info.Key} on {data.Bars.Symbol}", null);
        work.Listener.Say($"Running {work.Plan} on {data.Bars.Count} bars of {data.Bars.Symbol}.");
        return Outcome(() => BacktestWork.Run(work.Plan, data, work.Cancel), data.Bars.Symbol, data.Notices, work, begun);
    }

    private Outcome<BacktestResult> Portfolio(Guid id, Work work, IEnumerable<InstrumentRead> reads)
    {
        using var run = WorkSpan.Begin(Spans.Run, id).With(SpanAttributes.Symbol, work.Plan.Portfolio!.Name);
        var begun = new Begun(id, clock.GetUtcNow(), clock.GetTimestamp());
        var (instruments, unreadable) = LoadSpan.Do(() => All(reads));
        if (unreadable is not null) return Failed(unreadable, begun);
        var set = new InstrumentSet(instruments);
        work.Listener.Progress($"{work.Plan.Strategy.Info.Key} on {instruments.Count} instruments", null);
        work.Listener.Say($"Running {work.Plan} on {instruments.Sum(i => (long)i.Bars.Count)} bars of {instruments.Count} instruments in one account.");
        return Outcome(() => BacktestWork.Run(work.Plan, set, work.Cancel), symbol: null, set.Notices, work, begun);
    }

    // A portfolio that lacks an instrument is another portfolio.
    private static (List<BarData> Instruments, PeakTradeException? Error) All(IEnumerable<InstrumentRead> reads)
    {
        var instruments = new List<BarData>();
        foreach (var read in reads)
        {
            if (read.Data is not { } data) return (instruments, read.Error);
            instruments.Add(data);
        }

        return (instruments, null);
    }

    private Outcome<BacktestResult> Outcome(Func<BacktestResult> run, string? symbol, IReadOnlyList<Fault> notices, Work work, Begun begun)
    {
        using var stages = StageClock.Run(StageClock.ForSpans(clock));
        var plan = work.Plan;
        try
        {
            var result = run() with { Path = work.Request.Input is null ? plan.Config.Data.Path : null, IsKept = work.Request.Keep };
            if (work.Store is not null || work.Tracking is not null)
            {
                var evidence = BacktestWork.Evidence(plan, symbol, _git.Read(plan.Config.Results.Root), notices, begun.At, clock.GetUtcNow()) with { RunId = begun.Id };
                if (work.Store is not null) result = Store(result, evidence, work);
                work.Tracking?.Tell(tracker => TrackedBacktest.Tell(tracker, Start(plan, result.Symbol), result, evidence));
            }

            Told.Run(result.Bars, clock.GetElapsedTime(begun.Timestamp));
            return new Outcome<BacktestResult>(result, null);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            // The tracker that failed is not asked to tell of it.
            if (fault.Kind != FaultCatalogue.TrackingFailed) work.Tracking?.Tell(tracker => TrackedBacktest.TellFailed(tracker, Start(plan, symbol) with { Started = begun.At }, plan, symbol, fault));
            return Failed(fault, begun);
        }
    }

    private Outcome<BacktestResult> Failed(PeakTradeException fault, Begun begun)
    {
        Told.Run(bars: null, clock.GetElapsedTime(begun.Timestamp));
        return new Outcome<BacktestResult>(null, Told.Fault(fault));
    }

    private static TrackedRunStart Start(RunPlan plan, string? symbol) => new($"{plan.Strategy.Info.Key} {symbol ?? plan.Portfolio?.Name}")
    {
        Tags = new Dictionary<string, string>(plan.Config.Tracking.Mlflow.Tags, StringComparer.Ordinal) { ["peaktrade.kind"] = "backtest" },
    };

    private static BacktestResult Store(BacktestResult result, RunEvidence evidence, Work work)
    {
        work.Listener.Progress("Storing the run", null);
        var stored = work.Store!.Save(result, evidence, work.Cancel);
        if (work.Store.Trades == TradesFormat.Auto && !ParquetTable.IsAvailable) work.Listener.Say("The trades are in trades.csv: DuckDB's library, which writes Parquet, is not there.");
        work.Listener.Say($"Stored as {stored.RunPath}.");
        return stored;
    }

    /// <summary>What all runs of a request share.</summary>
    private sealed record Work(RunPlan Plan, BacktestRequest Request, RunStore? Store, RunTracking? Tracking, IListener Listener, CancellationToken Cancel);

    /// <summary>A run that has begun: its id, and when by the calendar and by the clock that measures.</summary>
    private readonly record struct Begun(Guid Id, DateTimeOffset At, long Timestamp);
}
