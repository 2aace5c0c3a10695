using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade backtest</c>: one strategy on one or many instruments.</summary>
internal static class BacktestCommand
{
    private static readonly Argument<string[]> Paths = new Argument<string[]>("path") { Description = "Data of bars: files (CSV, gzip too, Parquet), folders, patterns; - is standard input. [default: [data] path of the configuration]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string[]> Parameters = new("--param", "-p") { Description = "A parameter of the strategy. May be given again.", HelpName = "name=value" };
    private static readonly Option<string?> Results = new("--results-root") { Description = "The folder of the run store. [default: [results] root, else results]", HelpName = "folder" };
    private static readonly Option<bool> NoSave = new("--no-save") { Description = "Do not store the run." };

    private static readonly Option<bool> Keep = new("--keep") { Description = "Protect the stored run from removal (peaktrade prune)." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("backtest", "Run a strategy over the bars of one or many instruments, each by itself or all in one account, and store each run.",
            "peaktrade backtest data/btc_eur_1d.csv --strategy ma_crossover",
            "peaktrade backtest data/*.csv -s ma_crossover -p fast_window=15 -p slow_window=45 --json",
            "peaktrade backtest --config config.toml --set backtest.fee_bps=5",
            "peaktrade backtest data/btc_eur_1m.csv -s ma_crossover --from 2024-01-01 --to 2024-07-01 --resample 1h",
            "peaktrade backtest data/*.csv -s ma_crossover --portfolio",
            "peaktrade backtest data --bundle bundle.yaml --rebalance W --max-weight 0.3",
            "gzip -dc btc.csv.gz | peaktrade backtest - -s rsi_reversion --symbol BTC/EUR --no-save")
        {
            Paths, BacktestOptionsOf.Config, BacktestOptionsOf.Strategy, Parameters, BacktestOptionsOf.Settings, BacktestOptionsOf.Assemblies, BacktestOptionsOf.Symbols, BacktestOptionsOf.From, BacktestOptionsOf.To, BacktestOptionsOf.Resample, Results, NoSave, Keep, BacktestOptionsOf.TrackingUri, BacktestOptionsOf.Experiment, BacktestOptionsOf.AllowOutOfRange,
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
        using var tracking = door.Workbench.Track();
        var runs = requests.SelectMany(request => door.Workbench.Backtest.Execute(request with { Tracking = tracking }, listener, cancel));
        var code = door.Write(parsed, runs.Select<Outcome<BacktestResult>, Func<BacktestResult>>(run => () => run.Result ?? throw run.Error!), Tables.Results);
        tracking.Complete(listener);
        return code;
    }

    private static BacktestRequest Request(ParseResult parsed, string? path)
    {
        var request = PortfolioOptionsOf.Request(parsed, path) with { Parameters = new Dictionary<string, object?>(Pairs.Read(parsed.GetValue(Parameters) ?? [], "--param")), Save = !parsed.GetValue(NoSave), Keep = parsed.GetValue(Keep) };
        return parsed.GetValue(Results) is { } root ? request with { Settings = [.. request.Settings, new("results.root", root)] } : request;
    }
}
