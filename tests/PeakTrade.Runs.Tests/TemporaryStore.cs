namespace PeakTrade.Runs.Tests;

/// <summary>A store in a folder of its own that goes when the test ends.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-runs-");

    public TemporaryStore() => Store = new(Path.Combine(_folder.FullName, "results"));

    public RunStore Store { get; }

    /// <summary>The same store, writing its trades as CSV.</summary>
    public RunStore CsvStore => new(Root) { Trades = TradesFormat.Csv };

    public string Root => Store.Root;

    /// <summary>The folder that holds the root.</summary>
    public string Outside => _folder.FullName;

    /// <summary>Where a store that nobody told otherwise puts its trades on this machine.</summary>
    public static string TradesFile => PeakTrade.Data.ParquetTable.IsAvailable ? "trades.parquet" : "trades.csv";

    public BacktestResult Save(DateTimeOffset? finished = null) => Store.Save(Given.Result(), Given.Evidence(finished));

    public IReadOnlyList<Outcome<BacktestResult>> Find(RunQuery? query = null) => [.. Store.Find(query ?? new())];

    public BacktestResult FindOnly() => Assert.Single(Find()).Result!;

    public string[] Names() => [.. Directory.EnumerateFileSystemEntries(Root).Select(path => Path.GetFileName(path)!)];

    public void Dispose() => _folder.Delete(recursive: true);
}
