using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Runs.Tests;

/// <summary><c>trades.parquet</c>, asked about by plain SQL.</summary>
public sealed class ParquetTests : IDisposable
{
    private const string Types =
        "number INTEGER, side VARCHAR, units DOUBLE, entry_bar INTEGER, entry_time TIMESTAMP WITH TIME ZONE, entry_price DOUBLE, exit_bar INTEGER, exit_time TIMESTAMP WITH TIME ZONE, " +
        "exit_price DOUBLE, exit_kind VARCHAR, fees DOUBLE, slippage DOUBLE, borrow DOUBLE, profit DOUBLE, return DOUBLE, symbol VARCHAR";

    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [FactWithDuckDb]
    public void A_trade_is_the_row_that_DuckDB_reads() => Assert.Equal(
        "1|short|1.5|1|2020-01-02 00:00:00+00|100.5|2|2020-01-03 00:00:00+00|90.0|stop_loss|0.25|0.1|0.05|15.45|0.1024|BTC/EUR",
        Ask($"SELECT concat_ws('|', *COLUMNS(*)) FROM '{File(Save([Given.Trade()]))}'"));

    [FactWithDuckDb]
    public void An_open_trade_has_no_exit_kind() => Assert.Equal("1", Ask($"SELECT count(*)::VARCHAR FROM '{File(Save([Given.Trade() with { ExitKind = null }]))}' WHERE exit_kind IS NULL"));

    [FactWithDuckDb]
    public void The_columns_have_the_same_types_with_trades_and_without()
    {
        foreach (var trades in new Trade[][] { [], [Given.Trade()] })
        {
            var file = File(Save(trades));
            Assert.Equal(Types, Ask($"SELECT string_agg(column_name || ' ' || column_type, ', ') FROM (DESCRIBE FROM '{file}')"));
            Assert.Equal($"{trades.Length}", Ask($"SELECT count(*)::VARCHAR FROM '{file}'"));
        }

        Assert.All(_given.Find(), found => Assert.InRange(found.Result!.GetTrades().Count, 0, 1));
    }

    [FactWithDuckDb]
    public async Task The_bytes_are_the_same_from_every_thread_and_with_any_number_of_DuckDBs_own()
    {
        var trades = Enumerable.Range(1, 150_000).Select(n => Given.Trade() with { Number = n, EntryPrice = 1 / (n + 2.0), Side = n % 3 == 0 ? Side.Long : Side.Short, EntryTime = Given.Day(1).AddMinutes(n) }).ToList();
        using var connection = DuckDbDatabase.Shared.Connect();
        var hashes = new List<string>();
        try
        {
            foreach (var threads in new[] { 1, 8 })
            {
                connection.Execute($"SET threads = {threads}");
                hashes.Add(HashOf(trades));
                hashes.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => HashOf(trades)))));
            }
        }
        finally
        {
            connection.Execute("RESET threads");
        }

        Assert.Equal(10, hashes.Count);
        Assert.Single(hashes.Distinct(StringComparer.Ordinal));

        string HashOf(IReadOnlyList<Trade> all) => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(File(Save(all)))));
    }

    [FactWithDuckDb]
    public void A_time_below_the_microsecond_changes_the_file_and_not_its_columns()
    {
        var fine = Given.Trade() with { ExitTime = Given.Day(2).AddTicks(1) };
        var run = Save([fine]);
        Assert.False(System.IO.File.Exists(File(run)));
        Assert.Equal(fine, Assert.Single(_given.FindOnly().GetTrades()));

        var store = new RunStore(_given.Root) { Trades = TradesFormat.Parquet };
        var fault = Assert.Throws<PeakTradeException>(() => store.Save(Given.Result(new Given.Details(Given.Equity(), [fine], [])), Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains("trade 1 lasts from 2020-01-02T00:00:00.0000000Z to 2020-01-03T00:00:00.0000001Z", fault.Message, StringComparison.Ordinal);
        Assert.Single(_given.Names());
    }

    [FactWithDuckDb]
    public void A_file_that_is_cut_or_changed_or_gone_is_named()
    {
        Assert.Contains("was cut short or changed", Damaged(file => System.IO.File.WriteAllBytes(file, System.IO.File.ReadAllBytes(file)[..^1])), StringComparison.Ordinal);
        Assert.Contains("SHA-256 is not the receipt's", Damaged(file => System.IO.File.WriteAllBytes(file, [.. System.IO.File.ReadAllBytes(file).Select((b, i) => i == 100 ? (byte)~b : b)])), StringComparison.Ordinal);
        Assert.Contains("the file is missing", Damaged(System.IO.File.Delete), StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void A_file_that_the_receipt_knows_and_that_is_no_table_of_trades_is_named()
    {
        Assert.Contains("arquet", Forged(file => System.IO.File.WriteAllText(file, "number,side\n1,long\n")), StringComparison.Ordinal);
        Assert.Contains("must have the columns number, side, units", Forged(file => Copy("SELECT 1 AS number", file)), StringComparison.Ordinal);
        Assert.Contains("must hold Integer in column number, and holds BigInt", Forged(file => Change(file, "number::BIGINT AS number")), StringComparison.Ordinal);
        Assert.Contains("must hold a value in every row of column fees", Forged(file => Change(file, "NULL::DOUBLE AS fees")), StringComparison.Ordinal);
        Assert.Contains("row 1 must hold one of long, short in column side, and holds \"flat\"", Forged(file => Change(file, "'flat' AS side")), StringComparison.Ordinal);

        static void Change(string file, string column) => Copy($"SELECT * REPLACE ({column}) FROM '{file}'", file);
    }

    [FactWithDiskAndDuckDb]
    public void A_disk_that_is_full_when_the_trades_come_is_told_and_leaves_nothing()
    {
        using var disk = new SmallDisk("size=256k");
        var store = new RunStore(Path.Combine(disk.Folder, "results"));
        var trades = Enumerable.Range(1, 20_000).Select(n => Given.Trade() with { Number = n, EntryPrice = 1 / (n + 2.0), Profit = Math.Sqrt(n) }).ToList();
        var fault = Assert.Throws<PeakTradeException>(() => store.Save(Given.Result(new Given.Details(Given.Equity(), trades, [])), Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(store.Root));
        store.Save(Given.Result(), Given.Evidence());
    }

    private BacktestResult Save(IReadOnlyList<Trade> trades) => _given.Store.Save(Given.Result(new Given.Details(Given.Equity(), trades, [])), Given.Evidence());

    private static string File(BacktestResult run) => Path.Combine(run.RunPath!, "trades.parquet");

    private static string Damaged(Action<string> damage)
    {
        using var given = new TemporaryStore();
        var run = given.Save();
        damage(File(run));
        var fault = Assert.Throws<PeakTradeException>(() => given.FindOnly().GetTrades());
        Assert.Equal("Run.Damaged", fault.Kind.Id);
        Assert.StartsWith(File(run), fault.Message, StringComparison.Ordinal);
        return fault.Message;
    }

    // A receipt that agrees with the other content, so that the reader itself has to see it.
    private static string Forged(Action<string> change) => Damaged(file =>
    {
        change(file);
        var (receipt, bytes) = (Path.Combine(Path.GetDirectoryName(file)!, "run.json"), System.IO.File.ReadAllBytes(file));
        var entry = $"\"trades.parquet\": {{ \"sha256\": \"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\", \"bytes\": {bytes.Length} }}";
        System.IO.File.WriteAllText(receipt, Regex.Replace(System.IO.File.ReadAllText(receipt), "\"trades.parquet\": \\{[^}]*\\}", entry, RegexOptions.None, TimeSpan.FromSeconds(1)));
    });

    private static void Copy(string query, string file)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        connection.Execute($"CREATE TEMPORARY TABLE other AS {query}");
        connection.Execute($"COPY other TO '{file}' (FORMAT parquet)");
    }

    private static string Ask(string sql)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        using var rows = connection.Query(sql);
        Assert.True(rows.Read());
        return rows.Column(0).Text(0)!;
    }
}
