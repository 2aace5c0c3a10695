using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Runs one strategy over the bars of each instrument of the data and stores the evidence.</summary>
public sealed class RunBacktest(StrategyRegistry strategies, TimeProvider clock)
{
    private readonly GitReading _git = new(clock);

    /// <summary>
    /// A run for each instrument, as it is done. What is wrong with the request throws before the first; what is wrong with the data, or with one
    /// instrument's run, is an outcome of its own.
    /// </summary>
    public IEnumerable<Outcome<BacktestResult>> Execute(BacktestRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(Run(request, listener, cancel));

    /// <summary>Throws what is wrong with a request itself: its settings, its strategy and its parameters. The data are not opened.</summary>
    public void Check(BacktestRequest request)
    {
        using var culture = InvariantScope.Enter();
        Prepare(request);
    }

    // Config, data, strategy, simulation, result, evidence: in this order, and nothing is written before a result is there.
    private IEnumerable<Outcome<BacktestResult>> Run(BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        var plan = Prepare(request);
        var store = new RunStore(plan.Config.Results.Root) { Trades = plan.Config.Results.Trades };
        if (request.Save) store.Prepare();
        foreach (var notice in plan.Config.Notices) listener.Warn(notice.ToString());
        if (plan.Config.Tracking.Enabled) listener.Warn("Tracking comes with a later version; the run goes on without it.");

        using var instruments = BacktestInputs.Instruments(plan.Config.Data, request, listener, cancel).GetEnumerator();
        for (var started = clock.GetUtcNow(); instruments.MoveNext(); started = clock.GetUtcNow())
            yield return instruments.Current.Data is { } data ? Outcome(plan, store, data, request, started, listener, cancel) : new Outcome<BacktestResult>(null, instruments.Current.Error);
    }

    private Outcome<BacktestResult> Outcome(Plan plan, RunStore store, BarData data, BacktestRequest request, DateTimeOffset started, IListener listener, CancellationToken cancel)
    {
        var (config, strategy, parameters) = plan;
        listener.Progress($"{strategy.Info.Key} on {data.Bars.Symbol}", null);
        listener.Say($"Running {Named(strategy, parameters)} on {data.Bars.Count} bars of {data.Bars.Symbol}.");
        // A symbol that the data gave took effect as well: a result run again, its symbol now given, is the same configuration.
        config = config with { Data = config.Data with { Symbol = data.Bars.Symbol } };
        var snapshot = ConfigSnapshot.Of(config, strategy.Info.Key, parameters);
        try
        {
            var result = Backtester.Run(data.Bars, strategy, parameters, config.Backtest, cancel) with
            {
                RowsDropped = data.RowsDropped,
                ConfigHash = snapshot.Hash,
                DataHash = DataHash.Of(data.Bars),
                Path = request.Input is null ? config.Data.Path : null,
            };
            return new Outcome<BacktestResult>(request.Save ? Store(result, store, config, snapshot, data.Notices, started, listener, cancel) : result, null);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return new Outcome<BacktestResult>(null, fault);
        }
    }

    private Plan Prepare(BacktestRequest request)
    {
        var config = BacktestInputs.ReadConfig(request);
        var key = request.OwnStrategy?.Info.Key ?? config.Strategy.Key ?? throw FaultCatalogue.StrategyNotGiven.Because("No strategy was named.");
        if (request.Save && config.Results.Trades == TradesFormat.Parquet) ParquetTable.Require();
        var strategy = request.OwnStrategy ?? strategies.Get(key).Strategy;
        var parameters = Bind(strategy, config, request);
        if (request.Input is null && config.Data.Path is null) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");
        return new Plan(config, strategy, parameters);
    }

    private static string Named(IStrategy strategy, ParameterSet parameters) => parameters.Count == 0 ? strategy.Info.Key : $"{strategy.Info.Key} with {parameters}";

    private static ParameterSet Bind(IStrategy strategy, RunConfig config, BacktestRequest request)
    {
        var values = new Dictionary<string, object?>(config.Strategy.ParametersOf(strategy.Info.Key), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Parameters) values[name] = value;
        return strategy.Info.Bind(values, request.AllowOutOfRange || config.Strategy.AllowOutOfRange);
    }

    private BacktestResult Store(BacktestResult result, RunStore store, RunConfig config, ConfigSnapshot snapshot, IReadOnlyList<Fault> notices, DateTimeOffset started, IListener listener, CancellationToken cancel)
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
        var stored = store.Save(result, evidence, cancel);
        if (store.Trades == TradesFormat.Auto && !ParquetTable.IsAvailable) listener.Say("The trades are in trades.csv: DuckDB's library, which writes Parquet, is not there.");
        listener.Say($"Stored as {stored.RunPath}.");
        return stored;
    }

    /// <summary>What all instruments of a request share.</summary>
    private sealed record Plan(RunConfig Config, IStrategy Strategy, ParameterSet Parameters);
}
