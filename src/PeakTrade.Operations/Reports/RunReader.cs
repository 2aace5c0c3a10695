using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>
/// Reads again what a run was made from, for the reports on it: its bars, and the simulation itself. A report is evidence, and evidence fails nothing: where
/// something is not there any more, or is not the same, the report does without and says why. No path stands in what it says, so that a report is the same wherever the data lie.
/// </summary>
/// <remarks>One serves a command. The instruments that were read last are kept, since runs that come one after the other are often made from the same ones.</remarks>
public sealed class RunReader(StrategyRegistry strategies, string baseFolder)
{

    private const string FilesChanged = "Its bundle, its universe or its sectors have changed since, or cannot be read any more.";

    private (InstrumentKey Key, InstrumentSet Set)? _last;

    /// <summary>A benchmark from a file, a folder or a pattern; its faults are the user's.</summary>
    public static Bars ReadBenchmark(string path, string? symbol, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        return MarketData.Read(new DataOptions { Symbol = symbol }, path, cancel).Bars;
    }

    /// <summary>What a run's risk is measured against: a benchmark that is given, else the instrument that it traded, or the index of its universe.</summary>
    public RiskMarket Market(BacktestResult result, Bars? benchmark, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        var own = Own(result, out var missing, cancel);
        return new RiskMarket(benchmark ?? own, result.Portfolio is null ? own : null) { Missing = benchmark is null ? missing : "" };
    }

    /// <summary>What a run's costs are measured by: its bars, and the same run at other costs.</summary>
    public TcaInputs TcaInputs(BacktestResult result, bool replay, IListener listener, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        if (result.RunPath is null) return Without("The run was not stored, so its data and configuration are not at hand.");
        if (result.Path is null) return Without("Its data came from standard input and are not at hand.");
        try
        {
            var settings = StoredSettings.Of(result);
            listener.Progress($"Reading the bars of {result.Symbol}", null);
            if (settings.All.Count > 0) return Inputs(result, settings, replay, listener, cancel);
        }
        catch (Exception fault) when (fault is PeakTradeException or IOException or UnauthorizedAccessException)
        {
            listener.Say($"The data or the configuration of {result.Symbol} cannot be read again: {fault.Message}");
        }

        return Without("Its data or its configuration cannot be read any more.");
    }

    private static TcaInputs Without(string why) => new() { BarsNote = why, AtCostNote = why };

    private Bars? Own(BacktestResult result, out string missing, CancellationToken cancel)
    {
        missing = "The run does not say where its data are.";
        if (result.Path is not { Length: > 0 }) return null;
        try
        {
            var settings = StoredSettings.Of(result);
            var set = Instruments(result, settings, cancel);
            var bars = settings.Span(result.Portfolio is null ? set.Instruments[0].Bars : set.Universe(result.Symbol).Index);
            if (RunBars.Are(bars, result)) return bars;
            missing = "What lies where the run's data were gives other bars than the run's: the data have changed, or were read with settings that the run does not keep.";
        }
        catch (PeakTradeException fault)
        {
            missing = $"The run's data cannot be read again ({fault.Kind.Id}).";
        }

        return null;
    }

    private TcaInputs Inputs(BacktestResult result, StoredSettings settings, bool replay, IListener listener, CancellationToken cancel)
    {
        var set = Instruments(result, settings, cancel);
        var strategy = strategies.Find(result.Strategy)?.Strategy;
        // Factors look at bars before the first that is traded.
        var hash = result.Portfolio is null ? DataHash.Of(settings.Span(set.Instruments[0].Bars)) : set.DataHashOf(strategy is WeightStrategy ? null : settings.Data.From, settings.Data.To);
        if (hash != result.DataHash) return Without("Its data have changed since.");

        var bars = new TcaInputs { Bars = [.. set.Instruments.Select(i => result.Portfolio is null ? settings.Span(i.Bars) : i.Bars)] };
        if (!replay) return bars with { AtCostNote = "It was not asked to be run again." };
        if (strategy is null) return bars with { AtCostNote = "Its strategy is not registered here." };
        listener.Progress($"Running {result.Strategy} on {result.Symbol} at other costs", null);
        try
        {
            var plan = RunPlan.Of(new BacktestRequest { BaseFolder = baseFolder, Settings = settings.All, DataPath = result.Path, AllowOutOfRange = true, Save = false }, strategies);
            if (result.Portfolio is not null && plan.Snapshot(symbol: null).Hash != result.ConfigHash) return bars with { AtCostNote = FilesChanged };
            var again = new PlannedRun(plan, set).TcaInputs(cancel);
            return again.AtCost!(1) is { } same && same.FinalEquity == result.FinalEquity && same.Trades == result.Trades
                ? bars with { AtCost = again.AtCost }
                : bars with { AtCostNote = "Run again it gives other figures: the strategy or the engine has changed since." };
        }
        catch (PeakTradeException fault)
        {
            listener.Say($"{result.Strategy} on {result.Symbol} cannot be run again: {fault.Message}");
            return bars with { AtCostNote = result.Portfolio is null ? $"Its configuration cannot be run any more ({fault.Kind.Id})." : FilesChanged };
        }
    }

    // A portfolio's names are those of its universe, which the data may write in another way; a run of one instrument has the name that the data gave it.
    private InstrumentSet Instruments(BacktestResult result, StoredSettings settings, CancellationToken cancel)
    {
        IReadOnlyList<string> names = result.Portfolio?.Symbols ?? [result.Symbol];
        var options = settings.Together ? settings.Data with { From = null, To = null } : settings.Data with { Symbol = result.Symbol };
        var key = new InstrumentKey(result.Path!, options, string.Join('\n', names.Order(StringComparer.Ordinal)));
        if (_last is { } last && last.Key == key) return last.Set;
        var set = new InstrumentSet(settings.Together ? [.. UniverseReading.Read(key.Path, key.Options, key.Names, cancel).Select(read => read.Data ?? throw read.Error!)] : [MarketData.Read(key.Options, key.Path, cancel)]);
        _last = (key, set);
        return set;
    }
}
