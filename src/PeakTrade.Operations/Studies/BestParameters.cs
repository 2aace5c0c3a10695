using PeakTrade.Configuration;

namespace PeakTrade.Operations;

/// <summary>Writes the file with a study's best parameters.</summary>
internal static class BestParameters
{
    /// <summary>Writes it into the folder, which is made where it is missing; returns its path.</summary>
    public static string Write(ParameterStudy study, string folder, TimeProvider clock)
    {
        var time = clock.GetUtcNow().UtcDateTime;
        try
        {
            Directory.CreateDirectory(folder);
            // Studies of several instruments may end within one second; the file's name says the second, so a later one waits for its own in name only.
            for (; ; time = time.AddSeconds(1))
            {
                var path = Path.Combine(folder, BestParametersFile.Name(study.Strategy, time));
                var text = BestParametersFile.Text(study.Strategy, study.Objectives[0], study.TrialCount, study.Seed, study.BestValue, study.BestParameters!, time);
                if (TryWrite(path, text)) return path;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FaultCatalogue.OutputNotWritten.Because($"The best parameters cannot be written to {folder}: {fault.Message}", target: folder, inner: fault);
        }
    }

    private static bool TryWrite(string path, string text)
    {
        if (File.Exists(path)) return false;
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        using var writer = new StreamWriter(file);
        writer.Write(text);
        return true;
    }
}
