using PeakTrade.Engine;
using PeakTrade.Reports;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Writes the risk report of a run as HTML, Markdown, CSV and JSON.</summary>
public static class WriteRiskReport
{
    /// <summary>All forms, in the order that they are written.</summary>
    public static IReadOnlyList<ReportFormat> AllFormats { get; } = Enum.GetValues<ReportFormat>();

    /// <summary>Writes it beside a benchmark, or beside nothing.</summary>
    public static RiskReportFiles Execute(BacktestResult result, Bars? benchmark, string folder, IReadOnlyList<ReportFormat> formats, bool force, CancellationToken cancel = default) =>
        Execute(result, RiskMarket.Of(result, benchmark), folder, formats, force, cancel);

    /// <summary>Writes it, all files or none. The same run and bars give the same bytes, in any folder.</summary>
    public static RiskReportFiles Execute(BacktestResult result, RiskMarket market, string folder, IReadOnlyList<ReportFormat> formats, bool force, CancellationToken cancel = default)
    {
        using var culture = InvariantScope.Enter();
        var files = (formats.Count == 0 ? AllFormats : [.. formats.Distinct().Order()]).Select(f => (Format: f, Path: Path.Combine(folder, RiskReportFile.NameOf(f)))).ToList();
        foreach (var (_, path) in files)
        {
            if (Directory.Exists(path)) throw FaultCatalogue.OutputNotWritten.Because($"{path} is a folder.", "Name another folder for the report.", target: path);
            if (File.Exists(path) && !force) throw FaultCatalogue.OutputNotWritten.Because($"{path} is there already.", "Use -Force (--force) to replace it.", target: path);
        }

        var report = RiskAnalysis.Of(result, market, cancel);
        var suffix = $".{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (format, path) in files)
            {
                using var file = new FileStream(path + suffix, FileMode.CreateNew, FileAccess.Write);
                RiskReportFile.Write(report, format, file);
            }

            cancel.ThrowIfCancellationRequested();
            foreach (var (_, path) in files) File.Move(path + suffix, path, overwrite: force);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.OutputNotWritten.Because($"The risk report cannot be written to {folder}: {fault.Message}", target: folder, inner: fault);
        }
        finally
        {
            foreach (var (_, path) in files) File.Delete(path + suffix);
        }

        return new RiskReportFiles(report, [.. files.Select(f => new FileInfo(f.Path))]);
    }

    /// <summary>The folder that a run's report goes to where none is named: <c>reports</c> in its own folder.</summary>
    public static string? FolderFor(BacktestResult result) => result.RunPath is { } run ? Path.Combine(run, "reports") : null;

    /// <summary>The folder that the report of a batch's run goes to: <c>risk_report</c> beside its evidence.</summary>
    public static string? FolderFor(BatchRunResult run) =>
        run.BacktestPath is { } evidence && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(evidence)) is { } home ? Path.Combine(home, "risk_report") : run.Result is { } result ? FolderFor(result) : null;

    /// <summary>The run in a folder, or all runs of a run store.</summary>
    public static IEnumerable<Outcome<BacktestResult>> RunsIn(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) throw FaultCatalogue.RunMissing.Because($"There is no folder {folder}.", "Name the folder of a run, or of a run store.", target: folder);
        return RunStore.IsRun(folder) ? [ReadFolder(folder)] : Store(folder, cancel);
    }

    /// <summary>The fault of a thing that there is no risk report of.</summary>
    public static PeakTradeException NoReportOf(object? thing) => thing is BatchRunResult batch
        ? FaultCatalogue.ReportNotAvailable.Because($"Run {batch.RunId} of {batch.BatchName} has no result to report on{(batch.Error is { } why ? $": {why}" : ".")}", "Give runs that succeeded (Where-Object Status -eq success).", target: thing)
        : FaultCatalogue.ReportNotAvailable.Because($"There is no risk report of {(thing is null ? "nothing" : $"a {thing.GetType().Name}")}; a run is wanted.", "Pipe what Invoke-Backtest, Get-RunResult or Invoke-BatchBacktest gives.", target: thing);

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
}

/// <summary>A risk report that was written.</summary>
/// <param name="Report">Its figures.</param>
/// <param name="Files">Its files, in the order of <see cref="ReportFormat"/>.</param>
public sealed record RiskReportFiles(RiskReport Report, IReadOnlyList<FileInfo> Files);
