using System.Globalization;
using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Tests.Lake;

/// <summary>What a test starts as a process of its own: an import to be killed, one of several importers, a reader.</summary>
internal static class Program
{
    public const string Halt = "halt";
    public const string Import = "import";
    public const string Append = "append";
    public const string Alternate = "alternate";

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [Halt, var root, var step, var time]: HaltAt(root, Enum.Parse<LakeStep>(step), int.Parse(time, CultureInfo.InvariantCulture)); break;
            case [Import, var root]: Once(root); break;
            case [Append, var root, var worker]: AppendDays(root, int.Parse(worker, CultureInfo.InvariantCulture)); break;
            case [Alternate, var root]: ForEver(root); break;
        }

        return 2;
    }

    /// <summary>Days that a worker imports, one import a day: those of all workers lie between each other.</summary>
    public static IEnumerable<Bars[]> Days(int worker)
    {
        for (var day = 0; day < 12; day++)
        {
            var date = new DateTime(2020, 12, 20).AddDays(2 * day + worker).ToString("s");
            yield return [TemporaryLake.Bars("A", date, 5, TimeSpan.FromHours(1)), TemporaryLake.Bars($"W{worker}", date, 5, TimeSpan.FromHours(1))];
        }
    }

    // Says each step as it is reached, and stands still at the one that is wanted.
    private static void HaltAt(string root, LakeStep wanted, int time)
    {
        var store = new LakeStore(root)
        {
            At = step =>
            {
                if (step != wanted || --time > 0) return;
                Console.WriteLine("halted");
                Thread.Sleep(Timeout.Infinite);
            },
        };
        TemporaryLake.Import(store, Worlds.After, force: true);
    }

    private static void Once(string root)
    {
        // DuckDB is loaded before the clock of the test starts.
        using (DuckDb.Opened warm = new()) warm.One("SELECT 1");
        Console.WriteLine("begins");
        TemporaryLake.Import(new LakeStore(root), Worlds.After, force: true);
        Console.WriteLine("done");
    }

    private static void AppendDays(string root, int worker)
    {
        foreach (var day in Days(worker)) TemporaryLake.Import(new LakeStore(root), day);
        Console.WriteLine("done");
    }

    private static void ForEver(string root)
    {
        while (true)
        {
            TemporaryLake.Import(new LakeStore(root), Worlds.After, force: true);
            Console.WriteLine("after");
            TemporaryLake.Import(new LakeStore(root), Worlds.Before, force: true);
            Console.WriteLine("before");
        }
    }
}

/// <summary>The lake before an import and after it: many files, all of them changed, some of them new.</summary>
internal static class Worlds
{
    private static readonly string[] Symbols = [.. Enumerable.Range(0, 12).Select(i => $"S{i:00}")];

    public static IReadOnlyList<Bars> Before { get; } = [.. Symbols.Select(symbol => TemporaryLake.Bars(symbol, "2020-12-20", 30))];

    public static IReadOnlyList<Bars> After { get; } = [.. Symbols.Append("S99").Select(symbol => TemporaryLake.Bars(symbol, "2020-12-20", 30, price: 200))];

    public static List<string> Rows(params IReadOnlyList<Bars>[] imports)
    {
        using var lake = new TemporaryLake();
        foreach (var bars in imports) TemporaryLake.Import(lake.Store, bars, force: true);
        return lake.Rows();
    }
}
