using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade profile</c>: where the time and the memory of a backtest go.</summary>
internal static class ProfileCommand
{
    private static readonly Argument<string[]> Paths = new Argument<string[]>("path") { Description = "Data of bars: files (CSV, gzip too, Parquet), folders, patterns; - is standard input. [default: [data] path of the configuration]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string[]> Parameters = new("--param", "-p") { Description = "A parameter of the strategy. May be given again.", HelpName = "name=value" };
    private static readonly Option<int> Repeat = new("--repeat") { Description = "How often it is run; told is the run in the middle by its time.", HelpName = "n", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Save = new("--save") { Description = "Store each run, so that writing is measured as well." };
    private static readonly Option<string?> Results = new("--results-root") { Description = "The folder of the run store. [default: [results] root, else results]", HelpName = "folder" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("profile", "Show where the time and the memory of a backtest go, stage by stage.",
            "peaktrade profile data/btc_eur_1d.csv --strategy ma_crossover",
            "peaktrade profile data/btc_eur_1d.csv -s rsi_reversion --repeat 5 --save --json")
        {
            Paths, BacktestOptionsOf.Config, BacktestOptionsOf.Strategy, Parameters, BacktestOptionsOf.Settings, BacktestOptionsOf.Assemblies, BacktestOptionsOf.Symbols, BacktestOptionsOf.From, BacktestOptionsOf.To, BacktestOptionsOf.Resample, Repeat, Save, Results, BacktestOptionsOf.AllowOutOfRange,
            PortfolioOptionsOf.Portfolio, PortfolioOptionsOf.Bundle, PortfolioOptionsOf.Universe, PortfolioOptionsOf.Sectors, PortfolioOptionsOf.Rebalance,
            PortfolioOptionsOf.MaxGrossExposure, PortfolioOptionsOf.NetExposure, PortfolioOptionsOf.MaxWeight, PortfolioOptionsOf.MaxTurnover,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        BacktestOptionsOf.Register(door, parsed);
        var requests = PortfolioOptionsOf.Requests(door, parsed.GetValue(Paths) ?? [], path => Request(parsed, path));
        // What is wrong with all runs is said once, before the first.
        door.Workbench.Backtest.Check(requests[0]);
        var profiles = requests.SelectMany(request => door.Workbench.Measure.Execute(request, parsed.GetValue(Repeat), listener, cancel)).Select<Outcome<RunProfile>, Func<RunProfile>>(run => () => run.Result ?? throw run.Error!);
        return parsed.GetValue(Door.Json)
            ? door.Write(parsed, profiles, Tables.Profiles)
            : door.WriteAll(parsed, profiles.Select<Func<RunProfile>, Func<IEnumerable<(RunProfile, StageProfile)>>>(profile => () => profile() is var run ? run.Stages.Select(stage => (run, stage)) : []), Tables.Stages);
    }

    private static BacktestRequest Request(ParseResult parsed, string? path)
    {
        var request = PortfolioOptionsOf.Request(parsed, path) with { Parameters = new Dictionary<string, object?>(Pairs.Read(parsed.GetValue(Parameters) ?? [], "--param")), Save = parsed.GetValue(Save) };
        return parsed.GetValue(Results) is { } root ? request with { Settings = [.. request.Settings, new("results.root", root)] } : request;
    }
}
