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
        new("Ambiguous", r => $"{r.AmbiguousBars}", IsNumber: true),
        new("RunId", r => r.RunId is { } id ? $"{id}"[..8] : ""));

    public static Table<RegisteredStrategy> Strategies { get; } = new(
        new("Key", s => s.Key),
        new("Source", s => s.Source),
        new("Parameters", s => string.Join(' ', s.Parameters.Select(p => $"{p.Name}={p.Default}"))),
        new("Description", s => s.Description));

    public static Table<Parameter> Parameters { get; } = new(
        new("Name", p => p.Name),
        new("Kind", p => p.KindName),
        new("Default", p => $"{p.Default}", IsNumber: true),
        new("Range", p => p.Range),
        new("Description", p => p.Description));

    public static Table<LookAheadReport> Proofs { get; } = new(
        new("Strategy", r => r.Strategy),
        new("Passed", r => r.Passed ? "yes" : "NO"),
        new("Cuts", r => $"{r.Cuts}", IsNumber: true),
        new("FirstBar", r => $"{r.FirstBar}", IsNumber: true),
        new("Message", r => r.Message));

    public static Table<SampleFile> Files { get; } = new(
        new("Symbol", f => f.Symbol),
        new("Bars", f => $"{f.Bars}", IsNumber: true),
        new("Path", f => f.Path));
}
