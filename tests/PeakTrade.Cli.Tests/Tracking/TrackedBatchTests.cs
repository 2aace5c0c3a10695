using PeakTrade.Cli.Tests.Batches;
using PeakTrade.Operations.Tests.Tracking;
using PeakTrade.Runs.Tests;

namespace PeakTrade.Cli.Tests.Tracking;

/// <summary>Tracked batches as real processes: killed, without a server, on disks that take nothing.</summary>
public sealed class TrackedBatchTests : IDisposable
{
    // What waits in memory to be told, and the one that is being told: docs/tracking.md.
    private const int MostUntold = 9;
    private const string Store = "file:./mlruns";

    private readonly Twenty _twenty = new Twenty().Of();

    public void Dispose() => _twenty.Dispose();

    private string Outbox => _twenty.Place.PathTo("results/.outbox");

    private Mlruns Told => new(_twenty.Place.PathTo("mlruns"));

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void Killed_again_and_again_it_loses_nothing_that_it_had_told(int workers)
    {
        string[] atOnce = ["--max-workers", $"{workers}"];
        _twenty.Run(atOnce).Good();
        var untracked = Results();
        Directory.Delete(_twenty.Root, recursive: true);
        var told = new HashSet<string>(StringComparer.Ordinal);
        var random = new Random(11 + workers);

        foreach (var results in new[] { 1, 4, 9 })
        {
            var said = Kill(results, TimeSpan.FromMilliseconds(random.Next(0, 60)), atOnce);
            told.UnionWith(Ids());
            Assert.InRange(said.Except(Names()).Count(), 0, MostUntold);
        }

        _twenty.Run([.. atOnce, "--tracking-uri", Store]).Good();
        NextCommand().Good();

        Assert.Empty(Waiting());
        var runs = Told.Runs;
        Assert.Subset(runs.Select(r => r.Id).ToHashSet(StringComparer.Ordinal), told);
        var parts = Told.Of("backtest").Where(r => r.Tag("mlflow.parentRunId") is not null).ToList();
        Assert.Equal(parts.Count, parts.Select(r => r.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(runs, run => Assert.True(run.Status is 3 or 5, $"{run.Name} is {run.Status}"));
        Assert.All(parts.Where(r => r.Status == 3), AssertWhole);
        Assert.InRange(parts.Count(r => r.Status == 3), Twenty.Count - (3 * MostUntold), Twenty.Count);
        Assert.Contains(Told.Of("batch"), batch => batch.Status == 5);
        Assert.Equal(untracked, Results());
    }

    [Fact]
    public void Tracked_it_writes_the_bytes_of_one_that_is_not_and_tells_each_run_once()
    {
        _twenty.Run().Good();
        var untracked = Results();
        Directory.Delete(_twenty.Root, recursive: true);
        _twenty.Run("--max-workers", "4", "--tracking-uri", Store).Good();
        Assert.Equal(untracked, Results());
        Assert.Equal(Twenty.Count, Told.Of("backtest").Select(r => r.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Twenty.Count + 1, Told.Runs.Count);
        Assert.All(Told.Of("backtest"), AssertWhole);
        Assert.Empty(Waiting());
    }

    [Fact]
    public void A_server_that_is_down_for_the_whole_batch_is_given_all_of_it_later()
    {
        using var server = new StrictMlflowServer();
        server.Stop();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var batch = _twenty.Run("--tracking-uri", server.Address.ToString());
        Assert.Equal((0, "20 success"), (batch.Code, Twenty.Tally(batch)));
        Assert.Matches(@"^peaktrade: warning: MLflow at http://127\.0\.0\.1:\d+ cannot be reached: Connection refused; tracked runs wait in .*\.outbox for the next tracked command, or for Send-TrackedRun \(peaktrade tracking send\)\.$", batch.Error.Trim());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
        var still = _twenty.Place.Process("tracking", "send");
        Assert.Equal(1, still.Code);
        Assert.StartsWith($"peaktrade: [Tracking.Failed] MLflow at http://127.0.0.1:{server.Port} cannot be reached: Connection refused; the run twenty waits on in ", still.Error, StringComparison.Ordinal);
        Assert.Equal(Twenty.Count + 1, Waiting().Count);

        server.Start();
        var sent = _twenty.Place.Process("tracking", "send", "--json").Good();

        Assert.Equal(Twenty.Count + 1, sent.Objects.Count());
        var parent = Assert.Single(server.Runs, run => run.Name == "twenty");
        var parts = server.Runs.Where(run => run != parent).ToList();
        Assert.Equal(Enumerable.Range(0, Twenty.Count).Select(i => $"run_{i:00}"), parts.Select(run => run.Name).Order(StringComparer.Ordinal));
        Assert.All(parts, run => Assert.Equal((parent.Id, "FINISHED"), (run.Tags["mlflow.parentRunId"], run.Status)));
        Assert.All(parts, run => Assert.Contains(server.Artifacts.Keys, file => file.Contains(run.Id, StringComparison.Ordinal) && file.EndsWith("stats.json", StringComparison.Ordinal)));
        Assert.Empty(Waiting());
    }

    [Fact]
    public void Each_run_that_could_not_begin_is_there_as_failed()
    {
        var batch = _twenty.Of("data_path: data/none.csv").Run("--tracking-uri", Store);
        Assert.Equal("1 failed, 19 success", Twenty.Tally(batch));
        var failed = Told.Of("backtest").Single(run => run.Status == 4);
        Assert.Equal(("run_07", "Data.Missing"), (failed.Name, failed.Tag("peaktrade.error_id")));
        Assert.Equal(4, Told.Only("batch").Status);
    }

    [SmallDiskTheory]
    [InlineData("read-only", "the outbox .* cannot be written \\(Read-only file system\\)", "outbox")]
    [InlineData("full", "the outbox .* cannot be written \\(the disk is full\\)", "outbox")]
    [InlineData("read-only", "The MLflow store .* cannot be written: Read-only file system;", "store")]
    [InlineData("full", "The MLflow store .* cannot be written: the disk is full;", "store")]
    public void A_disk_that_takes_nothing_is_one_warning_and_with_strict_a_failure(string disk, string warning, string which)
    {
        using var small = new SmallDisk(which == "store" ? 300 : 64);
        if (disk == "read-only") small.MakeReadOnly();
        var uri = which == "store" ? $"file:{small.Path}/mlruns" : Store;
        string Settings(bool strict) => $", settings: {{ tracking.strict: {(strict ? "true" : "false")}, tracking.outbox: '{(which == "store" ? Outbox : small.Path + "/o")}' }}";

        var lax = _twenty.Of(all: Settings(strict: false)).Run("--tracking-uri", uri);
        Assert.Equal((0, "20 success"), (lax.Code, Twenty.Tally(lax)));
        Assert.Matches("^peaktrade: warning: .*" + warning + ".*$", Assert.Single(lax.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

        Directory.Delete(_twenty.Root, recursive: true);
        var strict = _twenty.Of(all: Settings(strict: true)).Run("--tracking-uri", uri);
        Assert.Equal(1, strict.Code);
        Assert.All(strict.Objects.Where(o => o.GetProperty("status").GetString() == "failed"), run => Assert.Equal("Tracking.Failed", run.GetProperty("error_id").GetString()));
        Assert.Equal(Twenty.Count, Twenty.Whole(_twenty.Root));
    }

    private static void AssertWhole(TrackedRunFiles run)
    {
        var number = int.Parse(run.Name["run_".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(($"{5 + number}", $"{30 + number}"), (run.Param("fast_window"), run.Param("slow_window")));
        Assert.True(run.Has("final_equity") && run.Way("equity").Count > 50, run.Name);
        Assert.Equal(7, run.Artifacts.Count);
    }

    // A snapshot of the configuration says that its run is tracked, and is not part of what makes the result.
    private List<KeyValuePair<string, string>> Results() => [.. _twenty.Files().Where(file => !file.Key.Contains("config_snapshot", StringComparison.Ordinal))];

    private Outcome NextCommand() => _twenty.Place.Process("backtest", "data/aaa_1d.csv", "-s", "ma_crossover", "--no-save", "--tracking-uri", Store);

    private IReadOnlyList<string> Waiting() => _twenty.Place.Process("tracking", "list", "--json").Good().Lines;

    // Killed so long after it has told the shell of so many results, which it then has told of.
    private List<string> Kill(int results, TimeSpan after, string[] more)
    {
        using var process = _twenty.Start([.. more, "--tracking-uri", Store]);
        var said = new List<string>();
        string? line;
        while (said.Count < results && (line = process.StandardOutput.ReadLine()) is not null) Hear(line);
        Thread.Sleep(after);
        process.Kill();
        while ((line = process.StandardOutput.ReadLine()) is not null)
        {
            if (line.EndsWith('}')) Hear(line);
        }

        process.WaitForExit();
        return said;

        void Hear(string json)
        {
            using var result = System.Text.Json.JsonDocument.Parse(json);
            if (result.RootElement.GetProperty("status").GetString() == "success") said.Add(result.RootElement.GetProperty("run_id").GetString()!);
        }
    }

    // In the store, or on their way there: a journal whose first line is whole.
    private HashSet<string> Ids() => [.. Stored().Select(run => run.Id), .. Begun().Select(run => run.Id)];

    private HashSet<string> Names() => [.. Stored().Select(run => run.Name), .. Begun().Select(run => run.Name)];

    private IReadOnlyList<TrackedRunFiles> Stored() => Directory.Exists(_twenty.Place.PathTo("mlruns")) ? Told.Runs : [];

    private IEnumerable<(string Id, string Name)> Begun()
    {
        if (!Directory.Exists(Outbox)) yield break;
        foreach (var journal in Directory.GetFiles(Outbox, "journal.jsonl", SearchOption.AllDirectories))
        {
            if (File.ReadAllText(journal).Split('\n') is not { Length: > 1 } lines) continue;
            using var begin = System.Text.Json.JsonDocument.Parse(lines[0]);
            yield return (Path.GetFileName(Path.GetDirectoryName(journal))!, begin.RootElement.GetProperty("name").GetString()!);
        }
    }
}
