using System.Text.Json;
using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Reads the bars beside a run again: those it was made on, and a benchmark of the user's choice.</summary>
public static class RunMarket
{
    // What of a run's own settings says which bars it saw. Who reads them does not matter: the bars are the same.
    private static readonly string[] Settings = ["timezone", "on_bad_row", "from", "to", "resample", "session"];

    /// <summary>The run's own bars, which it is compared with where no other benchmark is given; where they cannot be had, the reason why.</summary>
    public static RiskMarket Read(BacktestResult result, Bars? benchmark, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        var own = Own(result, out var missing, cancel);
        return new RiskMarket(benchmark ?? own, result.Portfolio is null ? own : null) { Missing = benchmark is null ? missing : "" };
    }

    /// <summary>A benchmark from a file, a folder or a pattern; its faults are the user's.</summary>
    public static Bars ReadBenchmark(string path, string? symbol, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        return MarketData.Read(new DataOptions { Symbol = symbol }, path, cancel).Bars;
    }

    private static Bars? Own(BacktestResult result, out string missing, CancellationToken cancel)
    {
        missing = "The run does not say where its data are; give a benchmark (-Benchmark, --benchmark).";
        if (result.Path is not { Length: > 0 } path) return null;
        try
        {
            var options = Options(result);
            var bars = result.Portfolio is { } facts ? Index(result.Symbol, facts, options, path, cancel) : MarketData.Read(options with { Symbol = result.Symbol }, path, cancel).Bars;
            if (bars is not null && RunBars.Are(bars, result)) return bars;
            missing = "What lies where the run's data were gives other bars than the run's: the data have changed, or were read with settings that the run does not keep; give a benchmark (-Benchmark, --benchmark).";
        }
        catch (PeakTradeException fault)
        {
            // The report is made without them, and says so. Its bytes must not depend on where the data lie, so the path stays out.
            missing = $"The run's data cannot be read again ({fault.Kind.Id}); give a benchmark (-Benchmark, --benchmark).";
        }

        return null;
    }

    private static Bars? Index(string name, PortfolioFacts facts, DataOptions options, string path, CancellationToken cancel)
    {
        var wanted = facts.Symbols.ToHashSet(StringComparer.Ordinal);
        var instruments = new List<Bars>();
        foreach (var read in MarketData.ReadAll(options, path, cancel))
        {
            if (read.Data?.Bars is { } bars && wanted.Contains(bars.Symbol)) instruments.Add(bars);
        }

        return instruments.Count == wanted.Count && wanted.Count > 0 ? Universe.Of(name, instruments).Index : null;
    }

    private static DataOptions Options(BacktestResult result)
    {
        if (result.RunPath is not { } folder || RunStore.ReadConfig(folder) is not { } text) return new DataOptions();
        try
        {
            using var config = JsonDocument.Parse(text);
            if (!config.RootElement.TryGetProperty("data", out var data)) return new DataOptions();
            var given = new List<KeyValuePair<string, object?>>();
            foreach (var key in Settings)
            {
                if (data.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String) given.Add(KeyValuePair.Create($"data.{key}", (object?)value.GetString()));
            }

            return ConfigReader.Read(null, null, given).Data;
        }
        catch (JsonException)
        {
            return new DataOptions(); // What the bars are compared with tells whether they are the run's.
        }
    }
}
