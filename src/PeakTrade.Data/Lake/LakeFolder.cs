namespace PeakTrade.Data.Lake;

/// <summary>
/// A lake: <c>ohlcv/symbol=.../year=.../bars.parquet</c>, and <c>.lake/</c> with what keeps it whole (locks, an import that is under way).
/// <c>docs/lake.md</c> states the layout.
/// </summary>
internal sealed class LakeFolder
{
    public const string BarsFile = "bars.parquet";
    private const string Keeping = ".lake";

    public LakeFolder(string root) => Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>The lake's own folder.</summary>
    public string Root { get; }

    /// <summary>Where the bars lie.</summary>
    public string Bars => Path.Combine(Root, "ohlcv");

    /// <summary>What keeps the lake whole.</summary>
    public string State => Path.Combine(Root, Keeping);

    /// <summary>Whether an import has ever been here, so that there is a lock to hold.</summary>
    public bool IsKept => File.Exists(Path.Combine(State, "lock"));

    /// <summary>The lake that a path is or lies in; null where it is in none.</summary>
    public static LakeFolder? Around(string path)
    {
        for (var at = Path.GetFullPath(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, Keeping))) return new LakeFolder(at);
        }

        return null;
    }

    /// <summary>The file of an instrument's bars of one year (UTC).</summary>
    public string FileOf(string symbol, int year) => Path.Combine(Bars, LakeSymbol.Folder(symbol), $"year={year:0000}", BarsFile);

    /// <summary>Holds the lake still while it is read: no import changes it until this is disposed.</summary>
    public IDisposable Reading(CancellationToken cancel) => LakeLock.Shared(Path.Combine(State, "lock"), cancel);
}
