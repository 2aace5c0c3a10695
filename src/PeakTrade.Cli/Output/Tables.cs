using PeakTrade.Cli.Commands;
using PeakTrade.Engine;

namespace PeakTrade.Cli.Output;

/// <summary>The tables a person reads.</summary>
internal static class Tables
{
    public static Table<BacktestResult> Results { get; } = new(
        new("Symbol", r => r.Symbol),
        new("Strategy", r => r.Strategy),
        new("Return", r => Shown.Percent(r.TotalReturn), IsNumber: true),
        new("Sharpe", r => Shown.Number(r.Sharpe), IsNumber: true),
        new("MaxDrawdown", r => Shown.Percent(r.MaxDrawdown), IsNumber: true),
        new("Trades", r => $"{r.Trades}", IsNumber: true),
        new("Ambiguous", r => $"{r.AmbiguousBars}", IsNumber: true, Quiet: "0"),
        new("RunId", r => r.RunId is { } id ? $"{id}"[..8] : "", Quiet: ""));

    /// <summary>As they come from the store, where the time tells one run from another.</summary>
    public static Table<BacktestResult> Runs { get; } = new(
        new("Finished", r => Shown.Minute(r.FinishedAt), Spare: true),
        new("Symbol", r => r.Symbol),
        new("Strategy", r => r.Strategy),
        new("Return", r => Shown.Percent(r.TotalReturn), IsNumber: true),
        new("Sharpe", r => Shown.Number(r.Sharpe), IsNumber: true),
        new("MaxDrawdown", r => Shown.Percent(r.MaxDrawdown), IsNumber: true),
        new("Trades", r => $"{r.Trades}", IsNumber: true),
        new("RunId", r => $"{r.RunId}"[..8]));

    public static Table<RunCheck> RunChecks { get; } = new(
        new("RunId", c => $"{c.RunId}" is { Length: > 8 } id ? id[..8] : ""),
        new("Symbol", c => c.Symbol ?? "", Spare: true),
        new("Strategy", c => c.Strategy ?? "", Spare: true),
        new("Status", c => $"{c.Status}"),
        new("Moved", c => string.Join(", ", c.Moved), Quiet: ""),
        new("Findings", c => string.Join(' ', c.Findings.Where((f, at) => f.Kind != RunFindingKind.Result || at == 0 || c.Findings[at - 1].Kind != RunFindingKind.Result)), Quiet: ""));

    public static Table<(RunCheck Run, RunFinding Finding)> RunFindings { get; } = new(
        new("RunId", f => $"{f.Run.RunId}" is { Length: > 8 } id ? id[..8] : ""),
        new("Kind", f => $"{f.Finding.Kind}"),
        new("What", f => f.Finding.What),
        new("Line", f => $"{f.Finding.Line}", IsNumber: true, Quiet: ""),
        new("Message", f => f.Finding.Message))
    {
        Json = f => new { f.Run.RunId, f.Run.RunPath, f.Finding.Kind, f.Finding.What, f.Finding.Line, f.Finding.Expected, f.Finding.Found, f.Finding.Message },
    };

    public static Table<BatchRunResult> BatchRuns { get; } = new(
        new("RunId", r => r.RunId),
        new("Status", r => $"{r.Status}"),
        new("Seconds", r => Shown.Number(r.RuntimeSec), IsNumber: true, Spare: true),
        new("FinalPf", r => Shown.Number(r.FinalPf), IsNumber: true),
        new("Sharpe", r => Shown.Number(r.Sharpe), IsNumber: true),
        new("MaxDrawdown", r => Shown.Percent(r.MaxDrawdown), IsNumber: true),
        new("Trades", r => $"{r.Trades}", IsNumber: true),
        new("ErrorId", r => r.ErrorId ?? "", Quiet: ""))
    {
        // The figures of the whole result stand in the run's stats.json.
        Json = r => new
        {
            r.BatchName, r.RunId, r.Status, r.RuntimeSec, r.Strategy, r.BundlePath, r.StartDate, r.EndDate, r.FinalPf, r.TotalReturn, r.Sharpe, r.MaxDrawdown, r.Trades,
            r.BacktestPath, r.RiskReportPath, r.TcaReportPath, r.ProfilePath, r.Profile, r.ErrorId, r.Error,
        },
    };

    public static Table<WaitingRun> WaitingRuns { get; } = new(
        new("Since", r => Shown.Minute(r.Since)),
        new("Name", r => r.Name),
        new("Address", r => r.Address),
        new("Experiment", r => r.Experiment, Spare: true),
        new("Entries", r => $"{r.Entries}", IsNumber: true),
        new("Refusal", r => r.Refusal ?? "", Quiet: ""));

    public static Table<BatchPlanRun> BatchPlans { get; } = new(
        new("RunId", r => r.RunId),
        new("Action", r => $"{r.Action}"),
        new("Strategy", r => r.Strategy ?? "", Spare: true),
        new("StartDate", r => r.StartDate ?? "", Spare: true),
        new("EndDate", r => r.EndDate ?? "", Spare: true),
        new("Symbols", r => $"{r.Symbols}", IsNumber: true),
        new("Bars", r => $"{r.Bars}", IsNumber: true),
        new("Seconds", r => Shown.Number(r.EstimatedSec), IsNumber: true),
        new("Error", r => r.Error ?? "", Quiet: ""));

    /// <summary>Profiles, which are written as JSON only; a person reads <see cref="Stages"/>.</summary>
    public static Table<RunProfile> Profiles { get; } = new();

    public static Table<(RunProfile Run, StageProfile Stage)> Stages { get; } = new(
        new("Run", s => s.Run.Run),
        new("Stage", s => $"{s.Stage.Stage}"),
        new("Seconds", s => Shown.Microseconds(s.Stage.Seconds), IsNumber: true),
        new("Share", s => Shown.Percent(s.Stage.Share), IsNumber: true),
        new("MB", s => Shown.Number(s.Stage.AllocatedBytes / 1e6), IsNumber: true),
        new("Calls", s => $"{s.Stage.Calls}", IsNumber: true));

    public static Table<ParameterStudy> Studies { get; } = new(
        new("Study", s => s.Name),
        new("Trials", s => $"{s.TrialCount}", IsNumber: true),
        new("Pruned", s => $"{s.Pruned}", IsNumber: true, Quiet: "0"),
        new("Failed", s => $"{s.Failed}", IsNumber: true, Quiet: "0"),
        new("Objective", s => string.Join(", ", s.Objectives)),
        new("Best", s => Shown.Number(s.BestValue), IsNumber: true),
        new("Sampler", s => s.Sampler),
        new("Deflated", s => Shown.Percent(s.Overfitting?.DeflatedSharpe), IsNumber: true, Quiet: ""),
        new("Overfit", s => Shown.Percent(s.Overfitting?.BacktestOverfitting), IsNumber: true, Quiet: ""));

    public static Table<StudyTrial> Trials { get; } = new(
        new("Study", t => t.Study, Spare: true),
        new("Number", t => $"{t.Number}", IsNumber: true),
        new("State", t => $"{t.State}"),
        new("Value", t => string.Join(", ", t.Values.Select(v => Shown.Number(v))), IsNumber: true),
        new("Parameters", t => $"{t.Parameters}"),
        new("Steps", t => $"{t.Steps.Count}", IsNumber: true, Quiet: "0"),
        new("SameAs", t => $"{t.SameAs}", IsNumber: true, Quiet: ""),
        new("Error", t => t.Error ?? "", Quiet: ""));

    public static Table<WalkForwardResult> WalkForwards { get; } = new(
        new("Symbol", r => r.Symbol ?? ""),
        new("Strategy", r => r.Strategy),
        new("Folds", r => $"{r.Folds.Count}", IsNumber: true),
        new("Return", r => Shown.Percent(r.TotalReturn), IsNumber: true),
        new("Sharpe", r => Shown.Number(r.Sharpe), IsNumber: true),
        new("MaxDrawdown", r => Shown.Percent(r.MaxDrawdown), IsNumber: true),
        new("Trades", r => $"{r.Trades}", IsNumber: true),
        new("Efficiency", r => Shown.Percent(r.Efficiency), IsNumber: true));

    public static Table<WalkForwardFold> Folds { get; } = new(
        new("Fold", f => $"{f.Number}", IsNumber: true),
        new("TestStart", f => Shown.Minute(new DateTimeOffset(f.TestStart))),
        new("TestEnd", f => Shown.Minute(new DateTimeOffset(f.TestEnd))),
        new("InSample", f => Shown.Number(f.InSample), IsNumber: true),
        new("OutOfSample", f => Shown.Number(f.OutOfSample), IsNumber: true),
        new("Return", f => Shown.Percent(f.OutOfSampleReturn), IsNumber: true),
        new("Trades", f => $"{f.OutOfSampleTrades}", IsNumber: true),
        new("Parameters", f => f.BestParameters is { } best ? $"{best}" : f.Error ?? ""));

    public static Table<ReportFile> Reports { get; } = new(
        new("Study", r => r.Study),
        new("Path", r => r.Path));

    public static Table<ComparisonFile> Comparisons { get; } = new(
        new("Runs", c => $"{c.Runs}", IsNumber: true),
        new("Path", c => c.Path));

    public static Table<RunReportRow> RunReports { get; } = new(
        new("RunId", r => r.RunId[..8]),
        new("Symbol", r => r.Symbol),
        new("Strategy", r => r.Strategy),
        new("Path", r => r.Path));

    public static Table<RemovedRun> RemovedRuns { get; } = new(
        new("RunId", r => $"{r.RunId:D}"[..8]),
        new("Strategy", r => r.Strategy ?? ""),
        new("Symbol", r => r.Symbol ?? "", Spare: true),
        new("Finished", r => Shown.Minute(r.FinishedAt)),
        new("Bytes", r => $"{r.Bytes}", IsNumber: true));

    /// <summary>The same before they go: what their files hold is not known yet.</summary>
    public static Table<RemovedRun> RunsToRemove { get; } = new(
        new("RunId", r => $"{r.RunId:D}"[..8]),
        new("Strategy", r => r.Strategy ?? ""),
        new("Symbol", r => r.Symbol ?? "", Spare: true),
        new("Finished", r => Shown.Minute(r.FinishedAt)))
    {
        Json = r => new { r.RunId, r.Strategy, r.Symbol, r.FinishedAt, r.RunPath },
    };

    public static Table<KeptRun> KeptRuns { get; } = new(
        new("RunId", r => $"{r.RunId:D}"[..8]),
        new("Kept", r => r.IsKept ? "yes" : "no"),
        new("Reason", r => r.Reason, Quiet: ""));

    public static Table<RunComparisonRow> Comparison(RunComparison comparison) => new(
        [new("Kind", r => $"{r.Kind}"), new("Name", r => r.Name), new("*", r => r.Differs ? "*" : ""),
        .. comparison.Runs.Select((run, i) => new Column<RunComparisonRow>(run.Name, r => r.Cells[i], IsNumber: true))])
    {
        Json = r => new
        {
            r.Kind, r.Name, r.Differs, Best = r.Best is { } best ? comparison.Runs[best].Name : null,
            Values = comparison.Runs.Select((run, i) => (run.Name, Value: r.Values[i])).ToDictionary(cell => cell.Name, cell => cell.Value),
        },
    };

    public static Table<RegisteredStrategy> Strategies { get; } = new(
        new("Key", s => s.Key),
        new("Source", s => s.Source),
        new("Description", s => s.Description))
    {
        Json = s => new { s.Key, s.Source, s.Description, Parameters = s.Parameters.Select(Schema), Relations = s.Info.Relations.Select(r => $"{r}") },
    };

    public static Table<Parameter> Parameters { get; } = new(
        new("Name", p => p.Name),
        new("Kind", p => p.KindName),
        new("Default", p => Shown.Value(p.Default), IsNumber: true),
        new("Range", p => p.Range),
        new("Description", p => p.Description))
    {
        Json = Schema,
    };

    public static Table<LookAheadReport> Proofs { get; } = new(
        new("Strategy", r => r.Strategy),
        new("Passed", r => r.Passed ? "yes" : "NO"),
        new("Cuts", r => $"{r.Cuts}", IsNumber: true),
        new("Message", r => r.Message));

    public static Table<FactorPanel> Panels { get; } = new(
        new("Factor", p => p.Factor),
        new("Symbols", p => $"{p.Symbols.Count}", IsNumber: true),
        new("Times", p => $"{p.Count}", IsNumber: true),
        new("From", p => Shown.Minute(p.From)),
        new("To", p => Shown.Minute(p.To)),
        new("Cached", p => p.Cached ? "yes" : "no"),
        new("Key", p => p.Key.Length > 8 ? p.Key[..8] : "", Quiet: ""));

    /// <summary>A panel's rows, which are written as JSON only.</summary>
    public static Table<(FactorPanel Panel, int Row)> PanelRows { get; } = new()
    {
        Json = r => new { r.Panel.Factor, Time = r.Panel.TimeAt(r.Row), Values = r.Panel.Symbols.Select((symbol, column) => KeyValuePair.Create(symbol, Number(r.Panel[r.Row, column]))).ToDictionary() },
    };

    public static Table<SampleFile> Files { get; } = new(
        new("Symbol", f => f.Symbol),
        new("Bars", f => $"{f.Bars}", IsNumber: true),
        new("Path", f => f.Path));

    public static Table<LakeImportResult> Imports { get; } = new(
        new("Symbol", r => r.Symbol),
        new("Bars", r => $"{r.Rows}", IsNumber: true),
        new("Added", r => $"{r.Added}", IsNumber: true),
        new("Unchanged", r => $"{r.Unchanged}", IsNumber: true),
        new("Replaced", r => $"{r.Replaced}", IsNumber: true, Quiet: "0"),
        new("From", r => Shown.Minute(new DateTimeOffset(r.From))),
        new("To", r => Shown.Minute(new DateTimeOffset(r.To))));

    public static Table<MarketDataReport> DataReports { get; } = new(
        new("Symbol", r => r.Symbol),
        new("Bars", r => $"{r.Bars}", IsNumber: true),
        new("Interval", r => Shown.Span(r.Interval)),
        new("Gaps", r => $"{r.Gaps}", IsNumber: true, Quiet: ""),
        new("Outliers", r => $"{r.Outliers}", IsNumber: true, Quiet: ""),
        new("ZeroVolume", r => $"{r.ZeroVolume}", IsNumber: true, Quiet: ""),
        new("Duplicates", r => $"{r.Duplicates}", IsNumber: true, Quiet: ""),
        new("Unsorted", r => $"{r.Unsorted}", IsNumber: true, Quiet: ""),
        new("BadRows", r => $"{r.BadRows}", IsNumber: true, Quiet: ""),
        new("TimezoneDoubts", r => $"{r.TimezoneDoubts}", IsNumber: true, Quiet: ""));

    public static Table<MarketDataFinding> Findings { get; } = new(
        new("Symbol", f => f.Symbol),
        new("Kind", f => $"{f.Kind}"),
        new("Row", f => $"{f.Row}", IsNumber: true, Quiet: ""),
        new("Time", f => Shown.Minute(f.Time), Quiet: ""),
        new("Message", f => f.Message));

    // JSON knows no infinities either.
    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    private static object Schema(Parameter parameter) => new { parameter.Name, Kind = parameter.KindName, parameter.Default, parameter.Low, parameter.High, parameter.Choices, parameter.Description };
}
