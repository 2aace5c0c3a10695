using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade compare</c>: stored runs side by side.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Stored runs by id, or by its first characters, in the order that they are wanted.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<int?> Latest = new("--latest", "-n") { Description = "The newest so many, instead of ids.", HelpName = "count", CustomParser = Given.Whole<int>(least: 2) };
    private static readonly Option<string?> Reference = new("--reference") { Description = "The run that the others are compared with: the first characters of its id, or its place from 1 on. [default: the first]", HelpName = "run" };
    private static readonly Option<bool> ExcludeEqual = new("--exclude-equal") { Description = "Leave out what is the same in all runs." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("compare", "Put stored runs side by side: parameters, settings, evidence and figures, differences marked, and whether their Sharpe ratios differ by more than chance.",
            "peaktrade compare --latest 2",
            "peaktrade compare 3f1c9a7e 8aa2e1b0 --exclude-equal",
            "peaktrade compare --latest 5 --json")
        {
            Ids, Latest, Reference, ExcludeEqual, RunReports.Results,
        };
        door.Handle(command, (parsed, _, cancel) => Run(door, parsed, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, CancellationToken cancel)
    {
        var ids = parsed.GetValue(Ids) ?? [];
        var latest = parsed.GetValue(Latest);
        if (latest is null == (ids.Length == 0)) throw FaultCatalogue.ArgumentInvalid.Because("Which runs is not clear.", "Give ids of stored runs, or --latest, and not both.");
        var root = Door.FullPath(parsed.GetRequiredValue(RunReports.Results));
        RunQuery[] queries = latest is null ? [.. ids.Select(id => new RunQuery { RunIds = [id] })] : [new RunQuery { Latest = latest }];
        var (runs, code) = (new List<(BacktestResult Run, string? Name)>(), ExitCodes.Done);
        foreach (var outcome in queries.SelectMany(query => FindRuns.Execute(root, query, cancel)))
        {
            if (outcome.Result is { } run)
            {
                runs.Add((run, null));
                continue;
            }

            door.Tell(outcome.Error!, parsed);
            code = ExitCodes.Failed;
        }

        // That too few are left was said by what refused the others.
        if (code != ExitCodes.Done && runs.Count < 2) return code;
        var comparison = CompareRuns.Execute(runs, parsed.GetValue(Reference), cancel);
        var rows = comparison.Rows.Where(row => row.Differs || !parsed.GetValue(ExcludeEqual) || row.Kind == ComparisonKind.Significance);
        door.WriteAll(parsed, [() => rows], Tables.Comparison(comparison));
        if (!parsed.GetValue(Door.Json)) WriteVerdicts(door.Output, comparison);
        return code;
    }

    private static void WriteVerdicts(TextWriter output, RunComparison comparison)
    {
        output.WriteLine();
        foreach (var difference in comparison.SharpeDifferences) output.WriteLine($"{comparison.Runs[difference.Run].Name} against {comparison.Runs[comparison.Reference].Name}: {difference.Sentence}");
    }
}
