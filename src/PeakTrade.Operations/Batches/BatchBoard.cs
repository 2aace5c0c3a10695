using PeakTrade.Configuration;

namespace PeakTrade.Operations;

/// <summary>What has become of each run so far, in the order of the batch.</summary>
internal sealed class BatchBoard(BatchOptions batch, IListener listener)
{
    private readonly Dictionary<string, BatchItem> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BatchRunResult> _done = new(StringComparer.Ordinal);

    public bool HasFailed { get; private set; }

    public void Add(BatchItem item) => _items.Add(item.Run.Id, item);

    public BatchRunResult Done(BatchRunResult result)
    {
        // The summary needs figures only; equity, trades and orders stay with whoever asked for the result.
        _done.Add(result.RunId, result);
        HasFailed |= result.Status == BatchRunStatus.Failed;
        listener.Progress($"Batch {batch.Name}: {_done.Count} of {batch.Runs.Count} runs", (double)_done.Count / batch.Runs.Count);
        return result;
    }

    /// <summary>All runs; those that had no turn say why.</summary>
    public IReadOnlyList<BatchRunResult> All(Func<BatchItem, BatchRunResult> withoutTurn) =>
        [.. batch.Runs.Select(run => _done.TryGetValue(run.Id, out var done) ? done : withoutTurn(_items.TryGetValue(run.Id, out var item) ? item : new BatchItem { Run = run }))];
}
