using System.CommandLine;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade risk-report</c>: how stored runs can lose, and how they did.</summary>
internal static class RiskReportCommand
{
    private static readonly Option<string?> Benchmark = new("--benchmark") { Description = "Data of a benchmark. [default: the run's own data, read again]", HelpName = "path" };
    private static readonly Option<string?> BenchmarkSymbol = new("--benchmark-symbol") { Description = "The instrument of benchmark data that hold many.", HelpName = "name" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("risk-report", "Write how stored runs can lose, and how they did: HTML, Markdown, CSV and JSON.",
            "peaktrade risk-report 3f1c9a7e",
            "peaktrade risk-report --backtest-dir output/batch_backtests/core/runs/core_2015/backtest --output risk --format html --force")
        {
            RunReports.Ids, RunReports.Folder, RunReports.Target, RunReports.Formats, Benchmark, BenchmarkSymbol, RunReports.Force, RunReports.Results,
        };
        door.Handle(command, (parsed, _, cancel) =>
        {
            var reader = door.Workbench.RunReader(Door.Here);
            var benchmark = parsed.GetValue(Benchmark) is { } path ? RunReader.ReadBenchmark(Door.FullPath(path), parsed.GetValue(BenchmarkSymbol), cancel) : null;
            return RunReports.WriteAll(door, parsed, (result, folder) =>
                WriteRiskReport.Execute(result, reader.Market(result, benchmark, cancel), folder, parsed.GetValue(RunReports.Formats) ?? [], parsed.GetValue(RunReports.Force), cancel).Files, cancel);
        });
        return command;
    }
}
