using System.Text.Json;
using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>
/// Reads what a transaction-cost report can use beside the run: its bars, and the simulation to run again. Both come from the stored run's own configuration
/// and data, where these are still there and still the same; where they are not the report does without, and says why.
/// </summary>
public sealed class ReadTcaInputs(StrategyRegistry strategies)
{
    private const string Snapshot = "config_snapshot.json";
    private const string Differs = "Run again it gives other figures: the strategy or the engine has changed since.";

    // What says nothing of how the run came about.
    private static readonly string[] Apart = ["results", "tracking"];

    /// <summary>The inputs of a run's report; what is missing is told in them and to the listener, and is no fault.</summary>
    public TcaInputs Execute(BacktestResult result, bool replay, IListener listener, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        try
        {
            return Read(result, replay, listener, cancel);
        }
        catch (Exception fault) when (fault is PeakTradeException or IOException or UnauthorizedAccessException or JsonException)
        {
            // A report is evidence, and evidence fails nothing: it is made of what there is. The message may name paths, which the report must not.
            listener.Say($"The data or the configuration of {result.Symbol} cannot be read again: {fault.Message}");
            return Without("Its data or its configuration cannot be read any more.");
        }
    }

    private TcaInputs Read(BacktestResult result, bool replay, IListener listener, CancellationToken cancel)
    {
        if (result.RunPath is null) return Without("The run was not stored, so its data and configuration are not at hand.");
        if (result.Path is null) return Without("Its data came from standard input and are not at hand.");
        var settings = ReadSettings(Path.Combine(result.RunPath, Snapshot));
        if (result.Portfolio is not null) return OfPortfolio(result, settings, replay, listener, cancel);
        var config = ConfigReader.Read(null, null, settings);
        listener.Progress($"Reading the bars of {result.Symbol}", null);
        var bars = ReadBars(result, config.Data, cancel);
        if (bars.Count != 1 || DataHash.Of(bars[0]) != result.DataHash) return Without("Its data have changed since.");
        return replay
            ? WithReplay(result, bars[0], config, listener, cancel)
            : new TcaInputs { Bars = bars, AtCostNote = "It was not asked to be run again." };
    }

    private TcaInputs OfPortfolio(BacktestResult result, IReadOnlyList<KeyValuePair<string, object?>> settings, bool replay, IListener listener, CancellationToken cancel)
    {
        if (strategies.Find(result.Strategy) is null) return Without("Its strategy is not registered here.");
        if (PlanOf(result, settings) is not { } plan) return Without("Its bundle, its universe or its sectors have changed since, or cannot be read any more.");
        listener.Progress($"Reading the bars of {result.Symbol}", null);
        var instruments = new List<BarData>();
        foreach (var read in UniverseReading.Read(result.Path!, plan.Config.Data with { Symbol = null, From = null, To = null }, result.Portfolio!.Symbols, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            instruments.Add(read.Data ?? throw read.Error!);
        }

        var work = new BatchWork(plan, new InstrumentSet(instruments));
        if (work.DataHash != result.DataHash) return Without("Its data have changed since.");
        var inputs = work.TcaInputs(cancel);
        if (!replay) return inputs with { AtCost = null, AtCostNote = "It was not asked to be run again." };
        listener.Progress($"Running {result.Strategy} on {result.Symbol} at other costs", null);
        return inputs.AtCost!(1) is { } again && again.FinalEquity == result.FinalEquity && again.Trades == result.Trades ? inputs : inputs with { AtCost = null, AtCostNote = Differs };
    }

    // The files that a bundle names start where its own path did. That is not kept, but for its trace in the hash: it is the folder, around the bundle or around the run, from which the
    // same configuration comes of it.
    private RunPlan? PlanOf(BacktestResult result, IReadOnlyList<KeyValuePair<string, object?>> settings)
    {
        var request = new BacktestRequest
        {
            BaseFolder = result.RunPath!,
            Settings = settings,
            DataPath = result.Path,
            Symbols = result.Portfolio!.Symbols,
            Parameters = result.Parameters.ToDictionary(p => p.Key, p => (object?)p.Value, StringComparer.OrdinalIgnoreCase),
            AllowOutOfRange = true,
            Save = false,
        };
        var bundle = BacktestInputs.ReadConfig(request).Portfolio.Bundle;
        return Around(result.RunPath!).Concat(bundle is null ? [] : Around(Path.GetDirectoryName(bundle)!)).Distinct().Select(folder => TryPlan(request with { BaseFolder = folder })).FirstOrDefault(plan => plan?.Snapshot(symbol: null).Hash == result.ConfigHash);
    }

    private RunPlan? TryPlan(BacktestRequest request)
    {
        try
        {
            return RunPlan.Of(request, strategies);
        }
        catch (PeakTradeException)
        {
            return null; // A file that is not there from here may be there from another folder.
        }
    }

    private static IEnumerable<string> Around(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent) yield return at.FullName;
    }

    private static TcaInputs Without(string why) => new() { BarsNote = why, AtCostNote = why };

    // The file of a run may have been overridden where it was started; the normalised settings are those that took effect. What a portfolio's files said stands beside
    // their paths, and is no setting.
    private static List<KeyValuePair<string, object?>> ReadSettings(string path)
    {
        using var file = File.OpenRead(path);
        using var settings = JsonDocument.Parse(file);
        return [.. settings.RootElement.EnumerateObject().Where(table => !Apart.Contains(table.Name)).Select(table => KeyValuePair.Create(table.Name, Plain(table.Value, but: "content")))];
    }

    private static object? Plain(JsonElement value, string? but = null) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Where(member => member.Name != but).ToDictionary(member => member.Name, member => Plain(member.Value), StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(item => Plain(item)).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        // A whole number stays one only where it is written as one: 5.0 is a number of the other kind.
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : (object)value.GetDouble(),
        _ => null,
    };

    private static List<Bars> ReadBars(BacktestResult result, DataOptions data, CancellationToken cancel)
    {
        var bars = new List<Bars>();
        foreach (var (_, read, _) in MarketData.ReadAll(data, result.Path!, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            if (read is { Bars: var found } && found.Symbol == result.Symbol) bars.Add(found);
        }

        return bars;
    }

    private TcaInputs WithReplay(BacktestResult result, Bars bars, RunConfig config, IListener listener, CancellationToken cancel)
    {
        var inputs = new TcaInputs { Bars = [bars] };
        if (strategies.Find(result.Strategy)?.Strategy is not { } strategy)
            return inputs with { AtCostNote = "Its strategy is not registered here." };

        var parameters = strategy.Info.Bind(result.Parameters.ToDictionary(p => p.Key, p => (object?)p.Value, StringComparer.OrdinalIgnoreCase), allowOutOfRange: true);
        listener.Progress($"Running {result.Strategy} on {result.Symbol} at other costs", null);
        return At(1) is { } again && again.FinalEquity == result.FinalEquity && again.Trades == result.Trades
            ? inputs with { AtCost = At }
            : inputs with { AtCostNote = Differs };

        Metrics? At(double multiple)
        {
            var options = config.Backtest with
            {
                FeeBps = config.Backtest.FeeBps * multiple,
                FeeFixed = config.Backtest.FeeFixed * multiple,
                FeeMinimum = config.Backtest.FeeMinimum * multiple,
                SlippageBps = config.Backtest.SlippageBps * multiple,
                BorrowRate = config.Backtest.BorrowRate * multiple,
            };
            // Costs of 100 % and more are no costs that can be run.
            return options.Validate().Any() ? null : Backtester.Run(bars, strategy, parameters, options, cancel);
        }
    }
}
