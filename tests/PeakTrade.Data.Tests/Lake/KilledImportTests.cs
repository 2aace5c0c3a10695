using System.Diagnostics;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Lake;

/// <summary>Real processes: killed in the middle of an import (SIGKILL on Unix), importing at once, reading meanwhile.</summary>
public sealed class KilledImportTests : IDisposable
{
    private static readonly Lazy<List<string>> Before = new(() => Worlds.Rows(Worlds.Before));
    private static readonly Lazy<List<string>> After = new(() => Worlds.Rows(Worlds.Before, Worlds.After));

    private readonly TemporaryLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [TheoryWithDuckDb]
    [InlineData("Staged", 1, false, true)]
    [InlineData("Recorded", 1, true, true)]
    [InlineData("Recorded", 1, true, false)]
    [InlineData("Renamed", 1, true, true)]
    [InlineData("Renamed", 13, true, true)]
    [InlineData("Renamed", 13, true, false)]
    [InlineData("Renamed", 26, true, true)]
    [InlineData("Finished", 1, true, true)]
    public void A_process_killed_at_any_step_leaves_the_lake_as_before_or_as_after(string step, int time, bool isAfter, bool readerComesFirst)
    {
        TemporaryLake.Import(_lake.Store, Worlds.Before);
        using (var process = Start(Program.Halt, step, $"{time}"))
        {
            Assert.Equal("halted", process.StandardOutput.ReadLine());
            Kill(process);
        }

        if (step == "Renamed" && time == 13) Assert.NotEqual(Before.Value, _lake.RowsUnlocked());
        if (step == "Renamed" && time == 13) Assert.NotEqual(After.Value, _lake.RowsUnlocked());
        if (readerComesFirst)
        {
            Assert.Equal(isAfter ? After.Value : Before.Value, _lake.Rows());
            Assert.False(File.Exists(_lake.Layout.Record));
        }

        var again = TemporaryLake.Import(_lake.Store, Worlds.After, force: true);
        Assert.Equal(isAfter ? 0 : 390, again.Sum(r => r.Added + r.Replaced));
        Assert.Equal(After.Value, _lake.Rows());
        Assert.Empty(_lake.Leftovers());
    }

    [FactWithDuckDb]
    public void Processes_killed_at_any_moment_leave_the_lake_as_before_or_as_after()
    {
        var seen = new HashSet<bool>();
        for (var round = 0; round < 8; round++)
        {
            using var lake = new TemporaryLake();
            TemporaryLake.Import(lake.Store, Worlds.Before);
            using var process = Start(lake, Program.Import);
            Assert.Equal("begins", process.StandardOutput.ReadLine());
            Thread.Sleep(round * 80);
            Kill(process);

            var rows = lake.Rows();
            seen.Add(rows.SequenceEqual(After.Value));
            Assert.Equal(rows.SequenceEqual(After.Value) ? After.Value : Before.Value, rows);
            TemporaryLake.Import(lake.Store, Worlds.After, force: true);
            Assert.Equal(After.Value, lake.Rows());
            Assert.Empty(lake.Leftovers());
        }

        Assert.Contains(false, seen);
    }

    [FactWithDuckDb]
    public void Two_processes_that_import_at_once_lose_nothing()
    {
        using (Process one = Start(Program.Append, "0"), two = Start(Program.Append, "1"))
        {
            Assert.Equal("done", one.StandardOutput.ReadLine());
            Assert.Equal("done", two.StandardOutput.ReadLine());
        }

        using var alone = new TemporaryLake();
        foreach (var day in Program.Days(0).Concat(Program.Days(1))) alone.Import(day);
        Assert.Equal(alone.Files(), _lake.Files());
        Assert.Equal(2 * 12 * 5 * 2, _lake.Rows().Count);
    }

    [FactWithDuckDb]
    public void A_reader_never_sees_a_mixture_while_another_process_imports()
    {
        // S99 is only ever added, so it is there from the first import on.
        List<string>[] states = [Before.Value, After.Value, Worlds.Rows(Worlds.After, Worlds.Before)];
        TemporaryLake.Import(_lake.Store, Worlds.Before);
        var seen = new HashSet<int>();
        using (var process = Start(Program.Alternate))
        {
            Assert.Equal("after", process.StandardOutput.ReadLine());
            for (var read = 0; read < 40 || (seen.Count < 2 && read < 400); read++)
            {
                var rows = _lake.Rows();
                var state = Array.FindIndex(states, rows.SequenceEqual);
                Assert.True(state >= 0, $"Read {read} is a mixture.");
                seen.Add(state);
            }

            Kill(process);
        }

        Assert.True(seen.Count >= 2, "The reader saw one state only.");
        Assert.Contains(states, _lake.Rows().SequenceEqual);
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }

    private Process Start(string task, params string[] more) => Start(_lake, task, more);

    private static Process Start(TemporaryLake lake, string task, params string[] more)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        return Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(Program).Assembly.Location, task, lake.Root, .. more]) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }
}
