using PeakTrade.Data;

namespace PeakTrade.Runs;

/// <summary>Why a folder cannot be written, in a few words.</summary>
internal static class Unwritable
{
    public static string Why(Exception fault)
    {
        if (DiskFull.Caused(fault)) return "the disk is full";
        if (fault is UnauthorizedAccessException) return "there is no permission to write there";
        // "Read-only file system : '/a/b/c'": which of the files it was is our own affair.
        var path = fault.Message.IndexOf(" : '", StringComparison.Ordinal);
        return (path > 0 ? fault.Message[..path] : fault.Message).TrimEnd('.');
    }
}
