using PeakTrade.Configuration;

namespace PeakTrade.Operations;

/// <summary>What has become of each run so far, in the order of the batch.</summary>
internal sealed class BatchBoard(BatchOptions batch, IListener listener)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BatchItem> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BatchRunResult> _done = new(StringComparer.Ordinal);

    private volatile bool _hasFailed;

    /// <summary>Whether a run has failed; known before whoever asked for the results has heard of it.</summary>
    public bool HasFailed => _hasFailed;

    public void Add(BatchItem item) => _items.Add(item.Run.Id, item);

    /// <summary>Takes down what a run came to, as soon as it is over: whoever asked for the results may no longer listen then.</summary>
    public BatchRunResult Done(BatchRunResult result)
    {
        int count;
        lock (_gate)
        {
            // Little is kept: trades, orders and equity of a result are read from its folder when somebody asks.
            _done.Add(result.RunId, result);
            _hasFailed |= result.Status == BatchRunStatus.Failed;
            count = _done.Count;
        }

        listener.Progress($"Batch {batch.Name}: {count} of {batch.Runs.Count} runs", (double)count / batch.Runs.Count);
        return result;
    }

    /// <summary>All runs; those that had no turn say why.</summary>
    public IReadOnlyList<BatchRunResult> All(Func<BatchItem, BatchRunResult> withoutTurn) =>
        [.. batch.Runs.Select(run => _done.TryGetValue(run.Id, out var done) ? done : withoutTurn(_items.TryGetValue(run.Id, out var item) ? item : new BatchItem { Run = run }))];
}
