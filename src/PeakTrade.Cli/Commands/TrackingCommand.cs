using System.CommandLine;
using PeakTrade.Cli.Output;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade tracking</c>: tracked runs that wait for their delivery.</summary>
internal static class TrackingCommand
{
    private static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store, whose folder .outbox is the outbox.", DefaultValueFactory = _ => "results", HelpName = "folder" };
    private static readonly Option<string?> Outbox = new("--outbox") { Description = "The outbox itself, where [tracking] outbox names another.", HelpName = "folder" };
    private static readonly Option<bool> Refused = new("--retry-refused") { Description = "Try runs again that were refused." };

    public static Command Create(Door door)
    {
        var list = new DocumentedCommand("list", "Show tracked runs that wait for their delivery.", "peaktrade tracking list") { Results, Outbox };
        door.Handle(list, (parsed, _, _) => door.WriteAll<WaitingRun>(parsed, [() => door.Workbench.WaitingRuns.Find(Root(parsed), Folder(parsed))], Tables.WaitingRuns));
        var send = new DocumentedCommand("send", "Deliver them, each to where it was told to go.", "peaktrade tracking send") { Results, Outbox, Refused };
        door.Handle(send, (parsed, _, cancel) => door.Write(
            parsed,
            door.Workbench.WaitingRuns.Send(Root(parsed), Folder(parsed), parsed.GetValue(Refused), cancel).Select<Outcome<WaitingRun>, Func<WaitingRun>>(run => () => run.Result ?? throw run.Error!),
            Tables.WaitingRuns));
        return new DocumentedCommand("tracking", "See and deliver what trackers were told and have not been given yet.") { list, send };
    }

    private static string Root(ParseResult parsed) => Door.FullPath(parsed.GetRequiredValue(Results));

    private static string? Folder(ParseResult parsed) => parsed.GetValue(Outbox) is { } outbox ? Door.FullPath(outbox) : null;
}
