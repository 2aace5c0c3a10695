using System.Text;
using PeakTrade.Engine;
using PeakTrade.Reports;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Writes what trading cost a run: a page, Markdown, tables and JSON, all of them or none.</summary>
public static class WriteTcaReport
{
    /// <summary>Measures a run's costs and writes the report of them, all files or none; every form where none is named. The same run and inputs give the same bytes, in any folder.</summary>
    public static TcaReportFiles Execute(BacktestResult result, TcaInputs inputs, string folder, IReadOnlyList<ReportFormat> formats, bool force, CancellationToken cancel = default)
    {
        using var culture = InvariantScope.Enter();
        var report = TcaAnalysis.Of(result, inputs);
        cancel.ThrowIfCancellationRequested();
        return new TcaReportFiles(report, Write(report, folder, formats, force));
    }

    /// <summary>The folder that a run's report goes to where none is named: <c>reports</c> in its own folder.</summary>
    public static string? FolderFor(BacktestResult result) => result.RunPath is { } run ? Path.Combine(run, "reports") : null;

    /// <summary>The folder that the report of a batch's run goes to: <c>tca</c> beside its evidence.</summary>
    public static string? FolderFor(BatchRunResult run) =>
        run.BacktestPath is { } evidence && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(evidence)) is { } home ? Path.Combine(home, "tca") : run.Result is { } result ? FolderFor(result) : null;

    /// <summary>The run in a folder, or all runs of a run store.</summary>
    public static IEnumerable<Outcome<BacktestResult>> RunsIn(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) throw FaultCatalogue.RunMissing.Because($"There is no folder {folder}.", "Name the folder of a run, or of a run store.", target: folder);
        return File.Exists(Path.Combine(folder, "run.json")) ? [ReadFolder(folder)] : Store(folder, cancel);
    }

    /// <summary>The fault of a thing that there is no such report of.</summary>
    public static PeakTradeException NoReportOf(object? thing) => thing is BatchRunResult batch
        ? FaultCatalogue.ReportNotAvailable.Because($"Run {batch.RunId} of {batch.BatchName} has no result to report on{(batch.Error is { } why ? $": {why}" : ".")}", "Give runs that succeeded (Where-Object Status -eq success).", target: thing)
        : FaultCatalogue.ReportNotAvailable.Because($"There is no transaction-cost report of {(thing is null ? "nothing" : $"a {thing.GetType().Name}")}; a run is wanted.", "Pipe what Invoke-Backtest, Get-RunResult or Invoke-BatchBacktest gives.", target: thing);

    private static IEnumerable<Outcome<BacktestResult>> Store(string folder, CancellationToken cancel)
    {
        var any = false;
        foreach (var run in new RunStore(folder).Find(new RunQuery(), cancel))
        {
            any = true;
            yield return run;
        }

        if (!any) yield return new(null, FaultCatalogue.RunMissing.Because($"{folder} holds no run: neither a receipt (run.json) nor folders of runs.", "Name the folder of a run, or of a run store.", target: folder));
    }

    private static Outcome<BacktestResult> ReadFolder(string folder)
    {
        try
        {
            return new(RunStore.ReadFolder(folder), null);
        }
        catch (PeakTradeException fault)
        {
            return new(null, fault);
        }
    }

    private static List<FileInfo> Write(TcaReport report, string folder, IReadOnlyList<ReportFormat> formats, bool force)
    {
        var files = Files.Where(file => formats.Count == 0 || formats.Contains(file.Format)).ToList();
        if (File.Exists(folder)) throw FaultCatalogue.OutputNotWritten.Because($"{folder} is a file, and a folder is wanted.", "Name a folder.", target: folder);
        foreach (var (_, name, _) in files)
        {
            var path = Path.Combine(folder, name);
            if (Directory.Exists(path)) throw FaultCatalogue.OutputNotWritten.Because($"{path} is a folder.", "Name another folder for the report.", target: path);
            if (File.Exists(path) && !force) throw FaultCatalogue.OutputNotWritten.Because($"{path} is there already.", "Use -Force (--force) to replace it.", target: path);
        }

        var temporary = Path.Combine(folder, $".tmp-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(temporary);
            foreach (var (_, name, write) in files)
            {
                using var file = new StreamWriter(Path.Combine(temporary, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
                write(report, file);
            }

            Publish(temporary, folder, [.. files.Select(file => file.Name)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.OutputNotWritten.Because($"The report cannot be written to {folder}: {fault.Message}", target: folder, inner: fault);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }

        return files.ConvertAll(file => new FileInfo(Path.Combine(folder, file.Name)));
    }

    private static readonly (ReportFormat Format, string Name, Action<TcaReport, TextWriter> Write)[] Files =
    [
        (ReportFormat.Html, "tca_report.html", TcaPage.Write), (ReportFormat.Markdown, "tca_report.md", TcaMarkdown.Write), (ReportFormat.Csv, "tca_summary.csv", TcaTables.WriteSummary),
        (ReportFormat.Csv, "tca_fills.csv", TcaTables.WriteFills), (ReportFormat.Json, "tca_report.json", TcaJson.Write),
    ];

    // All are whole before the first is moved; where a move fails, those before it are taken back, and what they replaced is there again.
    private static void Publish(string temporary, string folder, IReadOnlyList<string> names)
    {
        var done = new List<string>();
        try
        {
            foreach (var name in names)
            {
                var path = Path.Combine(folder, name);
                if (File.Exists(path)) File.Move(path, Replaced(name));
                done.Add(name);
                File.Move(Path.Combine(temporary, name), path);
            }
        }
        catch
        {
            foreach (var name in done)
            {
                File.Delete(Path.Combine(folder, name));
                if (File.Exists(Replaced(name))) File.Move(Replaced(name), Path.Combine(folder, name));
            }

            throw;
        }

        string Replaced(string name) => Path.Combine(temporary, $"{name}.replaced");
    }
}

/// <summary>A report that was written.</summary>
/// <param name="Report">What it says.</param>
/// <param name="Files">Its files.</param>
public sealed record TcaReportFiles(TcaReport Report, IReadOnlyList<FileInfo> Files);
