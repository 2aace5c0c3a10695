using System.CommandLine;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary>What every command takes that runs a strategy over bars: data, strategy and settings.</summary>
internal static class BacktestOptionsOf
{
    public static readonly Option<string?> Config = new("--config", "-c") { Description = "A configuration file (TOML). Without one every setting has its default.", HelpName = "file" };
    public static readonly Option<string?> Strategy = new("--strategy", "-s") { Description = "The strategy's key. [default: [strategy] key of the configuration]", HelpName = "key" };
    public static readonly Option<string[]> Settings = new("--set") { Description = "A setting by its dotted key, over the configuration: backtest.fee_bps=5. May be given again.", HelpName = "key=value" };
    public static readonly Option<string[]> Assemblies = new("--strategy-assembly") { Description = "An assembly (DLL) with strategies of your own. May be given again.", HelpName = "file" };
    public static readonly Option<string[]> Symbols = new("--symbol") { Description = "The instrument of data that hold many; the name of data that name none. May be given again. [default: [data] symbol, else all]", HelpName = "name" };
    public static readonly Option<string?> From = new("--from") { Description = "The first time that is wanted (ISO 8601; in [data] timezone without a zone).", HelpName = "time" };
    public static readonly Option<string?> To = new("--to") { Description = "The time that the wanted bars end before (ISO 8601; in [data] timezone without a zone).", HelpName = "time" };
    public static readonly Option<string?> Resample = new("--resample") { Description = "Make the bars into longer ones: 15m, 1h, 1d, 1w.", HelpName = "interval" };
    public static readonly Option<bool> AllowOutOfRange = new("--allow-out-of-range") { Description = "Take parameters beyond the range of the strategy's schema." };

    public static readonly Option<string?> TrackingUri = new("--tracking-uri") { Description = "Tell MLflow of what is done: a folder (file:./mlruns) or a server (http://localhost:5000).", HelpName = "address" };
    public static readonly Option<string?> Experiment = new("--experiment") { Description = "The MLflow experiment that runs are filed under. [default: peak_trade]", HelpName = "name" };

    /// <summary>Registers the strategies of the user's own.</summary>
    public static void Register(Door door, ParseResult parsed)
    {
        foreach (var assembly in parsed.GetValue(Assemblies) ?? []) door.Workbench.RegisterStrategy.FromAssembly(Door.FullPath(assembly), replace: false);
    }

    /// <summary>The settings of tracking that the command line gives.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Tracking(ParseResult parsed) => TrackingSettings.Of(parsed.GetValue(TrackingUri), parsed.GetValue(Experiment));

    /// <summary>What is asked for, on one of the paths; <c>-</c> is standard input.</summary>
    public static BacktestRequest Request(ParseResult parsed, string? path)
    {
        var settings = Pairs.Read(parsed.GetValue(Settings) ?? [], "--set").ToList();
        foreach (var (option, key) in new[] { (From, "data.from"), (To, "data.to"), (Resample, "data.resample") })
        {
            if (parsed.GetValue(option) is { } given) settings.Add(new(key, given));
        }

        settings.AddRange(Tracking(parsed));
        return new BacktestRequest
        {
            BaseFolder = Door.Here,
            ConfigPath = parsed.GetValue(Config),
            Strategy = parsed.GetValue(Strategy),
            Settings = settings,
            Symbols = parsed.GetValue(Symbols) ?? [],
            AllowOutOfRange = parsed.GetValue(AllowOutOfRange),
            DataPath = path == "-" ? null : path,
            Input = path == "-" ? Console.OpenStandardInput() : null,
        };
    }
}
