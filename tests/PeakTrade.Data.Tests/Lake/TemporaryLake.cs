using System.Security.Cryptography;
using PeakTrade.Data.Lake;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Lake;

/// <summary>A lake in a folder of its own, and imports in the fewest words.</summary>
internal sealed class TemporaryLake : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-lake-");

    public TemporaryLake(string name = "lake") => Root = Path.Combine(_folder.FullName, name);

    public string Root { get; }

    public string Folder => _folder.FullName;

    public LakeFolder Layout => new(Root);

    public LakeStore Store => new(Root);

    public LakeImportResult Import(Bars bars, bool force = false) => Assert.Single(Import([bars], force));

    public IReadOnlyList<LakeImportResult> Import(IEnumerable<Bars> bars, bool force = false) => Import(Store, bars, force);

    public static IReadOnlyList<LakeImportResult> Import(LakeStore store, IEnumerable<Bars> bars, bool force = false, CancellationToken cancel = default) =>
        store.Import(bars.Select(Read), new LakeImportOptions { Source = "test", Force = force }, cancel);

    public PeakTradeException Refused(Bars bars, bool force = false) => Assert.Throws<PeakTradeException>(() => Import(bars, force));

    public static InstrumentRead Read(Bars bars) => new(bars.Symbol, new BarData(bars, bars.Count, 0, []), null);

    /// <summary>All bars as DuckDB itself reads the files: symbol, ticks, open, volume, in order.</summary>
    public List<string> Rows()
    {
        using (Layout.Reading(CancellationToken.None)) return RowsUnlocked();
    }

    public List<string> RowsUnlocked()
    {
        if (Files().Count == 0) return [];
        using var duck = new Opened();
        return [.. duck.Rows($"SELECT symbol, year, epoch_us(timestamp), open, high, low, close, volume FROM read_parquet('{Layout.Bars}/*/*/*.parquet', hive_partitioning = true) ORDER BY ALL").Select(row => string.Join(' ', row))];
    }

    /// <summary>Every file of bars: its path below the lake, and the hash of its bytes.</summary>
    public SortedDictionary<string, string> Files()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(Layout.Bars)) return files;
        foreach (var file in Directory.GetFiles(Layout.Bars, "*", SearchOption.AllDirectories)) files[Path.GetRelativePath(Layout.Bars, file)] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        return files;
    }

    /// <summary>What stands in the folder that keeps the lake whole, locks left out.</summary>
    public string[] Leftovers() => [.. Directory.GetFileSystemEntries(Layout.State).Select(entry => Path.GetFileName(entry)!).Where(name => !name.EndsWith("lock", StringComparison.Ordinal))];

    /// <summary>Bars that rise by a step, with prices that tell one from another.</summary>
    public static Bars Bars(string symbol, string start, int count, TimeSpan? step = null, double price = 100, bool volume = true)
    {
        var first = DateTime.Parse(start, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal).Ticks;
        return At(symbol, [.. Enumerable.Range(0, count).Select(i => first + i * (step ?? TimeSpan.FromDays(1)).Ticks)], price, volume);
    }

    public static Bars At(string symbol, long[] ticks, double price = 100, bool volume = true)
    {
        // The price hangs on the time, so that the same bar is the same wherever it comes from.
        var open = Array.ConvertAll(ticks, time => price + time / TimeSpan.TicksPerMinute % 1000 / 7.0);
        return new Bars(symbol, ticks, open, Array.ConvertAll(open, p => p * 1.5), Array.ConvertAll(open, p => p / 2), Array.ConvertAll(open, p => p + 0.25), volume ? Array.ConvertAll(ticks, time => time / TimeSpan.TicksPerHour % 50 + 0.5) : null);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
