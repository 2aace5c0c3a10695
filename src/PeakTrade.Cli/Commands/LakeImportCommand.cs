using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade lake import</c>: bars into the lake, a transaction for each path.</summary>
internal static class LakeImportCommand
{
    private static readonly Argument<string[]> Paths = new Argument<string[]>("path") { Description = "Files or folders of bars; each is imported as a whole or not at all.", Arity = ArgumentArity.OneOrMore }.WithoutOptions();
    private static readonly Option<string> Lake = new("--lake") { Description = "The lake's folder; it is made where it is not there.", DefaultValueFactory = _ => ImportLakeRequest.DefaultLake, HelpName = "folder" };
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "The instrument's name. [default: what the data say, else the file's name]", HelpName = "name" };
    private static readonly Option<string> Timezone = new("--timezone") { Description = "The zone of times that carry none: UTC or an IANA name.", DefaultValueFactory = _ => "UTC", HelpName = "zone" };
    private static readonly Option<string> OnBadRow = new("--on-bad-row") { Description = "Refuse an input with rows that break the data contract, or leave them out and count them.", DefaultValueFactory = _ => "error" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace bars that the lake holds with other values." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be done, and do nothing." };

    public static Command Create(Door door)
    {
        OnBadRow.AcceptOnlyFromAmong("error", "drop");
        var command = new DocumentedCommand("import", "Import bars into the lake, each input as a whole or not at all.",
            "peaktrade lake import data/*.csv",
            "peaktrade lake import btc.csv.gz --symbol BTC/EUR --timezone Europe/Berlin --json",
            "peaktrade lake import corrected.csv --symbol BTC/EUR --force --dry-run")
        {
            Paths, Lake, Symbol, Timezone, OnBadRow, Force, DryRun,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        var request = new ImportLakeRequest
        {
            BaseFolder = Door.Here,
            Lake = Door.FullPath(parsed.GetRequiredValue(Lake)),
            Data = new DataOptions
            {
                Symbol = parsed.GetValue(Symbol),
                Timezone = parsed.GetRequiredValue(Timezone),
                OnBadRow = parsed.GetRequiredValue(OnBadRow) == "drop" ? PeakTrade.OnBadRow.Drop : PeakTrade.OnBadRow.Error,
            },
            Force = parsed.GetValue(Force),
            DryRun = parsed.GetValue(DryRun),
        };
        // What is wrong with all imports is said once, before the first.
        ImportLake.Check(request);
        var outcomes = parsed.GetRequiredValue(Paths).SelectMany(path => Import(request with { DataPath = path }, listener, cancel));
        return door.Write(parsed, outcomes.Select<(LakeImportResult? Result, PeakTradeException? Error), Func<LakeImportResult>>(one => () => one.Result ?? throw one.Error!), Tables.Imports);
    }

    private static (LakeImportResult? Result, PeakTradeException? Error)[] Import(ImportLakeRequest request, IListener listener, CancellationToken cancel)
    {
        try
        {
            return [.. ImportLake.Execute(request, listener, cancel).Select(result => (result, (PeakTradeException?)null))];
        }
        catch (PeakTradeException fault)
        {
            return [(null, fault)];
        }
    }
}
