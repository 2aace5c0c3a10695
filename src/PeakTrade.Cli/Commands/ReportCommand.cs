using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade report</c>: pages about stored runs and studies.</summary>
internal static class ReportCommand
{
    // As many characters of an id as tables show. A study's name may look like fewer of them.
    private const int IdCharacters = 8;

    private static readonly Argument<string[]> Names = new Argument<string[]>("name") { Description = "Stored runs by id (8 characters of it or more), or stored studies by name; * and ? stand for any text and any character. Several runs make one page that compares them. All studies where nothing is named.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<bool> Last = new("--last") { Description = "The newest run." };
    private static readonly Option<string[]> Runs = new("--run", "--backtest-dir") { Description = "The folder of a run, wherever it lies, or of a run store. May be given again.", HelpName = "folder" };
    private static readonly Option<bool> Each = new("--each") { Description = "Write the report of each run, in place of one page that compares them." };
    private static readonly Option<string?> Folder = new("--folder", "--output") { Description = "The folder of the pages; of one run a page, where it ends in .html. [default: of one run its own folder, under reports and plots; else where you stand]", HelpName = "folder" };
    private static readonly Option<RunReportFormat[]> Formats = new("--format") { Description = "Of one run, or with --each: html, text, json or plot. May be given again. [default: html]", HelpName = "form", CustomParser = Given.OneOf<RunReportFormat> };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("report", "Write a page for a stored run, for several side by side, or for each stored study: one HTML file that needs nothing else.",
            "peaktrade report --last",
            "peaktrade report 3f1c9a7e --format html --format text",
            "peaktrade report --run results/3f1c9a7e-0b52-4d0e-9c1f-2a6b7d8e9f01 --output page.html --force",
            "peaktrade report nightly",
            "peaktrade report --folder reports --force")
        {
            Names, Last, Runs, Each, StudiesCommand.Storage, Folder, Formats, RunReports.Force, RunReports.Results,
        };
        door.Handle(command, (parsed, listener, cancel) =>
        {
            var names = parsed.GetValue(Names) ?? [];
            var root = Door.FullPath(parsed.GetRequiredValue(RunReports.Results));
            var ids = names.Where(name => LooksLikeId(name) && (FindRuns.Complete(root, name, 1).Count > 0 || !IsStudy(parsed, name, cancel))).ToList();
            var studies = names.Except(ids, StringComparer.Ordinal).ToList();
            var runs = Found(parsed, root, ids, cancel).ToList();
            var code = runs.Count > 0 ? OfRuns(door, parsed, listener, runs, cancel) : ExitCodes.Done;
            return runs.Count > 0 && studies.Count == 0 ? code : Math.Max(code, OfStudies(door, parsed, studies, cancel));
        });
        return command;
    }

    private static bool LooksLikeId(string name) => name.Length >= IdCharacters && name.All(c => char.IsAsciiHexDigit(c) || c == '-');

    private static bool IsStudy(ParseResult parsed, string name, CancellationToken cancel)
    {
        try
        {
            return FindStudies.Execute(parsed.GetValue(StudiesCommand.Storage), Door.Here, [name], cancel).Any(study => study.Result is not null);
        }
        catch (PeakTradeException)
        {
            return false; // Then it is taken for a run's id, and said to be none.
        }
    }

    private static IEnumerable<Outcome<BacktestResult>> Found(ParseResult parsed, string root, List<string> ids, CancellationToken cancel)
    {
        if (ids.Count > 0)
        {
            foreach (var run in FindRuns.Execute(root, new RunQuery { RunIds = ids }, cancel)) yield return run;
        }

        foreach (var folder in parsed.GetValue(Runs) ?? [])
        {
            foreach (var run in ReportRuns.In(Door.FullPath(folder), cancel)) yield return run;
        }

        if (!parsed.GetValue(Last)) yield break;
        foreach (var run in ReportRuns.Newest(root, cancel)) yield return run;
    }

    private static int OfRuns(Door door, ParseResult parsed, IListener listener, List<Outcome<BacktestResult>> runs, CancellationToken cancel)
    {
        var good = runs.Select(r => r.Result).OfType<BacktestResult>().ToList();
        if (WriteRunReport.NoticeOn(parsed.GetValue(Formats) ?? []) is { } notice) listener.Warn(notice);
        var faults = runs.Where(r => r.Error is not null).Select<Outcome<BacktestResult>, Func<IEnumerable<RunReportRow>>>(r => () => throw r.Error!);
        return good.Count > 1 && !parsed.GetValue(Each)
            ? Math.Max(door.WriteAll(parsed, faults, Tables.RunReports), door.Write<ComparisonFile>(parsed, [() => Compare(parsed, good, cancel)], Tables.Comparisons))
            : door.WriteAll(parsed, faults.Concat(good.Select<BacktestResult, Func<IEnumerable<RunReportRow>>>((run, i) => () => Report(door, parsed, run, i + 1, cancel))), Tables.RunReports);
    }

    private static IEnumerable<RunReportRow> Report(Door door, ParseResult parsed, BacktestResult run, int number, CancellationToken cancel)
    {
        var place = parsed.GetValue(Folder) is not { } named ? RunReportPlace.Of(run, Door.Here) : parsed.GetValue(Each) ? RunReportPlace.Among(Door.FullPath(named), run, number) : RunReportPlace.Named(Door.FullPath(named));
        return WriteRunReport.Execute(run, door.Workbench.RunReader(Door.Here).Market(run, benchmark: null, cancel), place, parsed.GetValue(Formats) ?? [], parsed.GetValue(RunReports.Force), cancel)
            .Select(file => new RunReportRow($"{run.RunId:D}", run.Symbol, run.Strategy, file.FullName));
    }

    private static ComparisonFile Compare(ParseResult parsed, List<BacktestResult> runs, CancellationToken cancel)
    {
        if ((parsed.GetValue(Formats) ?? []).Any(f => f != RunReportFormat.Html)) throw FaultCatalogue.ArgumentInvalid.Because("Several runs are compared on a page, and in no other form.", "Use --each for the report of each run, or leave --format out.");
        var place = RunReportPlace.Comparison(Door.FullPath(parsed.GetValue(Folder) ?? "."));
        return new ComparisonFile(runs.Count, WriteRunReport.Compare(runs, place, parsed.GetValue(RunReports.Force), cancel).FullName);
    }

    private static int OfStudies(Door door, ParseResult parsed, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var folder = Door.FullPath(parsed.GetValue(Folder) ?? ".");
        var studies = FindStudies.Execute(parsed.GetValue(StudiesCommand.Storage), Door.Here, names, cancel);
        return door.Write(parsed, studies.Select<Outcome<ParameterStudy>, Func<ReportFile>>(o => () => Write(o.Result ?? throw o.Error!, folder, parsed.GetValue(RunReports.Force))), Tables.Reports);
    }

    private static ReportFile Write(ParameterStudy study, string folder, bool force) => new(study.Name, WriteReport.Execute(study, Path.Combine(folder, WriteReport.FileFor(study)), force).FullName);
}

/// <summary>A page that was written.</summary>
/// <param name="Study">What it is about.</param>
/// <param name="Path">The file.</param>
internal sealed record ReportFile(string Study, string Path);

/// <summary>A page that compares runs.</summary>
/// <param name="Runs">How many.</param>
/// <param name="Path">The file.</param>
internal sealed record ComparisonFile(int Runs, string Path);
