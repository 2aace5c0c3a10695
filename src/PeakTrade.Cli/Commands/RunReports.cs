using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary>What the commands share that write reports on stored runs: which runs, where to, in which forms.</summary>
internal static class RunReports
{
    public static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Stored runs by id, or by its first characters.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    public static readonly Option<string?> Folder = new("--backtest-dir") { Description = "The folder of a run, wherever it lies, or of a run store.", HelpName = "folder" };
    public static readonly Option<string?> Target = new("--output") { Description = "The folder of the report; of several runs each has a folder of its id in it. [default: reports in the run's folder]", HelpName = "folder" };
    public static readonly Option<ReportFormat[]> Formats = new("--format") { Description = "html, markdown, csv or json. May be given again. [default: all]", HelpName = "form", CustomParser = Given.OneOf<ReportFormat> };
    public static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there." };
    public static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store.", DefaultValueFactory = _ => "results", HelpName = "folder" };

    /// <summary>Writes the report of each run that is wanted, and a line for each file.</summary>
    public static int WriteAll(Door door, ParseResult parsed, Func<BacktestResult, string, IReadOnlyList<FileInfo>> write, CancellationToken cancel)
    {
        var runs = Wanted(parsed, cancel).ToList();
        var output = parsed.GetValue(Target) is { } folder ? Door.FullPath(folder) : null;
        return door.WriteAll(parsed, runs.Select<Outcome<BacktestResult>, Func<IEnumerable<RunReportRow>>>(run => () =>
        {
            var result = run.Result ?? throw run.Error!;
            var target = output is null ? ReportKind.FolderOf(result)! : runs.Count > 1 ? Path.Combine(output, $"{result.RunId:D}") : output;
            return write(result, target).Select(file => new RunReportRow($"{result.RunId:D}", result.Symbol, result.Strategy, file.FullName));
        }), Tables.RunReports);
    }

    private static IEnumerable<Outcome<BacktestResult>> Wanted(ParseResult parsed, CancellationToken cancel)
    {
        var ids = parsed.GetValue(Ids) ?? [];
        var folder = parsed.GetValue(Folder);
        if (folder is null == (ids.Length == 0)) throw FaultCatalogue.ArgumentInvalid.Because("Which runs is not clear.", "Give ids of stored runs, or --backtest-dir, and not both.");
        return folder is null ? FindRuns.Execute(Door.FullPath(parsed.GetRequiredValue(Results)), new RunQuery { RunIds = ids }, cancel) : ReportRuns.In(Door.FullPath(folder), cancel);
    }
}

/// <summary>A file of a report on a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Symbol">Its instrument.</param>
/// <param name="Strategy">Its strategy.</param>
/// <param name="Path">The file.</param>
internal sealed record RunReportRow(string RunId, string Symbol, string Strategy, string Path);
