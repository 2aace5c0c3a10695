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
        var config = request.ConfigPath is null
            ? ConfigReader.Read(null, null, settings)
            : ConfigReader.ReadFile(Path.GetFullPath(request.ConfigPath, request.BaseFolder), settings);

        return config with
        {
            Data = config.Data with { Path = DataOf(request, config.Data.Path) },
            Portfolio = config.Portfolio with
            {
                Bundle = Under(FolderOf(request, "portfolio.bundle"), config.Portfolio.Bundle),
                Universe = Under(FolderOf(request, "portfolio.universe"), config.Portfolio.Universe),
                Sectors = Under(FolderOf(request, "portfolio.sectors"), config.Portfolio.Sectors),
            },
            Results = config.Results with { Root = Under(FolderOf(request, "results.root"), config.Results.Root)! },
            Tracking = config.Tracking with
            {
                Assembly = Under(FolderOf(request, "tracking.assembly"), config.Tracking.Assembly),
                Outbox = Under(FolderOf(request, "tracking.outbox"), config.Tracking.Outbox),
                Mlflow = config.Tracking.Mlflow with { TrackingUri = FileUnder(FolderOf(request, "tracking.mlflow.tracking_uri"), config.Tracking.Mlflow.TrackingUri) },
            },
        };
    }

    /// <summary>The folder that a setting's path starts from: one that the door gave starts where the user stands, one in the file where the file lies.</summary>
    public static string FolderOf(BacktestRequest request, string key) => request.ConfigPath is null || request.Settings.Any(s => s.Key == key)
        ? request.BaseFolder
        : Path.GetDirectoryName(Path.GetFullPath(request.ConfigPath, request.BaseFolder))!;

    /// <summary>The instruments of a plan; a portfolio's in the order of its names.</summary>
    public static IEnumerable<InstrumentRead> Instruments(RunPlan plan, BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        var data = plan.Config.Data;
        if (plan.Portfolio is not { } portfolio) return Instruments(data, request, listener, cancel);
        // Factors look at bars before the first that is traded, and an instrument without a bar in the span is no fault; the span is cut out of what was read.
        data = data with { From = null, To = null };
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

    private static string? DataOf(BacktestRequest request, string? configured)
    {
        if (request.DataPath is { } path) return request.MorePaths.Count == 0 ? DataPaths.Full(path, request.BaseFolder) : DataPaths.Join([path, .. request.MorePaths], request.BaseFolder);
        return configured is null ? null : DataPaths.Full(configured, FolderOf(request, "data.path"));
    }

    private static string? Under(string folder, string? path) => path is null ? null : Path.GetFullPath(path, folder);

    // file:./mlruns, file:///srv/mlruns and ./mlruns are folders; the file: stays, so that a reader of the snapshot sees what it is.
    private static string FileUnder(string folder, string uri)
    {
        if (uri.StartsWith("http://", StringComparison.Ordinal) || uri.StartsWith("https://", StringComparison.Ordinal)) return uri;
        var path = uri.StartsWith("file://", StringComparison.Ordinal) && Uri.TryCreate(uri, UriKind.Absolute, out var address) ? address.LocalPath : uri.StartsWith("file:", StringComparison.Ordinal) ? uri[5..] : uri;
        return $"file:{Path.GetFullPath(path, folder)}";
    }

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
