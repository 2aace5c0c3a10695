namespace PeakTrade.Data.Lake;

/// <summary>
/// Locks between processes, held by an open file: many readers or one writer. The system gives a lock back when its process ends, however it ends.
/// </summary>
internal static class LakeLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>For readers: held beside other readers.</summary>
    public static IDisposable Shared(string file, CancellationToken cancel) => Take(file, FileMode.Open, FileAccess.Read, FileShare.Read, cancel);

    /// <summary>For a writer: held alone. The file is made where it is not there.</summary>
    public static IDisposable Exclusive(string file, CancellationToken cancel) => Take(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, cancel);

    private static FileStream Take(string file, FileMode mode, FileAccess access, FileShare share, CancellationToken cancel)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(file, mode, access, share, bufferSize: 1);
            }
            catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
            {
                if (Environment.TickCount64 > until) throw FaultCatalogue.LakeBusy.Because($"{file} was held by another process for {Patience.TotalSeconds:0} s.", target: file, inner: held);
                cancel.ThrowIfCancellationRequested();
                cancel.WaitHandle.WaitOne(Pause);
            }
        }
    }
}
