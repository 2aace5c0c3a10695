using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade keep</c>: protects stored runs from removal.</summary>
internal static class KeepCommand
{
    private static readonly Argument<string[]> Ids = new Argument<string[]>("run-id") { Description = "Stored runs by id, or by its first characters.", Arity = ArgumentArity.OneOrMore }.WithoutOptions();
    private static readonly Option<bool> Off = new("--off") { Description = "Lift the protection." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why, for whoever finds the run later.", HelpName = "text" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("keep", "Protect stored runs from removal: peaktrade prune passes them over.", "peaktrade keep 3f1c9a7e --reason \"goes live in May\"", "peaktrade keep 3f1c9a7e --off")
        {
            Ids, Off, Reason, RunReports.Results,
        };
        door.Handle(command, (parsed, _, cancel) =>
        {
            var root = Door.FullPath(parsed.GetRequiredValue(RunReports.Results));
            var keep = !parsed.GetValue(Off);
            if (!keep && parsed.GetValue(Reason) is not null) throw FaultCatalogue.ArgumentInvalid.Because("There is no reason to keep for a run that is not kept.", "Leave out --reason, or --off.");
            return door.Write(parsed, KeepRuns.Folders(root, parsed.GetRequiredValue(Ids), cancel).Select<(string? Folder, PeakTradeException? Error), Func<KeptRun>>(run => () => KeepRuns.Execute(run.Folder ?? throw run.Error!, keep, parsed.GetValue(Reason))), Tables.KeptRuns);
        });
        return command;
    }
}
