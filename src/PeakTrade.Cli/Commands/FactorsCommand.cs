using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade factors</c>: factors' values of many instruments over time, computed once and kept.</summary>
internal static class FactorsCommand
{
    private static readonly Argument<string[]> Factors = new Argument<string[]>("factor") { Description = "Names of factors: momentum_12_1, volatility_60d, reversal_5, rsi_14, zscore_20, volume_ratio_20, beta_60, drawdown_252.", Arity = ArgumentArity.OneOrMore }.WithoutOptions();
    private static readonly Option<string> Data = new("--path") { Description = "The data: a file, a folder, a pattern in quotes, or a lake.", DefaultValueFactory = _ => FactorRequest.DefaultPath, HelpName = "path" };
    private static readonly Option<string[]> Symbols = new("--symbol") { Description = "An instrument. May be given again. [default: all of the data]", HelpName = "name" };
    private static readonly Option<string?> From = new("--from") { Description = "The first time that is shown (ISO 8601; in --timezone without a zone); values there use what lies before.", HelpName = "time" };
    private static readonly Option<string?> To = new("--to") { Description = "The time that the panel ends before (ISO 8601; in --timezone without a zone).", HelpName = "time" };
    private static readonly Option<string?> Resample = new("--resample") { Description = "Make longer bars first: 15m, 1h, 1d, 1w.", HelpName = "interval" };
    private static readonly Option<string?> Timezone = new("--timezone") { Description = "The zone of times that carry none, and of trading days. [default: UTC]", HelpName = "zone" };
    private static readonly Option<string?> Session = new("--session") { Description = "When a trading day begins, in --timezone: 17:00.", HelpName = "time" };
    private static readonly Option<string?> Benchmark = new("--benchmark") { Description = "The instrument that is the market for beta. [default: the mean of all]", HelpName = "name" };
    private static readonly Option<string> Store = new("--store") { Description = "The folder that panels are kept in.", DefaultValueFactory = _ => FactorRequest.DefaultStore, HelpName = "folder" };
    private static readonly Option<bool> NoCache = new("--no-cache") { Description = "Neither look into the store nor write to it." };
    private static readonly Option<bool> Force = new("--force") { Description = "Compute though the panel is kept, and keep the new one." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("factors", "Compute factors of many instruments, or take them from the store; with --json a line for each time.",
            "peaktrade factors momentum_12_1 volatility_60d",
            "peaktrade factors beta_60 --path 'data/*.csv' --benchmark SPY --from 2022-01-01 --json")
        {
            Factors, Data, Symbols, From, To, Resample, Timezone, Session, Benchmark, Store, NoCache, Force,
        };
        door.Handle(command, (parsed, listener, cancel) =>
        {
            var outcomes = GetFactorPanel.Execute(Request(parsed), listener, cancel);
            return parsed.GetValue(Door.Json)
                ? door.Write(parsed, outcomes.SelectMany(Rows), Tables.PanelRows)
                : door.Write(parsed, outcomes.Select<Outcome<FactorPanel>, Func<FactorPanel>>(outcome => () => outcome.Result ?? throw outcome.Error!), Tables.Panels);
        });
        return command;
    }

    private static IEnumerable<Func<(FactorPanel Panel, int Row)>> Rows(Outcome<FactorPanel> outcome) =>
        outcome.Result is { } panel
            ? Enumerable.Range(0, panel.Count).Select<int, Func<(FactorPanel, int)>>(row => () => (panel, row))
            : [() => throw outcome.Error!];

    private static FactorRequest Request(ParseResult parsed)
    {
        var settings = new List<KeyValuePair<string, object?>>();
        foreach (var (option, key) in new[] { (From, "data.from"), (To, "data.to"), (Resample, "data.resample"), (Timezone, "data.timezone"), (Session, "data.session") })
        {
            if (parsed.GetValue(option) is { } given) settings.Add(new(key, given));
        }

        return new FactorRequest
        {
            BaseFolder = Door.Here,
            Factors = [.. parsed.GetRequiredValue(Factors).Select(name => new FactorChoice(name, null))],
            Path = Door.FullPath(parsed.GetRequiredValue(Data)),
            Symbols = parsed.GetValue(Symbols) ?? [],
            Settings = settings,
            Benchmark = parsed.GetValue(Benchmark),
            Store = Door.FullPath(parsed.GetRequiredValue(Store)),
            NoCache = parsed.GetValue(NoCache),
            Force = parsed.GetValue(Force),
        };
    }
}
