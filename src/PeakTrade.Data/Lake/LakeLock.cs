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

    /// <summary>For readers: held beside other readers.</summary>
    public static IDisposable Shared(string file, CancellationToken cancel) => Take(file, FileMode.Open, FileAccess.Read, FileShare.Read, LakePatience.Reader, cancel);

    /// <summary>For a writer: held alone. The file is made where it is not there.</summary>
    public static IDisposable Exclusive(string file, LakePatience patience, CancellationToken cancel) => Take(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, patience, cancel);

    private static FileStream Take(string file, FileMode mode, FileAccess access, FileShare share, LakePatience patience, CancellationToken cancel)
    {
        var started = Environment.TickCount64;
        var said = false;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(file, mode, access, share, bufferSize: 1);
            }
            catch (IOException held) when (IsHeld(held))
            {
                var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - started);
                if (waited > patience.Longest) throw FaultCatalogue.LakeBusy.Because($"{file} was held by another process for {patience.Longest.TotalSeconds:0} s.", target: file, inner: held);
                if (!said && patience.SaysSo(waited))
                {
                    said = true;
                    patience.Waiting!(file);
                }

                cancel.WaitHandle.WaitOne(Pause);
            }
        }
    }

    // EWOULDBLOCK on Linux and on macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows. A disk that is full or read-only is not worth waiting for.
    private static bool IsHeld(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
