namespace PeakTrade.Runs;

/// <summary>Faults of stored runs that cannot be read.</summary>
internal static class Damage
{
    /// <summary>What the fault of a run's file is; the run's folder is the target.</summary>
    public static PeakTradeException Of(string file, string what, int row = 0, int column = 0, Exception? inner = null) =>
        FaultCatalogue.RunDamaged.Because(what, place: new(file, row, column), target: Path.GetDirectoryName(file), inner: inner);

    /// <summary>The fault of a file that the system would not hand over.</summary>
    public static PeakTradeException Unreadable(string file, Exception cause) => Of(file, cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => "the file is missing.",
        UnauthorizedAccessException when Directory.Exists(file) => "a folder lies where the file should be.",
        UnauthorizedAccessException => "there is no permission to read it.",
        _ => $"it cannot be read: {cause.Message}",
    }, inner: cause);
}
