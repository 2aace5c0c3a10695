namespace PeakTrade.Data;

/// <summary>Knows a full disk by what it makes fail, on any system.</summary>
public static class DiskFull
{
    /// <summary>Whether a fault, or what caused it, says that a disk or a quota is full.</summary>
    public static bool Caused(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            // ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows; DuckDB has the system's words only.
            if (fault is IOException && fault.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027)) return true;
            if (fault.Message.Contains("No space left", StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
