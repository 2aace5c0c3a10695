using PeakTrade.Data;
using PeakTrade.Data.Lake;

namespace PeakTrade.Operations;

/// <summary>An import into the lake as a door asks for it.</summary>
public sealed record ImportLakeRequest
{
    /// <summary>The lake where a door is told no other, from where the user stands.</summary>
    public const string DefaultLake = "data/lake";

    /// <summary>The absolute folder that relative paths of this request start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The lake's folder; it is made where it is not there.</summary>
    public string Lake { get; init; } = DefaultLake;

    /// <summary>The file or folder of bars; null where <see cref="Rows"/> are given.</summary>
    public string? DataPath { get; init; }

    /// <summary>Rows of a pipeline.</summary>
    public BarRows? Rows { get; init; }

    /// <summary>How the data are read.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>Whether bars that the lake holds with other values are replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to say what would be done, and to do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Asked for each instrument before anything of it is done; where it says no, that instrument is left as it is.</summary>
    public Func<LakeImportResult, bool>? Approve { get; init; }
}

/// <summary>Imports bars into the lake: one input is one transaction.</summary>
public static class ImportLake
{
    /// <summary>Imports a file, a folder or the rows of a pipeline. Nothing is handed over before all of it stands in the lake.</summary>
    public static IReadOnlyList<LakeImportResult> Execute(ImportLakeRequest request, IListener listener, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        var path = request.DataPath is { } given ? Path.GetFullPath(given, request.BaseFolder) : null;
        var store = new LakeStore(Path.GetFullPath(request.Lake, request.BaseFolder));
        var options = new LakeImportOptions
        {
            Source = path ?? "pipeline",
            Force = request.Force,
            DryRun = request.DryRun,
            Approve = request.Approve,
            Waiting = listener.Warn,
        };
        listener.Progress($"Reading {options.Source}", null);
        var instruments = path is null ? request.Rows!.Read() : MarketData.ReadAll(request.Data, path, cancel);
        var results = store.Import(Told(instruments, listener), options, cancel);
        listener.Say($"{(request.DryRun ? "Nothing is written; this would be imported" : "Imported")} into {store.Root}: {results.Count:N0} {(results.Count == 1 ? "instrument" : "instruments")} of {options.Source}.");
        return results;
    }

    /// <summary>Throws what is wrong with every import of this kind: its zone, or DuckDB's library that is not there. The data are not opened.</summary>
    public static void Check(ImportLakeRequest request)
    {
        LakeStore.Require();
        _ = new BarRows(request.Data);
    }

    private static IEnumerable<InstrumentRead> Told(IEnumerable<InstrumentRead> instruments, IListener listener)
    {
        foreach (var read in instruments)
        {
            if (read.Data is { } data)
            {
                listener.Progress($"Importing {read.Symbol}", null);
                if (data.RowsDropped > 0 && data.Notices.Count > 0) listener.Warn($"{read.Symbol}: {data.RowsDropped} of {data.RowsRead} rows break the data contract and were left out.");
                foreach (var notice in data.Notices) listener.Say(notice.ToString());
            }

            yield return read;
        }
    }
}
