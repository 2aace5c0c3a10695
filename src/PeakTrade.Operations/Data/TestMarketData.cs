using PeakTrade.Data.Quality;

namespace PeakTrade.Operations;

/// <summary>A look at market data as a door asks for it.</summary>
public sealed record MarketDataRequest
{
    /// <summary>The absolute folder that a relative path starts from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The data.</summary>
    public required string Path { get; init; }

    /// <summary>The instrument; else the file says, or its name.</summary>
    public string? Symbol { get; init; }

    /// <summary>The zone of times that carry none.</summary>
    public string Timezone { get; init; } = "UTC";

    /// <summary>What is looked for; everything where none is named.</summary>
    public IReadOnlyCollection<FindingKind> Kinds { get; init; } = [];
}

/// <summary>Says what is odd or wrong in market data, of files too that a backtest refuses.</summary>
public static class TestMarketData
{
    /// <summary>What would be wrong with every file, whatever is in it.</summary>
    public static void Check(string timezone) => MarketDataCheck.RequireZone(timezone);

    /// <summary>A report for each instrument, as soon as it is read.</summary>
    public static IEnumerable<MarketDataReport> Execute(MarketDataRequest request, IListener listener, CancellationToken cancel)
    {
        if (request.Path.Length == 0) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");
        var path = Path.GetFullPath(request.Path, request.BaseFolder);
        var options = new DataOptions { Symbol = request.Symbol, Timezone = request.Timezone };
        listener.Say($"Looking at {path}.");
        listener.Progress($"Looking at {Path.GetFileName(path)}", null);
        using var reports = MarketDataCheck.Run(options, path, request.Kinds.Count > 0 ? request.Kinds : MarketDataCheck.AllKinds, cancel).GetEnumerator();
        while (Next(reports)) yield return reports.Current;
    }

    private static bool Next(IEnumerator<MarketDataReport> reports)
    {
        using var culture = InvariantScope.Enter();
        return reports.MoveNext();
    }
}
