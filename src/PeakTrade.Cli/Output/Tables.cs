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

    private static object Schema(Parameter parameter) => new { parameter.Name, Kind = parameter.KindName, parameter.Default, parameter.Low, parameter.High, parameter.Choices, parameter.Description };
}
