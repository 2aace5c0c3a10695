using PeakTrade.Data.DuckDb;
using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Tests.Lake;

/// <summary>A folder with a lake of three instruments in it, a folder of results and one that lies outside of both.</summary>
internal sealed class FilledLake : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-lake-");

    public FilledLake(int hours = 48)
    {
        foreach (var folder in new[] { "lake", "results", "outside" }) Directory.CreateDirectory(PathTo(folder));
        Secret = PathTo("outside/secret.csv");
        File.WriteAllText(Secret, "a,b\n1,secret\n");
        var lake = new LakeFolder(Root);
        using var connection = DuckDbDatabase.Shared.Connect();
        foreach (var symbol in new[] { "BTCUSDT", "BTC/EUR", "ETHUSDT" })
        {
            foreach (var year in new[] { 2023, 2024 })
            {
                var file = lake.FileOf(symbol, year);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                connection.Execute($"COPY (SELECT TIMESTAMPTZ '{year}-01-01 00:00:00+00' + INTERVAL (i) HOUR AS timestamp, (100 + i)::DOUBLE AS open, (102 + i)::DOUBLE AS high, (99 + i)::DOUBLE AS low, (101 + i)::DOUBLE AS close, CASE WHEN '{symbol}' <> 'ETHUSDT' THEN i::DOUBLE END AS volume FROM range({hours}) t(i)) TO '{file}' (FORMAT parquet)");
            }
        }

        // The first reader makes the lock; tests compare what lies here before a query and after it.
        lake.Reading(CancellationToken.None).Dispose();
    }

    public string Folder => _folder.FullName;

    public string Root => PathTo("lake");

    public string Secret { get; }

    public List<string> Warnings { get; } = [];

    public LakeQueryOptions Options => new() { Lake = Root, Folders = [PathTo("results")] };

    public string PathTo(string name) => Path.Combine(Folder, name);

    public List<QueryRow> Rows(string sql, object? parameters = null, LakeQueryOptions? options = null) =>
        [.. new LakeQuery(options ?? Options, Warnings.Add).Read(sql, Named(parameters), default)];

    public object? One(string sql, object? parameters = null) => Assert.Single(Assert.Single(Rows(sql, parameters)).Values);

    public PeakTradeException Fault(string sql, LakeQueryOptions? options = null) => Assert.Throws<PeakTradeException>(() => Rows(sql, null, options));

    public void Write(string sql, LakeQueryFormat format, string file, object? parameters = null) => new LakeQuery(Options, Warnings.Add).Write(sql, Named(parameters), format, file, default);

    public void Dispose() => _folder.Delete(recursive: true);

    private static Dictionary<string, object?> Named(object? parameters) => parameters is null ? [] : parameters.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(parameters));
}
