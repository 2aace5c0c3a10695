using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade tca-report</c>: what trading cost stored runs.</summary>
internal static class TcaReportCommand
{
    private static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Stored runs by id, or by its first characters.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string?> Folder = new("--backtest-dir") { Description = "The folder of a run, wherever it lies, or of a run store.", HelpName = "folder" };
    private static readonly Option<string?> Target = new("--output") { Description = "The folder of the report; of several runs each has a folder of its id in it. [default: reports in the run's folder]", HelpName = "folder" };
    private static readonly Option<ReportFormat[]> Formats = new("--format") { Description = "html, markdown, csv or json. May be given again. [default: all]", HelpName = "form", CustomParser = Given.OneOf<ReportFormat> };
    private static readonly Option<bool> NoReplay = new("--no-replay") { Description = "Do not run the simulation again: the figures at other costs are approximated." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there." };
    private static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store.", DefaultValueFactory = _ => "results", HelpName = "folder" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("tca-report", "Write what trading cost stored runs: HTML, Markdown, CSV and JSON.",
            "peaktrade tca-report 3f1c9a7e",
            "peaktrade tca-report --backtest-dir output/batch_backtests/core/runs/core_2015/backtest --output costs --format html --force")
        {
            Ids, Folder, Target, Formats, NoReplay, Force, Results,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        var runs = Wanted(parsed, cancel).ToList();
        var output = parsed.GetValue(Target) is { } folder ? Door.FullPath(folder) : null;
        return door.WriteAll(parsed, runs.Select<Outcome<BacktestResult>, Func<IEnumerable<TcaReportRow>>>(run => () =>
        {
            var result = run.Result ?? throw run.Error!;
            var target = output is null ? WriteTcaReport.FolderFor(result)! : runs.Count > 1 ? Path.Combine(output, $"{result.RunId:D}") : output;
            var inputs = door.Workbench.TcaInputs.Execute(result, !parsed.GetValue(NoReplay), listener, cancel);
            var written = WriteTcaReport.Execute(result, inputs, target, parsed.GetValue(Formats) ?? [], parsed.GetValue(Force), cancel);
            return written.Files.Select(file => new TcaReportRow($"{result.RunId:D}", result.Symbol, result.Strategy, file.FullName));
        }), Tables.TcaReports);
    }

    private static IEnumerable<Outcome<BacktestResult>> Wanted(ParseResult parsed, CancellationToken cancel)
    {
        var ids = parsed.GetValue(Ids) ?? [];
        var folder = parsed.GetValue(Folder);
        if (folder is null == (ids.Length == 0)) throw FaultCatalogue.ArgumentInvalid.Because("Which runs is not clear.", "Give ids of stored runs, or --backtest-dir, and not both.");
        return folder is null ? FindRuns.Execute(Door.FullPath(parsed.GetRequiredValue(Results)), new RunQuery { RunIds = ids }, cancel) : WriteTcaReport.RunsIn(Door.FullPath(folder), cancel);
    }
}

/// <summary>A file of a transaction-cost report.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Symbol">Its instrument.</param>
/// <param name="Strategy">Its strategy.</param>
/// <param name="Path">The file.</param>
internal sealed record TcaReportRow(string RunId, string Symbol, string Strategy, string Path);
