namespace PeakTrade.Operations;

/// <summary>A kind of report on a run: what it is called, and where it goes where no folder is named.</summary>
/// <param name="Name">Its name in a sentence.</param>
/// <param name="BatchFolder">Its folder beside the evidence of a batch's run.</param>
/// <param name="FreeFolder">Its folder where the user stands, for a run that is stored nowhere.</param>
public sealed record ReportKind(string Name, string BatchFolder, string FreeFolder)
{
    /// <summary>The page of a run.</summary>
    public static ReportKind Run { get; } = new("page", "reports", "run_report");

    /// <summary>How a run can lose, and how it did.</summary>
    public static ReportKind Risk { get; } = new("risk report", "risk_report", "risk_report");

    /// <summary>What trading cost a run.</summary>
    public static ReportKind Tca { get; } = new("transaction-cost report", "tca", "tca_report");

    /// <summary>Several runs side by side.</summary>
    public static ReportKind Comparison { get; } = new("comparison", "comparison", "comparison");

    /// <summary>The folder in which a stored run keeps its reports; null where the run is not stored.</summary>
    public static string? FolderOf(BacktestResult result) => result.RunPath is { } run ? Path.Combine(run, "reports") : null;

    /// <summary>The folder beside the evidence of a batch's run; null where it has none.</summary>
    public string? FolderOf(BatchRunResult run) =>
        run.BacktestPath is { } evidence && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(evidence)) is { } home ? Path.Combine(home, BatchFolder) : run.Result is { } result ? FolderOf(result) : null;

    /// <summary>The fault of a thing that there is no such report of.</summary>
    public PeakTradeException NoReportOf(object? thing) => thing is BatchRunResult batch
        ? FaultCatalogue.ReportNotAvailable.Because($"Run {batch.RunId} of {batch.BatchName} has no result to report on{(batch.Error is { } why ? $": {why}" : ".")}", "Give runs that succeeded (Where-Object Status -eq success).", target: thing)
        : FaultCatalogue.ReportNotAvailable.Because($"There is no {Name} of {(thing is null ? "nothing" : $"an object of type {thing.GetType().Name}")}; a run is wanted.", "Pipe what Invoke-Backtest, Get-RunResult or Invoke-BatchBacktest gives.", target: thing);
}
