using System.Diagnostics;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Tests.DuckDb;

public class LifetimeTests
{
    private const string Endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3";

    [FactWithDuckDb]
    public void A_cancelled_query_stops_within_a_second_and_the_connection_goes_on()
    {
        using var lake = new Opened();
        StopsWithinASecond(cancel =>
        {
            using var result = lake.Connection.Query(Endless, cancel);
            while (result.Read()) { }
        });
        Assert.Equal(1, lake.One("SELECT 1"));
    }

    [FactWithDuckDb]
    public void A_command_is_cancelled_as_a_query_is()
    {
        using var lake = new Opened();
        StopsWithinASecond(cancel => lake.Connection.Execute($"CREATE TABLE t AS {Endless}", cancel));
        Assert.Equal(0L, lake.One("SELECT count(*) FROM duckdb_tables()"));
    }

    [FactWithDuckDb]
    public void A_result_that_is_left_half_read_disturbs_nothing()
    {
        using var lake = new Opened();
        for (var i = 0; i < 20; i++)
        {
            using var result = lake.Connection.Query("SELECT * FROM range(100000000)");
            Assert.True(result.Read());
        }

        Assert.Equal(1, lake.One("SELECT 1"));
    }

    [FactWithDuckDb]
    public void A_cancel_after_the_last_row_is_read_stops_nothing_else()
    {
        using var lake = new Opened();
        using var cancel = new CancellationTokenSource();
        using (var result = lake.Connection.Query("SELECT 1", cancel.Token)) Opened.All(result);
        using var next = lake.Connection.Query("SELECT * FROM range(3000)");
        cancel.Cancel();
        Assert.Equal(3000, Opened.All(next).Count);
    }

    [FactWithDuckDb]
    public void A_database_file_can_be_deleted_and_opened_anew_once_it_is_closed()
    {
        var folder = Directory.CreateTempSubdirectory("peaktrade-duckdb-");
        try
        {
            var file = Path.Combine(folder.FullName, "lake.db");
            for (var i = 0; i < 20; i++)
            {
                using (var database = DuckDbDatabase.Open(file))
                using (var connection = database.Connect())
                {
                    connection.Execute("CREATE TABLE t AS SELECT 1");
                }

                Assert.Equal(["lake.db"], folder.GetFiles().Select(f => f.Name));
                File.Delete(file);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Without_the_library_the_fault_says_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("peaktrade-duckdb-");
        try
        {
            var library = new DuckDbLibrary(folder.FullName);
            Assert.False(library.IsAvailable);
            var fault = Assert.Throws<PeakTradeException>(() => DuckDbDatabase.Open(library: library));
            Assert.Equal("Lake.NotAvailable", fault.Kind.Id);
            Assert.Contains(folder.FullName, fault.Message, StringComparison.Ordinal);
            Assert.Contains("npm", fault.RecommendedAction, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_library_that_cannot_be_loaded_is_a_fault_too()
    {
        var folder = Directory.CreateTempSubdirectory("peaktrade-duckdb-");
        try
        {
            foreach (var name in new[] { "libduckdb.so", "libduckdb.dylib", "duckdb.dll" }) File.WriteAllText(Path.Combine(folder.FullName, name), "no library");
            Assert.Contains("cannot be loaded", Assert.Throws<PeakTradeException>(new DuckDbLibrary(folder.FullName).Require).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void StopsWithinASecond(Action<CancellationToken> work)
    {
        using var cancel = new CancellationTokenSource();
        var fired = 0L;
        // The clock starts where the cancel is called: how late a busy machine comes to call it is not what is asked.
        var canceller = new Thread(() =>
        {
            Thread.Sleep(300);
            Volatile.Write(ref fired, Stopwatch.GetTimestamp());
            cancel.Cancel();
        });
        canceller.Start();
        Assert.ThrowsAny<OperationCanceledException>(() => work(cancel.Token));
        var stopped = Stopwatch.GetTimestamp();
        canceller.Join();
        Assert.InRange(Stopwatch.GetElapsedTime(fired, stopped).TotalMilliseconds, 0, 1000);
    }
}
