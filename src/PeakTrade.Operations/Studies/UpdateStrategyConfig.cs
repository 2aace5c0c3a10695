using PeakTrade.Configuration;

namespace PeakTrade.Operations;

/// <summary>What a configuration file would become.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its new text.</param>
/// <param name="Diff">What is different, line by line; empty where nothing is.</param>
public sealed record ConfigChange(string Path, string Text, string Diff);

/// <summary>Writes a study's best parameters into a configuration file; comments and layout stay.</summary>
public static class UpdateStrategyConfig
{
    /// <summary>Throws where there is no file to update; better before a long search than after it.</summary>
    public static string Check(string? path) => path ?? throw FaultCatalogue.ArgumentInvalid.Because("There is no configuration file to update.", "Name one (-Config, --config).");

    /// <summary>What the file would become with the best parameters of the one study that was made.</summary>
    public static ConfigChange Plan(string? path, params IReadOnlyList<ParameterStudy> studies)
    {
        using var culture = InvariantScope.Enter();
        if (path is null) throw FaultCatalogue.ArgumentInvalid.Because("There is no configuration file to update.", "Name one (-Config, --config).");
        if (studies is not [var study])
            throw FaultCatalogue.ArgumentInvalid.Because($"{path} was not changed: it holds one set of parameters, and there are {studies.Count} studies: {string.Join(", ", studies.Select(s => s.Name))}.", "Study one instrument at a time, or write the parameters by hand.", target: path);
        if (study.BestParameters is not { } best) throw FaultCatalogue.StudyNoBest.Because($"{study.Name} has no best parameters to write into {path}.", target: study.Name);
        var old = Read(path);
        var values = best.Select(p => ($"strategy.{study.Strategy}.{p.Key}", p.Value)).ToList();
        var text = TomlEdit.Set(old, values);
        return new ConfigChange(path, text, TextDiff.Unified(old, text, Path.GetFileName(path)));
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public static void Write(ConfigChange change)
    {
        if (change.Diff.Length == 0) return;
        var beside = $"{change.Path}.{Guid.NewGuid():n}.tmp";
        try
        {
            File.WriteAllText(beside, change.Text);
            File.Move(beside, change.Path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw FaultCatalogue.OutputNotWritten.Because($"{change.Path} cannot be written: {fault.Message}", target: change.Path, inner: fault);
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.ConfigUnreadable.Because($"{path} cannot be read: {fault.Message}", target: path, inner: fault);
        }
    }
}
