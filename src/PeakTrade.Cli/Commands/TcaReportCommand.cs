using System.CommandLine;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade tca-report</c>: what trading cost stored runs.</summary>
internal static class TcaReportCommand
{
    private static readonly Option<bool> NoReplay = new("--no-replay") { Description = "Do not run the simulation again: the figures at other costs are approximated." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("tca-report", "Write what trading cost stored runs: HTML, Markdown, CSV and JSON.",
            "peaktrade tca-report 3f1c9a7e",
            "peaktrade tca-report --backtest-dir output/batch_backtests/core/runs/core_2015/backtest --output costs --format html --force")
        {
            RunReports.Ids, RunReports.Folder, RunReports.Target, RunReports.Formats, NoReplay, RunReports.Force, RunReports.Results,
        };
        door.Handle(command, (parsed, listener, cancel) =>
        {
            var reader = door.Workbench.RunReader(Door.Here);
            return RunReports.WriteAll(door, parsed, (result, folder) =>
                WriteTcaReport.Execute(result, reader.TcaInputs(result, !parsed.GetValue(NoReplay), listener, cancel), folder, parsed.GetValue(RunReports.Formats) ?? [], parsed.GetValue(RunReports.Force), cancel).Files, cancel);
        });
        return command;
    }
}
