using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace PeakTrade.Runs;

/// <summary>
/// Files that are written and not yet on the disk. They are brought there all at once: a file system that keeps a journal writes it once for all who wait at the same
/// time, and once for each of those who come one after the other.
/// </summary>
internal sealed class UnflushedFiles : IDisposable
{
    private const int ThreadStackBytes = 128 * 1024;

    private readonly List<SafeFileHandle> _files = [];

    /// <summary>Takes the file over, and closes it in the end.</summary>
    public void Add(SafeFileHandle file) => _files.Add(file);

    /// <summary>Brings all of them to the disk, not only to the system's cache: the rename that follows must not outlive the content.</summary>
    public void Flush()
    {
        var faults = new Exception?[_files.Count];
        // Threads of our own: they do nothing but wait, and the pool has as few as there are processors.
        var threads = Enumerable.Range(1, Math.Max(0, _files.Count - 1)).Select(at => new Thread(() => Flush(at), ThreadStackBytes) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        if (_files.Count > 0) Flush(0);
        threads.ForEach(thread => thread.Join());
        if (faults.FirstOrDefault(fault => fault is not null) is { } first) ExceptionDispatchInfo.Throw(first);

        void Flush(int at)
        {
            try
            {
                RandomAccess.FlushToDisk(_files[at]);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                faults[at] = fault;
            }
        }
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());
}
