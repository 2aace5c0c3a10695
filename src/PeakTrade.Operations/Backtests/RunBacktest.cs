using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Runs one strategy over the bars of one instrument and stores the evidence.</summary>
public sealed class RunBacktest(StrategyRegistry strategies, TimeProvider clock)
{
    private readonly GitReading _git = new(clock);

    /// <summary>Config, data, strategy, simulation, result, evidence: in this order, and nothing is written before the result is there.</summary>
    public BacktestResult Execute(BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        var started = clock.GetUtcNow();
        var (config, strategy, parameters) = Prepare(request);
        foreach (var notice in config.Notices) listener.Warn(notice.ToString());
        if (config.Tracking.Enabled) listener.Warn("Tracking comes with a later version; the run goes on without it.");

        var data = ReadData(config.Data, request, listener, cancel);
        listener.Progress($"{strategy.Info.Key} on {data.Bars.Symbol}", null);
        listener.Say($"Running {Named(strategy, parameters)} on {data.Bars.Count} bars of {data.Bars.Symbol}.");
        // A symbol that the file's name gave took effect as well: a result run again, its symbol now given, is the same configuration.
        config = config with { Data = config.Data with { Symbol = data.Bars.Symbol } };
        var snapshot = ConfigSnapshot.Of(config, strategy.Info.Key, parameters);
        var result = Backtester.Run(data.Bars, strategy, parameters, config.Backtest, cancel) with
        {
            RowsDropped = data.RowsDropped,
            ConfigHash = snapshot.Hash,
            DataHash = DataHash.Of(data.Bars),
            Path = request.Input is null ? config.Data.Path : null,
        };
        return request.Save ? Store(result, config, snapshot, data.Notices, started, listener, cancel) : result;
    }

    /// <summary>Throws what is wrong with a request itself: its settings, its strategy and its parameters. The data are not opened.</summary>
    public void Check(BacktestRequest request)
    {
        using var culture = InvariantScope.Enter();
        Prepare(request);
    }

    private (RunConfig Config, IStrategy Strategy, ParameterSet Parameters) Prepare(BacktestRequest request)
    {
        var config = ReadConfig(request);
        var key = request.OwnStrategy?.Info.Key ?? config.Strategy.Key ?? throw FaultCatalogue.StrategyNotGiven.Because("No strategy was named.");
        var strategy = request.OwnStrategy ?? strategies.Get(key).Strategy;
        var parameters = Bind(strategy, config, request);
        if (request.Input is null && config.Data.Path is null) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");
        return (config, strategy, parameters);
    }

    private static RunConfig ReadConfig(BacktestRequest request)
    {
        var settings = request.Settings.ToList();
        if (request.Strategy is not null) settings.Add(KeyValuePair.Create("strategy.key", (object?)request.Strategy));
        var folder = request.ConfigPath is null ? request.BaseFolder : Path.GetDirectoryName(Path.GetFullPath(request.ConfigPath, request.BaseFolder))!;
        var config = request.ConfigPath is null
            ? ConfigReader.Read(null, null, settings)
            : ConfigReader.ReadFile(Path.GetFullPath(request.ConfigPath, request.BaseFolder), settings);

        // A path that the door gave starts where the user stands, one in the file starts where the file lies.
        var given = settings.Any(s => s.Key == "results.root");
        return config with
        {
            Data = config.Data with { Path = request.DataPath is { } path ? Path.GetFullPath(path, request.BaseFolder) : Under(folder, config.Data.Path) },
            Results = config.Results with { Root = Under(given ? request.BaseFolder : folder, config.Results.Root)! },
        };
    }

    private static string Named(IStrategy strategy, ParameterSet parameters) => parameters.Count == 0 ? strategy.Info.Key : $"{strategy.Info.Key} with {parameters}";

    private static string? Under(string folder, string? path) => path is null ? null : Path.GetFullPath(path, folder);

    private static ParameterSet Bind(IStrategy strategy, RunConfig config, BacktestRequest request)
    {
        var values = new Dictionary<string, object?>(config.Strategy.ParametersOf(strategy.Info.Key), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Parameters) values[name] = value;
        return strategy.Info.Bind(values, request.AllowOutOfRange || config.Strategy.AllowOutOfRange);
    }

    private static BarData ReadData(DataOptions options, BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        listener.Progress($"Reading {(request.Input is null ? options.Path : "standard input")}", null);
        var data = request.Input is { } input ? MarketData.Read(input, "standard input", options with { Symbol = options.Symbol ?? "stdin" }, cancel) : MarketData.Read(options, options.Path!, cancel);
        if (data.RowsDropped > 0) listener.Warn($"{data.Bars.Symbol}: {data.RowsDropped} of {data.RowsRead} rows break the data contract and were left out.");
        foreach (var notice in data.Notices) listener.Say(notice.ToString());
        return data;
    }

    private BacktestResult Store(BacktestResult result, RunConfig config, ConfigSnapshot snapshot, IReadOnlyList<Fault> notices, DateTimeOffset started, IListener listener, CancellationToken cancel)
    {
        listener.Progress("Storing the run", null);
        var evidence = new RunEvidence
        {
            ConfigToml = snapshot.Raw,
            ConfigJson = snapshot.Normalised,
            EngineVersion = EngineVersion.Current,
            Git = _git.Read(config.Results.Root),
            Seed = config.Backtest.Seed,
            Started = started,
            Finished = clock.GetUtcNow(),
            Host = HostFacts.Read(),
            Notices = [.. notices.Select(n => n.ToString())],
        };
        var stored = new RunStore(config.Results.Root).Save(result, evidence, cancel);
        listener.Say($"Stored as {stored.RunPath}.");
        return stored;
    }
}
