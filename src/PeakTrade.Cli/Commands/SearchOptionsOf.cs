using System.CommandLine;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary>What every command takes that searches parameters.</summary>
internal static class SearchOptionsOf
{
    public static readonly Option<long?> Seed = new("--seed") { Description = "The same seed gives the same trials. [default: [backtest] seed]", HelpName = "number", CustomParser = Given.Whole<long>() };
    public static readonly Option<string[]> Objectives = new("--objective", "-o") { Description = "What to search the best of: a figure such as sharpe or max_drawdown. May be given again. [default: sharpe]", HelpName = "figure" };
    public static readonly Option<StudyDirection[]> Directions = new("--direction") { Description = "Which way each objective is better: maximize or minimize. [default: as the figure's nature says]", HelpName = "way", CustomParser = Given.OneOf<StudyDirection> };
    public static readonly Option<string?> Sampler = new("--sampler") { Description = "Who chooses the parameters; options in brackets: tpe(startup=20). [default: auto]", HelpName = "name" };
    public static readonly Option<string[]> Space = new("--space") { Description = "Narrows or widens what is searched: fast_window='5..40 step 5'. May be given again.", HelpName = "name=range" };
    public static readonly Option<string[]> Fixed = new("--fix", "-p") { Description = "A parameter that every trial gets as it is. May be given again.", HelpName = "name=value" };
    public static readonly Option<string[]> Relations = new("--relation") { Description = "What must hold between parameters: 'fast_window < slow_window'. May be given again.", HelpName = "relation" };
    public static readonly Option<string[]> Constraints = new("--constraint") { Description = "What must hold for a trial's figures: 'trades >= 30'. May be given again.", HelpName = "constraint" };
    public static readonly Option<bool> Parallel = new("--parallel") { Description = "Run several trials at once." };
    public static readonly Option<int?> ThrottleLimit = new("--throttle-limit") { Description = "How many trials run at once. [default: 1; with --parallel as many as there are processors]", HelpName = "count", CustomParser = Given.Whole<int>(1) };
    public static readonly Option<int?> Lag = new("--lag") { Description = "Trial k learns from trials 0 to k - lag; no more run at once. [default: 4]", HelpName = "count", CustomParser = Given.Whole<int>(1) };

    /// <summary>The study that is asked for, on one of the paths.</summary>
    public static StudyRequest Request(ParseResult parsed, string? path) => new()
    {
        Backtest = BacktestOptionsOf.Request(parsed, path) with { Parameters = new Dictionary<string, object?>(Pairs.Read(parsed.GetValue(Fixed) ?? [], "--fix")) },
        Seed = parsed.GetValue(Seed),
        Objectives = parsed.GetValue(Objectives) ?? [],
        Directions = [.. (parsed.GetValue(Directions) ?? []).Select(d => (StudyDirection?)d)],
        Sampler = parsed.GetValue(Sampler),
        Workers = parsed.GetValue(ThrottleLimit) ?? (parsed.GetValue(Parallel) ? Environment.ProcessorCount : null),
        Lag = parsed.GetValue(Lag),
        Space = new Dictionary<string, object?>(Pairs.Read(parsed.GetValue(Space) ?? [], "--space")),
        Relations = parsed.GetValue(Relations) ?? [],
        Constraints = parsed.GetValue(Constraints) ?? [],
    };
}
