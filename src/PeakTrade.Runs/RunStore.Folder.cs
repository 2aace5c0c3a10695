namespace PeakTrade.Runs;

public sealed partial class RunStore
{
    /// <summary>Whether a folder holds a run's receipt.</summary>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, RunFiles.Receipt));

    /// <summary>The run in a folder, whatever the folder is called: that of a batch is named by its place in the batch.</summary>
    public static BacktestResult ReadFolder(string folder)
    {
        var receipt = Receipt.Read(Path.Combine(folder, RunFiles.Receipt));
        return StatsFile.Read(Path.Combine(folder, RunFiles.Stats), new StoredRunDetails(folder)) with { Path = receipt.DataPath, RunId = receipt.RunId, RunPath = folder, FinishedAt = receipt.Finished };
    }

    /// <summary>A run's normalised configuration; null where the folder holds none.</summary>
    public static string? ReadConfig(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, RunFiles.ConfigJson));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
