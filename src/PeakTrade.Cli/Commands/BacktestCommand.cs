using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade backtest</c>: one strategy on one or many instruments.</summary>
internal static class BacktestCommand
{
    private static readonly Argument<string[]> Paths = new Argument<string[]>("path") { Description = "Data of bars: files (CSV, gzip too, Parquet), folders, patterns; - is standard input. [default: [data] path of the configuration]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string?> Config = new("--config", "-c") { Description = "A configuration file (TOML). Without one every setting has its default.", HelpName = "file" };
    private static readonly Option<string?> Strategy = new("--strategy", "-s") { Description = "The strategy's key. [default: [strategy] key of the configuration]", HelpName = "key" };
    private static readonly Option<string[]> Parameters = new("--param", "-p") { Description = "A parameter of the strategy. May be given again.", HelpName = "name=value" };
    private static readonly Option<string[]> Settings = new("--set") { Description = "A setting by its dotted key, over the configuration: backtest.fee_bps=5. May be given again.", HelpName = "key=value" };
    private static readonly Option<string[]> Assemblies = new("--strategy-assembly") { Description = "An assembly (DLL) with strategies of your own. May be given again.", HelpName = "file" };
    private static readonly Option<string[]> Symbols = new("--symbol") { Description = "The instrument of data that hold many; the name of data that name none. May be given again. [default: [data] symbol, else all]", HelpName = "name" };
    private static readonly Option<string?> From = new("--from") { Description = "The first time that is wanted (ISO 8601; in [data] timezone without a zone).", HelpName = "time" };
    private static readonly Option<string?> To = new("--to") { Description = "The time that the wanted bars end before (ISO 8601; in [data] timezone without a zone).", HelpName = "time" };
    private static readonly Option<string?> Resample = new("--resample") { Description = "Make the bars into longer ones: 15m, 1h, 1d, 1w.", HelpName = "interval" };
    private static readonly Option<string?> Results = new("--results-root") { Description = "The folder of the run store. [default: [results] root, else results]", HelpName = "folder" };
    private static readonly Option<bool> NoSave = new("--no-save") { Description = "Do not store the run." };
    private static readonly Option<bool> AllowOutOfRange = new("--allow-out-of-range") { Description = "Take parameters beyond the range of the strategy's schema." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("backtest", "Run a strategy over the bars of one or many instruments, and store each run.",
            "peaktrade backtest data/btc_eur_1d.csv --strategy ma_crossover",
            "peaktrade backtest data/*.csv -s ma_crossover -p fast_window=15 -p slow_window=45 --json",
            "peaktrade backtest --config config.toml --set backtest.fee_bps=5",
            "peaktrade backtest data/btc_eur_1m.csv -s ma_crossover --from 2024-01-01 --to 2024-07-01 --resample 1h",
            "gzip -dc btc.csv.gz | peaktrade backtest - -s rsi_reversion --symbol BTC/EUR --no-save")
        {
            Paths, Config, Strategy, Parameters, Settings, Assemblies, Symbols, From, To, Resample, Results, NoSave, AllowOutOfRange,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        foreach (var assembly in parsed.GetValue(Assemblies) ?? []) door.Workbench.RegisterStrategy.FromAssembly(Door.FullPath(assembly), replace: false);

        var request = Request(parsed);
        var paths = parsed.GetValue(Paths) is { Length: > 0 } given ? given : [null!];
        // What is wrong with all runs is said once, before the first.
        door.Workbench.Backtest.Check(paths[0] == "-" ? request with { Input = Stream.Null } : request with { DataPath = paths[0] });
        return door.Write(parsed, paths.SelectMany(path => Runs(path)).Select<Outcome<BacktestResult>, Func<BacktestResult>>(run => () => run.Result ?? throw run.Error!), Tables.Results);

        IEnumerable<Outcome<BacktestResult>> Runs(string? path) => door.Workbench.Backtest.Execute(path == "-" ? request with { Input = Console.OpenStandardInput() } : request with { DataPath = path }, listener, cancel);
    }

    private static BacktestRequest Request(ParseResult parsed)
    {
        var settings = Pairs.Read(parsed.GetValue(Settings) ?? [], "--set").ToList();
        foreach (var (option, key) in new[] { (From, "data.from"), (To, "data.to"), (Resample, "data.resample"), (Results, "results.root") })
        {
            if (parsed.GetValue(option) is { } given) settings.Add(new(key, given));
        }

        return new BacktestRequest
        {
            BaseFolder = Door.Here,
            ConfigPath = parsed.GetValue(Config),
            Strategy = parsed.GetValue(Strategy),
            Parameters = new Dictionary<string, object?>(Pairs.Read(parsed.GetValue(Parameters) ?? [], "--param")),
            Settings = settings,
            Symbols = parsed.GetValue(Symbols) ?? [],
            Save = !parsed.GetValue(NoSave),
            AllowOutOfRange = parsed.GetValue(AllowOutOfRange),
        };
    }
}
