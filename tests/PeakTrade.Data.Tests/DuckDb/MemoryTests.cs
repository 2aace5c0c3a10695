using System.Diagnostics;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Tests.DuckDb;

/// <summary>What measures the whole process runs while nothing else does.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public class Alone;

[Collection("Alone")]
public class MemoryTests
{
    [FactWithDuckDb]
    public void A_thousand_connections_leave_nothing_behind()
    {
        using var database = DuckDbDatabase.Open();
        OpenAndClose(database, 100);
        var before = Resident();
        OpenAndClose(database, 1000);
        Assert.InRange(Resident() - before, long.MinValue, 30_000_000);
    }

    [FactWithDuckDb]
    public void A_result_greater_than_the_memory_it_may_use_streams_through()
    {
        using var lake = new Opened();
        using var process = Process.GetCurrentProcess();
        using var result = lake.Connection.Query("SELECT i, i + 1, i + 2, i + 3, i + 4, i + 5 FROM range(10000000) t(i)");
        Assert.True(result.Read());
        var before = process.WorkingSet64;
        var (rows, sum, most) = (0L, 0L, 0L);
        do
        {
            foreach (var value in result.Column(0).Values<long>()) sum += value;
            rows += result.RowCount;
            if (rows % 1024 != 0) continue;
            process.Refresh();
            most = Math.Max(most, process.WorkingSet64 - before);
        }
        while (result.Read());
        Assert.Equal((10_000_000, 49_999_995_000_000), (rows, sum));
        // Kept whole it would be 480 MB; the threads that make it run 64 MB ahead at most.
        Assert.InRange(most, long.MinValue, 200_000_000);
    }

    private static void OpenAndClose(DuckDbDatabase database, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var connection = database.Connect();
            using var statement = connection.Prepare("SELECT i, 'text of some length ' || i FROM range(3000) t(i) WHERE i > ?");
            statement.Bind(1, i);
            using var result = statement.Query();
            Assert.True(result.Read());
            Assert.Throws<PeakTradeException>(() => connection.Prepare("SELEC"));
        }
    }

    private static long Resident()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
