using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>
/// Lets work run on another thread while the pipeline thread does what the work asks of it: PowerShell allows its Write methods, and script
/// blocks, on that thread only.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    private const int MostWaiting = 256;
    private const int MostWaitsForWorker = 50;
    private static readonly AsyncLocal<PipelinePump?> Flowing = new();

    private readonly BlockingCollection<Action> _waiting = new(MostWaiting);
    private readonly CancellationToken _stopping;

    private PipelinePump(CancellationToken stopping) => _stopping = stopping;

    /// <summary>The pump that the current work runs under. A registered script must find the pipeline that calls it, and a strategy has no other way to be told.</summary>
    public static PipelinePump? Current => Flowing.Value;

    /// <summary>
    /// Runs the work to its end; comes back when all it has asked for is done. What the work throws is thrown here. Between what it asks for, and four
    /// times a second while it asks for nothing, the pipeline thread does <paramref name="meanwhile"/>.
    /// </summary>
    public static void Run(Action<PipelinePump> work, Action meanwhile, CancellationTokenSource stop)
    {
        using var pump = new PipelinePump(stop.Token);
        Flowing.Value = pump;
        var worker = Task.Run(() =>
        {
            try
            {
                work(pump);
            }
            finally
            {
                pump._waiting.CompleteAdding();
            }
        });
        try
        {
            while (!pump._waiting.IsCompleted)
            {
                if (pump._waiting.TryTake(out var action, (int)ProgressLine.Pause.TotalMilliseconds, stop.Token)) action();
                meanwhile();
            }
        }
        catch
        {
            // The pipeline ends early (Ctrl+C, Select-Object -First, an error the user stops at), and the work with it. Code of the user's
            // that hears no cancellation is left behind: the prompt comes back all the same.
            stop.Cancel();
            for (var waited = 0; waited < MostWaitsForWorker && !worker.IsCompleted; waited++) pump._waiting.TryTake(out _, millisecondsTimeout: 10);
            throw;
        }
        finally
        {
            Flowing.Value = null;
        }

        worker.GetAwaiter().GetResult();
    }

    public void Dispose() => _waiting.Dispose();

    /// <summary>Has the pipeline thread do it, in turn; does not wait.</summary>
    public void Post(Action action) => _waiting.Add(action, _stopping);

    /// <summary>Has the pipeline thread work it out, and waits for it.</summary>
    public T Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception fault) when (!IsPipelineEnd(fault))
            {
                answer.SetException(fault);
            }
        });
        try
        {
            answer.Task.Wait(_stopping);
        }
        catch (AggregateException fault)
        {
            ExceptionDispatchInfo.Throw(fault.InnerException!);
        }

        return answer.Task.Result;
    }

    // PowerShell ends a pipeline by exceptions of its own, which must pass through to it.
    private static bool IsPipelineEnd(Exception fault) => fault is System.Management.Automation.PipelineStoppedException;
}
