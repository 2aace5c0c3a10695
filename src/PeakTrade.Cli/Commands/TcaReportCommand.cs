using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade tca-report</c>: what trading cost stored runs.</summary>
internal static class TcaReportCommand
{
    private static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Runs by id, or by its first characters. The newest where none is given.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string?> Backtest = new("--backtest-dir") { Description = "A run's own folder, or a folder of runs. [default: the run store]", HelpName = "folder" };
    private static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store.", DefaultValueFactory = _ => "results", HelpName = "folder" };
    private static readonly Option<string?> Folder = new("--output", "-o") { Description = "The folder of the report, for one run. [default: reports in the run's own folder]", HelpName = "folder" };
    private static readonly Option<ReportFormat[]> Formats = new("--format") { Description = "What is written: html, markdown, csv, json. [default: all]", HelpName = "format", CustomParser = Given.OneOf<ReportFormat>, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> NoReplay = new("--no-replay") { Description = "Do not run the simulation again: the figures at other costs are approximated." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("tca-report", "Write what trading cost stored runs: a page, Markdown, tables and JSON.", "peaktrade tca-report 3f1c9a7e", "peaktrade tca-report --backtest-dir results/3f1c9a7e-6f0a-4f0f-9d6c-0a4b7f0f5d11 --output costs --format html csv --force")
        {
            Ids, Backtest, Results, Folder, Formats, NoReplay, Force,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        var formats = parsed.GetValue(Formats) is { Length: > 0 } given ? given : WriteTcaReport.AllFormats;
        var output = parsed.GetValue(Folder) is { } folder ? Door.FullPath(folder) : null;
        var written = new HashSet<string>(StringComparer.Ordinal);
        return door.WriteAll(parsed, Find(parsed, cancel).Select<Outcome<BacktestResult>, Func<IEnumerable<TcaFile>>>(found => () =>
        {
            var run = found.Result ?? throw found.Error!;
            var to = output ?? WriteTcaReport.FolderFor(run, Door.Here);
            if (!written.Add(to)) throw FaultCatalogue.OutputNotWritten.Because($"{to} holds the report of another of these runs.", "Leave out --output, or name one run.", target: to);
            var made = WriteTcaReport.Execute(run, door.Workbench.TcaInputs.Execute(run, !parsed.GetValue(NoReplay), listener, cancel), to, formats, parsed.GetValue(Force), cancel);
            return made.Files.Select(file => new TcaFile(run.RunId, run.Symbol, run.Strategy, made.Report.Total.Shortfall, made.Report.Total.ShortfallBps, made.Report.Sensitivity.BreakEvenMultiple, file.FullName));
        }), Tables.TcaFiles);
    }

    // A folder whose name is an id is a run's own; any other holds runs.
    private static IEnumerable<Outcome<BacktestResult>> Find(ParseResult parsed, CancellationToken cancel)
    {
        var root = Door.FullPath(parsed.GetRequiredValue(Results));
        var ids = parsed.GetValue(Ids) ?? [];
        if (parsed.GetValue(Backtest) is { } given)
        {
            root = Path.TrimEndingDirectorySeparator(Door.FullPath(given));
            if (Guid.TryParse(Path.GetFileName(root), out var own)) (root, ids) = (Path.GetDirectoryName(root)!, [$"{own:D}"]);
        }

        var any = false;
        foreach (var run in FindRuns.Execute(root, new RunQuery { RunIds = ids, Latest = ids.Length > 0 ? null : 1 }, cancel))
        {
            any = true;
            yield return run;
        }

        if (!any) throw FaultCatalogue.RunMissing.Because($"{root} holds no run.", target: root);
    }
}

/// <summary>A file of a report that was written.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Symbol">Its instrument.</param>
/// <param name="Strategy">Its strategy.</param>
/// <param name="Shortfall">Its implementation shortfall.</param>
/// <param name="ShortfallBps">The same in hundredths of a percent of what was traded.</param>
/// <param name="BreakEvenMultiple">How many times the costs it bears.</param>
/// <param name="Path">The file.</param>
internal sealed record TcaFile(Guid? RunId, string Symbol, string Strategy, double Shortfall, double? ShortfallBps, double? BreakEvenMultiple, string Path);
