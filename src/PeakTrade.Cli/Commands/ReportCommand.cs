using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade report</c>: pages about stored studies.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string[]> Names = new Argument<string[]>("study") { Description = "Stored studies by name; * and ? stand for any text and any character. All where none is given.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string> Folder = new("--folder") { Description = "The folder of the pages, one for each study: its name and .html.", HelpName = "folder", DefaultValueFactory = _ => "." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("report", "Write a page for each stored study: one HTML file that needs nothing else.", "peaktrade report nightly", "peaktrade report --folder reports --force")
        {
            Names, StudiesCommand.Storage, Folder, Force,
        };
        door.Handle(command, (parsed, _, cancel) =>
        {
            var folder = Door.FullPath(parsed.GetValue(Folder)!);
            var studies = FindStudies.Execute(parsed.GetValue(StudiesCommand.Storage), Door.Here, parsed.GetValue(Names) ?? [], cancel);
            return door.Write(parsed, studies.Select<Outcome<ParameterStudy>, Func<ReportFile>>(o => () => Write(o.Result ?? throw o.Error!, folder, parsed.GetValue(Force))), Tables.Reports);
        });
        return command;
    }

    private static ReportFile Write(ParameterStudy study, string folder, bool force) => new(study.Name, WriteReport.Execute(study, Path.Combine(folder, WriteReport.FileFor(study)), force).FullName);
}

/// <summary>A page that was written.</summary>
/// <param name="Study">What it is about.</param>
/// <param name="Path">The file.</param>
internal sealed record ReportFile(string Study, string Path);
