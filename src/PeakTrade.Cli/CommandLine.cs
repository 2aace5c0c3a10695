using System.CommandLine;
using System.CommandLine.Help;
using PeakTrade.Cli.Commands;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli;

/// <summary>All the commands, and how one of them is run.</summary>
internal static class CommandLine
{
    // Ctrl+C ends the process within a second, whatever a strategy of the user's is doing then.
    private static readonly TimeSpan PatienceAfterCtrlC = TimeSpan.FromMilliseconds(500);

    public static RootCommand Create(Door door)
    {
        var root = new RootCommand("Backtests and their evidence, for machines without PowerShell.")
        {
            BacktestCommand.Create(door),
            BatchCommand.Create(door),
            ProfileCommand.Create(door),
            StudyCommand.Create(door),
            StudiesCommand.Create(door),
            WalkForwardCommand.Create(door),
            ReportCommand.Create(door),
            RiskReportCommand.Create(door),
            TcaReportCommand.Create(door),
            StrategiesCommand.Create(door),
            RunsCommand.Create(door),
            VerifyCommand.Create(door),
            CompareCommand.Create(door),
            KeepCommand.Create(door),
            PruneCommand.Create(door),
            TrackingCommand.Create(door),
            CheckDataCommand.Create(door),
            LakeCommand.Create(door),
            FactorsCommand.Create(door),
            SampleDataCommand.Create(door),
            DemoCommand.Create(door),
        };
        root.Options.Add(Door.Json);
        root.Options.Add(Door.Verbose);

        var help = root.Options.OfType<HelpOption>().Single();
        var page = new HelpPage((HelpAction)help.Action!);
        help.Action = page;
        root.SetAction(parsed =>
        {
            page.Invoke(parsed);
            return ExitCodes.Unusable;
        });
        return root;
    }

    public static async Task<int> RunAsync(string[] args, Door door)
    {
        var parsed = Create(door).Parse(args);
        if (parsed.Errors.Count > 0) return door.Refuse(parsed);
        var invocation = new InvocationConfiguration { Output = door.Output, Error = door.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = PatienceAfterCtrlC };
        var code = await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        // After Ctrl+C as well: what was told until then is sent.
        Workbench.Flush(warning => door.Error.WriteLine($"peaktrade: warning: {warning}"));
        if (code is ExitCodes.Stopped or ExitCodes.Terminated) await door.Error.WriteLineAsync("peaktrade: stopped; what was finished is kept.").ConfigureAwait(false);
        return code;
    }
}
