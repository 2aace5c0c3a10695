using System.Runtime.InteropServices;

namespace PeakTrade.Data.Lake;

/// <summary>Has the system write a file, or a folder's entries, to the disk before anything that relies on them.</summary>
internal static partial class Durable
{
    public static void File(string path)
    {
        using var file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Names that were given or taken in a folder. Windows writes those in order by itself.</summary>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(path, 0);
        if (folder < 0) throw new IOException($"{path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
        var state = Sync(folder);
        var why = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(folder);
        // Some network file systems know no fsync of a folder (EINVAL), and are then as durable as they are.
        if (state != 0 && Marshal.GetLastPInvokeError() != 22) throw new IOException($"{path} cannot be written to the disk: {why}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
