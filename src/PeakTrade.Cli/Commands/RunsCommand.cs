using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade runs</c>: stored runs, newest first.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string[]> Ids = new("run-id") { Description = "Runs by id, or by its first characters.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<int?> Latest = new("--latest", "-n") { Description = "At most so many, the newest." };
    private static readonly Option<string?> Strategy = new("--strategy", "-s") { Description = "Runs of this strategy; * and ? are wildcards." };
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "Runs of this instrument; * and ? are wildcards." };
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Runs finished at or after this time." };
    private static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store.", DefaultValueFactory = _ => "results" };

    public static Command Create(Door door)
    {
        Latest.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1) result.AddError("--latest must be 1 or more.");
        });
        var command = new Command("runs", "Find stored runs, newest first.") { Ids, Latest, Strategy, Symbol, Since, Results };
        door.Handle(command, (parsed, _, cancel) =>
        {
            var query = new RunQuery
            {
                RunIds = parsed.GetValue(Ids) ?? [],
                Latest = parsed.GetValue(Latest),
                Strategy = parsed.GetValue(Strategy),
                Symbol = parsed.GetValue(Symbol),
                Since = parsed.GetValue(Since),
            };
            var found = FindRuns.Execute(Door.FullPath(parsed.GetValue(Results)!), query, cancel);
            return door.Write(parsed, found.Select<FoundRun, Func<BacktestResult>>(run => () => run.Result ?? throw run.Error!), Tables.Results);
        });
        return command;
    }
}
