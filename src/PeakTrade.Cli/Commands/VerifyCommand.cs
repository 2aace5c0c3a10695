using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade verify</c>: whether stored runs are still what was stored, and come out the same when they are done again. Ends with 1 where one is or does not.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Stored runs by id, or by its first characters.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<bool> All = new("--all") { Description = "All runs of the store." };
    private static readonly Option<int?> Latest = new("--latest", "-n") { Description = "At most so many, the newest.", HelpName = "count", CustomParser = Given.Whole<int>(least: 1) };
    private static readonly Option<string?> Folder = new("--run-path") { Description = "The folder of a run, wherever it lies, or of a run store.", HelpName = "folder" };
    private static readonly Option<bool> Replay = new("--replay") { Description = "Do each run again and compare the bytes; say what moved where they are not the same." };
    private static readonly Option<string?> Data = new("--data") { Description = "Where the data are now, for --replay. [default: where they were]", HelpName = "path" };
    private static readonly Option<string?> Config = new("--config", "-c") { Description = "A configuration file as it is now, for --replay. [default: the snapshot that the run keeps]", HelpName = "file" };
    private static readonly Option<bool> List = new("--findings") { Description = "List what was found, a line each, instead of the runs." };
    private static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store.", DefaultValueFactory = _ => "results", HelpName = "folder" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("verify", "Say whether stored runs are still what was stored: every file against the receipt. With --replay, whether they come out the same when they are done again. Ends with 1 where one is not or does not.",
            "peaktrade verify --all",
            "peaktrade verify 3f1c9a7e --replay",
            "peaktrade verify --run-path output/batch_backtests/core/runs/core_2015/backtest --replay --data data/btc_eur_1d.csv --json")
        {
            Ids, All, Latest, Folder, Replay, Data, Config, List, Results,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        var request = Request(parsed);
        var good = true;
        var checks = door.Workbench.TestRuns.Execute(request, listener, cancel).Select<Outcome<RunCheck>, Func<RunCheck>>(outcome => () => Judge(outcome));
        var code = parsed.GetValue(List)
            ? door.WriteAll(parsed, checks.Select<Func<RunCheck>, Func<IEnumerable<(RunCheck, RunFinding)>>>(check => () => Findings(check())), Tables.RunFindings)
            : door.Write(parsed, checks, Tables.RunChecks);
        return good ? code : ExitCodes.Failed;

        RunCheck Judge(Outcome<RunCheck> outcome)
        {
            var check = outcome.Result ?? throw outcome.Error!;
            good &= check.IsIntact && (!request.Replay || check.IsReproduced == true);
            return check;
        }
    }

    private static IEnumerable<(RunCheck, RunFinding)> Findings(RunCheck check) => check.Findings.Select(finding => (check, finding));

    private static TestRunsRequest Request(ParseResult parsed)
    {
        var ids = parsed.GetValue(Ids) ?? [];
        var (all, latest, folder) = (parsed.GetValue(All), parsed.GetValue(Latest), parsed.GetValue(Folder));
        if (ids.Length == 0 && !all && latest is null && folder is null) throw FaultCatalogue.ArgumentInvalid.Because("Which runs is not clear.", "Give ids of stored runs, --latest, --run-path or --all.");
        if (ids.Length > 0 && (all || folder is not null)) throw FaultCatalogue.ArgumentInvalid.Because("Ids are given, and other runs beside them.", "Give ids, --run-path or --all.");
        if (!parsed.GetValue(Replay) && (parsed.GetValue(Data) ?? parsed.GetValue(Config)) is not null) throw FaultCatalogue.ArgumentInvalid.Because("--data and --config say what a run is done again with, and it is not to be done again.", "Give --replay, or leave them out.");
        return new TestRunsRequest
        {
            BaseFolder = Door.Here,
            ResultsRoot = Door.FullPath(parsed.GetRequiredValue(Results)),
            RunIds = ids,
            Latest = latest,
            Folder = folder is null ? null : Door.FullPath(folder),
            Replay = parsed.GetValue(Replay),
            DataPath = parsed.GetValue(Data) is { } data ? Door.FullPath(data) : null,
            ConfigPath = parsed.GetValue(Config) is { } config ? Door.FullPath(config) : null,
        };
    }
}
