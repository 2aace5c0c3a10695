using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade prune</c>: removes stored runs.</summary>
internal static class PruneCommand
{
    private static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Only these runs, by id, or by its first characters. [default: all of the store that fit the options, of which one has to be given]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<int?> KeepLatest = new("--keep-latest") { Description = "The newest so many stay, counted among the runs that the other filters fit.", HelpName = "count", CustomParser = Given.Whole<int>(least: 0) };
    private static readonly Option<TimeSpan?> OlderThan = new("--older-than") { Description = "Only runs go that were finished longer ago: 12h, 30d, 30.00:00:00.", HelpName = "time", CustomParser = Age };
    private static readonly Option<string?> Strategy = new("--strategy", "-s") { Description = "Only runs of this strategy; * and ? are wildcards.", HelpName = "key" };
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "Only runs of this instrument; * and ? are wildcards.", HelpName = "name" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be removed, and remove nothing." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("prune", "Remove stored runs, the oldest first. A run goes when it passes all that is given; protected runs (peaktrade keep) stay whatever is given. It does not ask.",
            "peaktrade prune --keep-latest 200 --dry-run",
            "peaktrade prune --keep-latest 200 --older-than 30d",
            "peaktrade prune --strategy \"ma_*\" --older-than 7d")
        {
            Ids, KeepLatest, OlderThan, Strategy, Symbol, DryRun, RunReports.Results,
        };
        door.Handle(command, (parsed, _, cancel) => Run(door, parsed, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, CancellationToken cancel)
    {
        var root = Door.FullPath(parsed.GetRequiredValue(RunReports.Results));
        var rule = new RetentionRule { KeepLatest = parsed.GetValue(KeepLatest), OlderThan = parsed.GetValue(OlderThan), Strategy = parsed.GetValue(Strategy), Symbol = parsed.GetValue(Symbol) };
        var now = TimeProvider.System.GetUtcNow();
        var dry = parsed.GetValue(DryRun);
        var chosen = RemoveRuns.Choose(root, parsed.GetValue(Ids) ?? [], rule, now, cancel);
        var faults = chosen.Faults.Select<PeakTradeException, Func<IEnumerable<RemovedRun>>>(fault => () => throw fault);
        var code = door.WriteAll(parsed, faults.Concat(chosen.Runs.Select<RunToRemove, Func<IEnumerable<RemovedRun>>>(run => () =>
        {
            cancel.ThrowIfCancellationRequested();
            return dry ? [run.Planned] : RemoveRuns.Remove(run) is { } removed ? [removed] : [];
        })), dry ? Tables.RunsToRemove : Tables.RemovedRuns);
        if (!dry) RemoveRuns.Sweep(root, now);
        if (chosen.Runs.Count == 0) door.Error.WriteLine("peaktrade: no run is to go.");
        if (chosen.Kept > 0) door.Error.WriteLine($"peaktrade: protected, and therefore left: {chosen.Kept}.");
        return code;
    }

    private static TimeSpan? Age(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (StudyChoices.Duration(text) is { } span) return span;
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var exact) && exact >= TimeSpan.Zero) return exact;
        result.AddError($"--older-than must be a time such as 12h, 30d or 30.00:00:00, and is \"{text}\".");
        return null;
    }
}
