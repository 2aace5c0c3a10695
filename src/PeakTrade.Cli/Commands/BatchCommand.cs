using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Configuration;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade batch</c>: runs all backtests that a batch lists.</summary>
internal static class BatchCommand
{
    private static readonly Argument<string> Config = new("config") { Description = "The batch in YAML or JSON; - is standard input." };
    private static readonly Option<bool> Parallel = new("--parallel") { Description = "Run several at once; results come in the order in which they are done." };
    private static readonly Option<int?> MaxWorkers = new("--max-workers") { Description = "How many run at once. [default: 1; with --parallel PEAKTRADE_BATCH_MAX_WORKERS, or as many as there are processors, 4 at most]", HelpName = "count", CustomParser = Given.Whole<int>(1) };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Let runs whose settings or data have changed take the place of their earlier results." };
    private static readonly Option<bool> FailFast = new("--fail-fast") { Description = "Begin no further run after one has failed." };
    private static readonly Option<bool> Force = new("--force") { Description = "Run everything again, whatever results are there." };
    private static readonly Option<bool> WithProfiling = new("--with-profiling") { Description = "Write down where the time of each run went, into its folder profile." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be done with each run, and do nothing." };
    private static readonly Option<string?> OutputRoot = new("--output-root") { Description = "The folder that the batch's own folder goes into. [default: output_root of the batch]", HelpName = "folder" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("batch", "Run all backtests that a batch lists, and write what came of each.",
            "peaktrade batch batch.yaml --parallel",
            "peaktrade batch batch.yaml --dry-run",
            "peaktrade batch - --json --fail-fast")
        {
            Config, Parallel, MaxWorkers, Resume, FailFast, Force, WithProfiling, DryRun, OutputRoot, BacktestOptionsOf.TrackingUri, BacktestOptionsOf.Experiment, BacktestOptionsOf.Assemblies,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        BacktestOptionsOf.Register(door, parsed);
        var request = Request(parsed);
        if (parsed.GetValue(DryRun))
        {
            var plans = door.Workbench.Batch.Plan(request, listener, cancel);
            return door.Write(parsed, plans.Select<BatchPlanRun, Func<BatchPlanRun>>(plan => () => plan), Tables.BatchPlans);
        }

        var hasResult = false;
        var failed = new List<BatchRunResult>();
        var results = door.Workbench.Batch.Execute(request, listener, cancel);
        door.Write(parsed, results.Select<BatchRunResult, Func<BatchRunResult>>(result => () => Seen(result)), Tables.BatchRuns);
        foreach (var run in failed) door.Error.WriteLine($"peaktrade: [{run.ErrorId}] {run.RunId}: {run.Error}");
        return hasResult ? ExitCodes.Done : ExitCodes.Failed;

        BatchRunResult Seen(BatchRunResult result)
        {
            hasResult |= result.Result is not null;
            if (result.Status == BatchRunStatus.Failed) failed.Add(result);
            return result;
        }
    }

    private static BatchRequest Request(ParseResult parsed)
    {
        var config = parsed.GetValue(Config)!;
        return new()
        {
            BaseFolder = Door.Here,
            Path = config == "-" ? null : Door.FullPath(config),
            Text = config == "-" ? $"{BatchText.From(Console.In)}" : null,
            OutputRoot = parsed.GetValue(OutputRoot) is { } root ? Door.FullPath(root) : null,
            Settings = [.. BacktestOptionsOf.Tracking(parsed)],
            Parallel = parsed.GetValue(Parallel) || parsed.GetValue(MaxWorkers) is not null,
            ThrottleLimit = parsed.GetValue(MaxWorkers),
            Resume = parsed.GetValue(Resume),
            FailFast = parsed.GetValue(FailFast),
            Force = parsed.GetValue(Force),
            WithProfiling = parsed.GetValue(WithProfiling),
        };
    }
}
