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

    /// <summary>Held shared by who reads, alone by who renames.</summary>
    public string Lock => Path.Combine(State, "lock");

    /// <summary>Passed by who wants to read, closed by who wants to rename.</summary>
    public string Gate => Path.Combine(State, "gate.lock");

    /// <summary>Held by the one import that may read, merge and write.</summary>
    public string ImportLock => Path.Combine(State, "import.lock");

    /// <summary>Names the staged folder of an import that is decided; <see cref="LakeCommit"/>.</summary>
    public string Record => Path.Combine(State, "commit.json");

    /// <summary>The lake that a path is or lies in; null where it is in none.</summary>
    public static LakeFolder? Around(string path)
    {
        for (var at = Path.GetFullPath(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, Keeping))) return new LakeFolder(at);
        }

        return null;
    }

    /// <summary>Whether a folder is a lake's own, kept by imports or not.</summary>
    public static bool Is(string folder)
    {
        var lake = new LakeFolder(folder);
        return Directory.Exists(lake.State) || (Directory.Exists(lake.Bars) && Directory.EnumerateDirectories(lake.Bars, LakeSymbol.Prefix + "*").Any());
    }

    /// <summary>An instrument's folder.</summary>
    public string FolderOf(string symbol) => Path.Combine(Bars, LakeSymbol.Folder(symbol));

    /// <summary>The file of an instrument's bars of one year (UTC).</summary>
    public string FileOf(string symbol, int year) => Path.Combine(FolderOf(symbol), $"year={year:0000}", BarsFile);

    /// <summary>
    /// Holds the lake still while it is read: no import changes it until this is disposed. An import that was decided and then killed is finished first.
    /// </summary>
    /// <exception cref="PeakTradeException">An import holds the lake for too long (<c>Lake.Busy</c>), or one must be finished and may not be (<c>Lake.NotWritten</c>).</exception>
    public IDisposable Reading(CancellationToken cancel)
    {
        while (true)
        {
            if (!HasLock()) return Nothing.Held;
            var held = LakeLock.Shared(Lock, Gate, cancel);
            // A living import writes the record and removes it under its exclusive lock: whoever sees one here sees a dead import's.
            if (!File.Exists(Record)) return held;
            held.Dispose();
            LakeCommit.FinishKilled(this, LakePatience.Reader, cancel);
        }
    }

    // Bars that came by other means than an import have no lock until they are read. Where none can be made, no import can be made either.
    private bool HasLock()
    {
        if (File.Exists(Lock)) return true;
        if (!Directory.Exists(Bars)) return false;
        try
        {
            Directory.CreateDirectory(State);
            new FileStream(Lock, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return File.Exists(Lock);
        }
    }

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Held = new();

        public void Dispose()
        {
        }
    }
}
