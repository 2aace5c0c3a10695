namespace PeakTrade.Configuration;

/// <summary>
/// Reads a run's configuration: the file, with the overrides of a door laid over it, through one typed reader and one
/// validator. Everything that is wrong comes at once, in one <see cref="FaultCatalogue.ConfigInvalid"/>.
/// </summary>
public static class ConfigReader
{
    private const int MaxFileBytes = 10 * 1024 * 1024;

    /// <summary>Every key there is, in the order of the documentation; <c>&lt;name&gt;</c> stands for names of the user's own.</summary>
    public static IReadOnlyList<string> KnownKeys { get; } = FindKnownKeys();

    /// <summary>
    /// Reads a text, or nothing but defaults where it is null. Overrides are dotted keys such as <c>backtest.fee_bps</c>;
    /// a later one wins, and a null takes a setting back to its default.
    /// </summary>
    public static RunConfig Read(string? tomlText, string? fileName, IEnumerable<KeyValuePair<string, object?>> overrides)
    {
        var table = TomlReader.Parse(tomlText ?? "", fileName);
        var reading = new Reading(fileName);
        Overrides.Lay(table, overrides, reading);
        var config = RunConfigReader.Read(table, reading);
        reading.Close();
        return config with { SourceText = tomlText };
    }

    /// <summary>Reads a file. Paths inside it stay as they are written; whoever opens them resolves them.</summary>
    public static RunConfig ReadFile(string path, IEnumerable<KeyValuePair<string, object?>> overrides) =>
        Read(TomlReader.Decode(ReadBytes(path), path), path, overrides);

    internal static byte[] ReadBytes(string path, int maxBytes = MaxFileBytes, string what = "configuration")
    {
        var place = new Place(path);
        if (Directory.Exists(path)) throw FaultCatalogue.ConfigUnreadable.Because("It is a directory.", $"Name the {what} file in it.", place, path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.CanSeek && file.Length > maxBytes) throw TooLarge();
            var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            // Counted while reading: what a device or a pipe holds is not known before.
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > maxBytes) throw TooLarge();
            }

            return bytes.ToArray();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FaultCatalogue.ConfigMissing.Because("There is no such file.", "Check the path.", place, path, missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw FaultCatalogue.ConfigUnreadable.Because($"It cannot be read: {unreadable.Message}", "", place, path, unreadable);
        }

        PeakTradeException TooLarge() =>
            FaultCatalogue.ConfigUnreadable.Because($"It is larger than {maxBytes >> 20} MB, which no {what} is.", $"Check that it is the {what} and not a data file.", place, path);
    }

    private static IReadOnlyList<string> FindKnownKeys()
    {
        var reading = new Reading(null);
        RunConfigReader.Read(new TomlTable(), reading);
        return reading.KnownKeys;
    }
}
