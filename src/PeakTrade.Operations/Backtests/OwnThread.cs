using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>
/// Does what may be code of the user's on a thread of its own, so that one that never returns can be left behind: no thread can be ended from outside. It stays until it
/// returns or the process ends, with the processor and memory that it takes; what it returns nobody hears.
/// </summary>
internal static class OwnThread
{
    // What a strategy of the user's may need; a thread of the pool has no more than the main one.
    private const int StackBytes = 16 * 1024 * 1024;

    // After a cancellation. Both doors come back within a second of Ctrl+C, and the summary is written in that time too.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>What the work returns or throws; an <see cref="OperationCanceledException"/> where it heard no cancellation.</summary>
    public static T Do<T>(Func<T> work, CancellationToken cancel) => StageClock.Elsewhere(lent => Wait(Start(lent), cancel), work);

    private static Task<T> Start<T>(Func<T> work)
    {
        var end = new TaskCompletionSource<T>();
        new Thread(Work, StackBytes) { IsBackground = true }.Start();
        return end.Task;

        void Work()
        {
            try
            {
                using var culture = InvariantScope.Enter();
                end.SetResult(work());
            }
            catch (Exception thrown)
            {
                end.SetException(thrown);
            }
        }
    }

    private static T Wait<T>(Task<T> work, CancellationToken cancel)
    {
        try
        {
            Task.WaitAny([work], cancel);
        }
        catch (OperationCanceledException)
        {
            if (Task.WaitAny([work], Patience) < 0) throw;
        }

        return work.GetAwaiter().GetResult();
    }
}
