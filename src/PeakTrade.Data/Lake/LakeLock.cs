namespace PeakTrade.Data.Lake;

/// <summary>How long a lock is waited for, and who hears that it is.</summary>
internal sealed record LakePatience(TimeSpan Longest, Action<string>? Waiting = null)
{
    private static readonly TimeSpan SaidAfter = TimeSpan.FromSeconds(1);

    /// <summary>For queries and reads.</summary>
    public static LakePatience Reader { get; } = new(TimeSpan.FromMinutes(1));

    /// <summary>For imports, which may have to wait for a long query or for another import.</summary>
    public static LakePatience Importer { get; } = new(TimeSpan.FromMinutes(10));

    public bool SaysSo(TimeSpan waited) => Waiting is not null && waited >= SaidAfter;
}

/// <summary>
/// Locks between processes, held by an open file: many readers or one writer. The system gives a lock back when its process ends, however it ends.
/// </summary>
internal static class LakeLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan GateClosed = TimeSpan.FromSeconds(1);

    /// <summary>For readers: held beside other readers.</summary>
    public static IDisposable Shared(string file, CancellationToken cancel) => Take(file, FileMode.Open, FileAccess.Read, FileShare.Read, LakePatience.Reader, cancel);

    /// <summary>For a writer: held alone. The file is made where it is not there.</summary>
    public static IDisposable Exclusive(string file, LakePatience patience, CancellationToken cancel) => Take(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, patience, cancel);

    /// <summary>
    /// For a writer that would wait for ever beside readers who follow each other without a pause: while it waits it closes a gate that readers pass first. The gate is
    /// opened again and again, because a reader may be waited for that waits behind it itself, for a second reading.
    /// </summary>
    public static IDisposable Exclusive(string file, string gate, LakePatience patience, CancellationToken cancel)
    {
        var wait = new Wait(file, patience, cancel);
        while (true)
        {
            using (Take(gate, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, wait))
            {
                var closed = Environment.TickCount64;
                while (Environment.TickCount64 - closed < GateClosed.TotalMilliseconds)
                {
                    if (TryTake(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } held) return held;
                    wait.Pause();
                }
            }

            wait.Pause();
        }
    }

    /// <summary>For readers: held beside other readers, once no writer waits that came before.</summary>
    public static IDisposable Shared(string file, string gate, CancellationToken cancel)
    {
        using var passed = File.Exists(gate) ? Shared(gate, cancel) : null;
        return Shared(file, cancel);
    }

    private static FileStream Take(string file, FileMode mode, FileAccess access, FileShare share, LakePatience patience, CancellationToken cancel) =>
        Take(file, mode, access, share, new Wait(file, patience, cancel));

    private static FileStream Take(string file, FileMode mode, FileAccess access, FileShare share, Wait wait)
    {
        while (true)
        {
            if (TryTake(file, mode, access, share) is { } held) return held;
            wait.Pause();
        }
    }

    private static FileStream? TryTake(string file, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(file, mode, access, share, bufferSize: 1);
        }
        catch (IOException held) when (IsHeld(held))
        {
            return null;
        }
    }

    // EWOULDBLOCK on Linux and on macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows. A disk that is full or read-only is not worth waiting for.
    private static bool IsHeld(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    /// <summary>One waiting, from its start: ends with a fault when it has lasted too long, and tells others that it lasts.</summary>
    private sealed class Wait(string file, LakePatience patience, CancellationToken cancel)
    {
        private readonly long _started = Begun(cancel);
        private bool _said;

        public void Pause()
        {
            var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - _started);
            if (waited > patience.Longest) throw FaultCatalogue.LakeBusy.Because($"{file} was held by another process for {patience.Longest.TotalSeconds:0} s.", target: file);
            if (!_said && patience.SaysSo(waited))
            {
                _said = true;
                patience.Waiting!(file);
            }

            cancel.WaitHandle.WaitOne(LakeLock.Pause);
            cancel.ThrowIfCancellationRequested();
        }

        private static long Begun(CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            return Environment.TickCount64;
        }
    }
}
