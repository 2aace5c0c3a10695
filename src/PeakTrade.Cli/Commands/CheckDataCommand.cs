using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade check-data</c>: what is odd or wrong in market data. Ends with 1 where something was found, as a script wants it.</summary>
internal static class CheckDataCommand
{
    private static readonly Argument<string[]> Paths = new Argument<string[]>("path") { Description = "Data files of bars.", Arity = ArgumentArity.OneOrMore }.WithoutOptions();
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "The instrument. [default: as the file says, else its name]", HelpName = "name" };
    private static readonly Option<string> Timezone = new("--timezone") { Description = "The zone of times that carry none: UTC or an IANA name.", DefaultValueFactory = _ => "UTC", HelpName = "zone" };
    private static readonly Option<FindingKind[]> Kinds = new("--kind") { Description = "Look for this kind only: gap, outlier, zero_volume, duplicate, unsorted, bad_row or timezone_doubt. May be given again.", CustomParser = Given.OneOf<FindingKind>, HelpName = "kind" };
    private static readonly Option<bool> List = new("--findings") { Description = "List the findings, at most 1,000 of a kind, instead of their counts." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("check-data", "Say what is odd or wrong in market data: gaps, outliers, bars without volume, duplicate, unsorted and bad rows, timezone doubts. Ends with 1 where something was found.",
            "peaktrade check-data data/*.csv",
            "peaktrade check-data data/btc_eur_1d.csv --findings",
            "peaktrade check-data data/btc_eur_1d.csv --kind outlier --kind bad_row --json")
        {
            Paths, Symbol, Timezone, Kinds, List,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        // What is wrong for all files is said once, before the first.
        TestMarketData.Check(parsed.GetRequiredValue(Timezone));
        var clean = true;
        var works = parsed.GetRequiredValue(Paths).Select<string, Func<IEnumerable<MarketDataReport>>>(path => () => Reports(path));
        var code = parsed.GetValue(List)
            ? door.WriteAll(parsed, works.Select<Func<IEnumerable<MarketDataReport>>, Func<IEnumerable<MarketDataFinding>>>(work => () => work().SelectMany(report => report.Findings)), Tables.Findings)
            : door.WriteAll(parsed, works, Tables.DataReports);
        return clean ? code : ExitCodes.Failed;

        IEnumerable<MarketDataReport> Reports(string path)
        {
            var request = new MarketDataRequest { BaseFolder = Door.Here, Path = path, Symbol = parsed.GetValue(Symbol), Timezone = parsed.GetRequiredValue(Timezone), Kinds = parsed.GetValue(Kinds) ?? [] };
            foreach (var report in TestMarketData.Execute(request, listener, cancel))
            {
                clean &= report.IsClean;
                yield return report;
            }
        }
    }
}
