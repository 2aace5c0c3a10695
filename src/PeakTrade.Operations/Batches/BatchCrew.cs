using System.Collections.Concurrent;

namespace PeakTrade.Operations;

/// <summary>Works off items side by side and hands over what came of each as it is done, on the caller's thread.</summary>
internal static class BatchCrew
{
    /// <summary>The results in the order of completion; no item is begun that may not be. Whoever stops asking stops the work: what has not begun never does, and what has is cancelled and awaited.</summary>
    public static IEnumerable<TResult> Run<TItem, TResult>(IReadOnlyList<TItem> items, int workers, Func<TItem, CancellationToken, TResult> work, Func<bool> mayBegin, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var done = new BlockingCollection<TResult>();
        var next = -1;
        var left = Math.Min(workers, items.Count);
        var threads = Enumerable.Range(0, left).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        try
        {
            threads.ForEach(thread => thread.Start());
            if (threads.Count == 0) yield break;
            foreach (var result in done.GetConsumingEnumerable(CancellationToken.None)) yield return result;
        }
        finally
        {
            stop.Cancel();
            threads.ForEach(thread => thread.Join());
        }

        void Work()
        {
            using var culture = InvariantScope.Enter();
            try
            {
                while (!stop.IsCancellationRequested && mayBegin() && Interlocked.Increment(ref next) is var at && at < items.Count) done.Add(work(items[at], stop.Token), CancellationToken.None);
            }
            finally
            {
                if (Interlocked.Decrement(ref left) == 0) done.CompleteAdding();
            }
        }
    }
}
