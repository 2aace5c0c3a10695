using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Factors;

/// <summary>
/// Panels that were computed before, a Parquet file each: <c>(factor)/(key).parquet</c>. It is a cache: any of it may be deleted at any time, and nothing of it is ever an
/// error. What it does with a panel it says to the caller, in words.
/// </summary>
public sealed class FactorStore(string folder)
{
    /// <summary>Why nothing can be stored here; null where it can.</summary>
    public static string? Unavailable => DuckDbLibrary.Here.IsAvailable ? null : "DuckDB's library is not there: panels are computed each time";

    /// <summary>Whether there is a panel of that key, which may be damaged.</summary>
    public bool Holds(string factor, string key) => File.Exists(FileOf(factor, key));

    /// <summary>The panel of that key; null where it is not stored, or is damaged, which is said.</summary>
    public FactorPanel? Load(string factor, string key, Action<string> say, CancellationToken cancel)
    {
        var file = FileOf(factor, key);
        if (!File.Exists(file)) return null;
        try
        {
            return PanelFile.Read(file, factor, key, cancel);
        }
        catch (Exception damage) when (damage is PeakTradeException or InvalidDataException or IOException or UnauthorizedAccessException or OverflowException or ArgumentException)
        {
            say($"The stored panel {file} cannot be used and is computed again: {damage.Message}");
            return null;
        }
    }

    /// <summary>Stores a panel under its key. Two at once do no harm: each writes a file of its own, and the last of them stays.</summary>
    public void Save(FactorPanel panel, Action<string> say, CancellationToken cancel)
    {
        var file = FileOf(panel.Factor, panel.Key);
        if (NotStorable(panel) is { } why)
        {
            say($"{panel.Factor} is not stored: {why}.");
            return;
        }

        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            PanelFile.Write(temporary, panel, cancel);
            File.Move(temporary, file, overwrite: true);
            say($"Stored {panel.Factor} as {file}.");
        }
        catch (Exception fault) when (fault is PeakTradeException or IOException or UnauthorizedAccessException)
        {
            say($"{panel.Factor} is not stored: {fault.Message}");
        }
        finally
        {
            Remove(temporary);
        }
    }

    private string FileOf(string factor, string key) => Path.Combine(folder, factor, $"{key}.parquet");

    // Times are stored in microseconds, and instruments beside their values.
    private static string? NotStorable(FactorPanel panel)
    {
        if (panel.Count == 0 || panel.Symbols.Count == 0) return "it holds no value";
        foreach (var ticks in panel.UtcTicks)
        {
            if (ticks % TimeSpan.TicksPerMicrosecond != 0) return $"the time {new DateTime(ticks, DateTimeKind.Utc):O} is finer than a microsecond";
        }

        return null;
    }

    private static void Remove(string temporary)
    {
        try
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A leftover that nobody reads; the panel is there all the same.
        }
    }
}
