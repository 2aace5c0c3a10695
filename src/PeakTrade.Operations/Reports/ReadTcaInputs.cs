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
        var config = ReadConfig(Path.Combine(result.RunPath, Snapshot));
        listener.Progress($"Reading the bars of {result.Symbol}", null);
        var bars = ReadBars(result, config.Data, cancel);
        if (result.Portfolio is not null) return new TcaInputs { Bars = bars, AtCostNote = "Portfolios are not run again." };
        if (bars.Count != 1 || DataHash.Of(bars[0]) != result.DataHash) return Without("Its data have changed since.");
        return replay
            ? WithReplay(result, bars[0], config, listener, cancel)
            : new TcaInputs { Bars = bars, AtCostNote = "It was not asked to be run again." };
    }

    private static TcaInputs Without(string why) => new() { BarsNote = why, AtCostNote = why };

    // The file of a run may have been overridden where it was started; the normalised settings are those that took effect.
    private static RunConfig ReadConfig(string path)
    {
        using var file = File.OpenRead(path);
        using var settings = JsonDocument.Parse(file);
        return ConfigReader.Read(null, null, settings.RootElement.EnumerateObject().Where(table => !Apart.Contains(table.Name)).Select(table => KeyValuePair.Create(table.Name, Plain(table.Value))));
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value), StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        // A whole number stays one only where it is written as one: 5.0 is a number of the other kind.
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : (object)value.GetDouble(),
        _ => null,
    };

    private static List<Bars> ReadBars(BacktestResult result, DataOptions data, CancellationToken cancel)
    {
        var wanted = new HashSet<string>(result.Portfolio?.Symbols ?? [result.Symbol], StringComparer.Ordinal);
        var bars = new List<Bars>();
        foreach (var (_, read, _) in MarketData.ReadAll(data, result.Path!, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            if (read is { Bars: var found } && wanted.Contains(found.Symbol)) bars.Add(found);
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
            : inputs with { AtCostNote = "Run again it gives other figures: the strategy or the engine has changed since." };

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
