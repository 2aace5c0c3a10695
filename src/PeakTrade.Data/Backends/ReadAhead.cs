namespace PeakTrade.Data.Backends;

/// <summary>Reads items on all processors and hands them out in their order, never more than a few ahead.</summary>
internal static class ReadAhead
{
    public static IEnumerable<TResult> InOrder<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, CancellationToken, TResult> read, CancellationToken cancel)
    {
        var workers = Math.Min(Environment.ProcessorCount, items.Count);
        if (workers < 2)
        {
            foreach (var item in items) yield return read(item, cancel);
            yield break;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ahead = new Queue<Task<TResult>>(workers);
        try
        {
            var next = 0;
            while (next < items.Count || ahead.Count > 0)
            {
                for (; next < items.Count && ahead.Count < workers; next++)
                {
                    var item = items[next];
                    ahead.Enqueue(Task.Run(() => read(item, stop.Token), stop.Token));
                }

                yield return ahead.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            // Who leaves early takes nothing more, and no worker outlives the source that it reads.
            stop.Cancel();
            foreach (var task in ahead) Ended(task);
        }
    }

    private static void Ended(Task task)
    {
        ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        _ = task.Exception;
    }
}
