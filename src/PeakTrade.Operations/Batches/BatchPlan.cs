using PeakTrade.Configuration;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Says what a batch would do. The first run of each kind is worked out, and its time a bar is what the others of the kind are estimated by.</summary>
internal sealed class BatchPlan(BatchRequest request, BatchOptions batch, StrategyRegistry strategies, IListener listener, TimeProvider clock, CancellationToken cancel)
{
    private readonly SharedInstruments _shared = new(listener, cancel);
    private readonly PortfolioFiles _files = new();
    private readonly Dictionary<string, double> _secondsPerBar = new(StringComparer.Ordinal);
    private readonly string _runs = BatchFolder.RunsIn(RunBatch.FolderOf(batch, request));

    public static IEnumerable<BatchPlanRun> Of(BatchOptions batch, BatchRequest request, StrategyRegistry strategies, IListener listener, TimeProvider clock, CancellationToken cancel)
    {
        var plan = new BatchPlan(request, batch, strategies, listener, clock, cancel);
        return batch.Runs.Select(plan.Of);
    }

    private BatchPlanRun Of(BatchRun run)
    {
        cancel.ThrowIfCancellationRequested();
        var item = BatchItem.Of(run, request, strategies, _files);
        var planned = new BatchPlanRun
        {
            RunId = run.Id, Action = BatchAction.Run, Strategy = item.Plan?.Strategy.Info.Key ?? run.Strategy, BundlePath = run.BundlePath, StartDate = run.StartDate, EndDate = run.EndDate,
        };
        if (item.Fault is { } fault) return planned with { Action = BatchAction.Refuse, Error = fault.Message };
        try
        {
            return Of(item, planned);
        }
        catch (PeakTradeException refused)
        {
            return planned with { Action = BatchAction.Refuse, Error = refused.Message };
        }
    }

    private BatchPlanRun Of(BatchItem item, BatchPlanRun planned)
    {
        var (plan, instruments) = (item.Plan!, item.Instruments!);
        var key = RunKey.Of(plan, instruments, _shared.Fingerprint(instruments), item.Reports);
        _shared.Expect(instruments);
        var set = _shared.Get(instruments);
        var data = plan.Config.Data;
        var bars = set.Between(data.From, data.To).Sum(b => (long)b.Count);
        planned = planned with { Symbols = set.Instruments.Count, Bars = bars, Action = ActionFor(item, key) };
        return planned.Action switch
        {
            BatchAction.Skip => planned,
            BatchAction.Refuse => planned with { Error = $"{Path.Combine(_runs, item.Run.Id)} holds the result of other settings, data or another engine." },
            _ => planned with { EstimatedSec = bars * SecondsPerBar(item, set, bars) },
        };
    }

    private BatchAction ActionFor(BatchItem item, string? key)
    {
        var place = Path.Combine(_runs, item.Run.Id);
        if (!Directory.Exists(place)) return BatchAction.Run;
        if (request.Force) return BatchAction.Replace;
        var layout = new RunLayout(place);
        if (key is not null && Runs.RunStore.ReadOrigin(layout.Backtest)?.InputKey == key) return layout.HasReportsOf(item.Run) ? BatchAction.Skip : BatchAction.Replace;
        return request.Resume ? BatchAction.Replace : BatchAction.Refuse;
    }

    private double SecondsPerBar(BatchItem item, InstrumentSet set, long bars)
    {
        var kind = $"{item.Plan!.Strategy.Info.Key} {item.Run.BundlePath} {item.Plan.Config.Portfolio.Rebalance}";
        if (_secondsPerBar.TryGetValue(kind, out var known)) return known;
        var work = new PlannedRun(item.Plan, set);
        // Once to make it warm: a batch pays for that once, not a run.
        work.Run(item.Plan.Config.Backtest, cancel);
        var began = clock.GetTimestamp();
        work.Run(item.Plan.Config.Backtest, cancel);
        return _secondsPerBar[kind] = clock.GetElapsedTime(began).TotalSeconds / Math.Max(1, bars);
    }
}
