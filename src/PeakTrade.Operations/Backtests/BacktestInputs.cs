using PeakTrade.Configuration;
using PeakTrade.Data;

namespace PeakTrade.Operations;

/// <summary>Reads what a backtest or a study starts from: the configuration, and the bars of its instruments.</summary>
internal static class BacktestInputs
{
    /// <summary>The configuration that a request comes to; its data path and results root are absolute.</summary>
    public static RunConfig ReadConfig(BacktestRequest request)
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
            Portfolio = config.Portfolio with { Bundle = Under(folder, config.Portfolio.Bundle), Universe = Under(folder, config.Portfolio.Universe), Sectors = Under(folder, config.Portfolio.Sectors) },
            Results = config.Results with { Root = Under(given ? request.BaseFolder : folder, config.Results.Root)! },
        };
    }

    /// <summary>The instruments of a plan; a portfolio's in the order of its names.</summary>
    public static IEnumerable<InstrumentRead> Instruments(RunPlan plan, BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        var data = plan.Config.Data;
        if (plan.Portfolio is not { } portfolio) return Instruments(data, request, listener, cancel);
        // Factors look at bars before the first that is traded.
        if (portfolio.ByWeights) data = data with { From = null, To = null };
        if (request.Input is not null || plan.Symbols.Count == 0) return Instruments(data, request, listener, cancel);
        listener.Progress($"Reading {data.Path}", null);
        return UniverseReading.Read(data.Path!, data with { Symbol = null }, plan.Symbols, cancel);
    }

    /// <summary>The instruments that a request names, as they are read; what is wrong with one, or with the data, is in its place.</summary>
    public static IEnumerable<InstrumentRead> Instruments(DataOptions data, BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        foreach (var options in Wanted(data, request))
        {
            using var instruments = Read(options, request, listener, cancel).GetEnumerator();
            while (Next(instruments) is { } read)
            {
                if (read.Data is { } bars) Tell(bars, listener);
                yield return read;
            }
        }
    }

    private static string? Under(string folder, string? path) => path is null ? null : Path.GetFullPath(path, folder);

    private static IEnumerable<DataOptions> Wanted(DataOptions data, BacktestRequest request) =>
        request.Symbols.Count == 0 ? [data] : request.Symbols.Select(symbol => data with { Symbol = symbol, SymbolOnlyPicks = request.Symbols.Count > 1 });

    private static IEnumerable<InstrumentRead> Read(DataOptions options, BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        listener.Progress($"Reading {(request.Input is null ? options.Path : "standard input")}", null);
        return request.Input is { } input ? MarketData.ReadAll(input, "standard input", options, cancel) : MarketData.ReadAll(options, options.Path!, cancel);
    }

    private static InstrumentRead? Next(IEnumerator<InstrumentRead> instruments)
    {
        try
        {
            return instruments.MoveNext() ? instruments.Current : null;
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return new InstrumentRead("", null, fault);
        }
    }

    private static void Tell(BarData data, IListener listener)
    {
        if (data.RowsDropped > 0) listener.Warn($"{data.Bars.Symbol}: {data.RowsDropped} of {data.RowsRead} rows break the data contract and were left out.");
        foreach (var notice in data.Notices) listener.Say(notice.ToString());
    }
}
