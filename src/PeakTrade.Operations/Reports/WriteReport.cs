using System.Text;
using PeakTrade.Reports;

namespace PeakTrade.Operations;

/// <summary>Writes the page of a study: one HTML file that needs nothing else.</summary>
public static class WriteReport
{
    /// <summary>Writes it, whole or not at all.</summary>
    public static FileInfo Execute(ParameterStudy study, string path, bool force)
    {
        using var culture = InvariantScope.Enter();
        if (Directory.Exists(path)) throw FaultCatalogue.OutputNotWritten.Because($"{path} is a folder.", "Name a file.", target: path);
        if (File.Exists(path) && !force) throw FaultCatalogue.OutputNotWritten.Because($"{path} is there already.", "Use -Force (--force) to replace it.", target: path);

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            using (var file = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))) StudyReport.Write(study, file);
            File.Move(temporary, path, overwrite: force);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.OutputNotWritten.Because($"{path} cannot be written: {fault.Message}", target: path, inner: fault);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }

        return new FileInfo(path);
    }

    /// <summary>The file that a study's page goes to where none is named: its name, without what a file's name may not hold.</summary>
    public static string FileFor(ParameterStudy study)
    {
        var name = string.Concat(study.Name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_')).Trim(' ', '.');
        return (name.Length > 0 ? name : "study") + ".html";
    }

    /// <summary>The fault of a thing that there is no page of.</summary>
    public static PeakTradeException NoPageOf(object? thing) => thing is BatchRunResult ? ReportKind.Run.NoReportOf(thing) : FaultCatalogue.ReportNotAvailable.Because(
        $"There is no page of {(thing is null ? "nothing" : $"an object of type {thing.GetType().Name}")}; a run or a ParameterStudy is wanted.",
        "Pipe what Invoke-Backtest, Get-RunResult, Invoke-BatchBacktest, Start-ParameterStudy or Get-ParameterStudy gives.", target: thing);
}
