using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade runs</c>: stored runs, newest first.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Runs by id, or by its first characters. [default: all]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<int?> Latest = new("--latest", "-n") { Description = "At most so many, the newest. [default: all]", HelpName = "count", CustomParser = Given.Whole<int>(least: 1) };
    private static readonly Option<string?> Strategy = new("--strategy", "-s") { Description = "Runs of this strategy; * and ? are wildcards.", HelpName = "key" };
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "Runs of this instrument; * and ? are wildcards.", HelpName = "name" };
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Runs finished at or after this time (ISO 8601; UTC without a zone).", HelpName = "time", CustomParser = Given.Time };
    private static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store.", DefaultValueFactory = _ => "results", HelpName = "folder" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("runs", "Find stored runs, newest first.",
            "peaktrade runs --latest 5",
            "peaktrade runs --strategy \"ma_*\" --since 2024-03-01 --json",
            "peaktrade runs 3f1c9a7e")
        {
            Ids, Latest, Strategy, Symbol, Since, Results,
        };
        door.Handle(command, (parsed, _, cancel) => Run(door, parsed, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, CancellationToken cancel)
    {
        var root = Door.FullPath(parsed.GetRequiredValue(Results));
        var query = new RunQuery
        {
            RunIds = parsed.GetValue(Ids) ?? [],
            Latest = parsed.GetValue(Latest),
            Strategy = parsed.GetValue(Strategy),
            Symbol = parsed.GetValue(Symbol),
            Since = parsed.GetValue(Since),
        };
        var any = false;
        var code = door.Write(parsed, FindRuns.Execute(root, query, cancel).Select<Outcome<BacktestResult>, Func<BacktestResult>>(run => () =>
        {
            any = true;
            return run.Result ?? throw run.Error!;
        }), Tables.Runs);
        if (!any) door.Error.WriteLine($"peaktrade: {root} holds no run{(query == new RunQuery { RunIds = query.RunIds } ? "" : " of that kind")}.");
        return code;
    }
}
