namespace PeakTrade.Cli.Tests.Batches;

/// <summary>A batch whose process is killed at any moment, and begun again.</summary>
public sealed class KilledTests : IDisposable
{
    private const int MostKills = 8;

    private readonly Twenty _twenty = new Twenty().Of();

    public void Dispose() => _twenty.Dispose();

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void Killed_again_and_again_it_comes_to_the_files_of_one_that_never_was(int workers)
    {
        string[] atOnce = ["--max-workers", $"{workers}"];
        Assert.Equal("20 success", Twenty.Tally(_twenty.Run(atOnce).Good()));
        var never = _twenty.Files();
        Directory.Delete(_twenty.Root, recursive: true);
        var random = new Random(7 + workers);
        int kills = 0, whole = 0;

        // Between the first file that a batch writes and its end, which comes nearer with every run that is kept.
        while (kills < MostKills && whole < Twenty.Count)
        {
            Kill(atOnce, TimeSpan.FromMilliseconds(random.Next(0, 500)));
            kills++;
            Assert.InRange(Twenty.Whole(_twenty.Root), whole, Twenty.Count);
            whole = Twenty.Whole(_twenty.Root);
        }

        var last = _twenty.Run(atOnce).Good();
        Assert.Equal(whole, last.Objects.Count(o => o.GetProperty("status").GetString() == "skipped"));
        Assert.Equal(20, last.Objects.Count());
        Assert.Equal(never, _twenty.Files());
    }

    [LinuxFact]
    public void Killed_while_it_writes_its_summary_it_has_the_one_before_or_the_new_one()
    {
        _twenty.Run().Good();
        var never = _twenty.Files();
        var random = new Random(3);

        for (var kill = 0; kill < 5; kill++)
        {
            Kill(["--max-workers", "1"], TimeSpan.FromMilliseconds(random.Next(0, 60)));
            Assert.Equal(never, new SortedDictionary<string, string>(_twenty.Files().Where(f => !f.Key.EndsWith(".tmp", StringComparison.Ordinal) && f.Key != ".lock").ToDictionary(), StringComparer.Ordinal));
        }

        Assert.Equal("20 skipped", Twenty.Tally(_twenty.Run().Good()));
        Assert.Equal(never, _twenty.Files());
    }

    [LinuxFact]
    public void Killed_while_it_replaces_its_results_it_loses_none()
    {
        _twenty.Run().Good();
        var random = new Random(5);

        for (var kill = 0; kill < 5; kill++)
        {
            Kill(["--force", "--max-workers", "2"], TimeSpan.FromMilliseconds(random.Next(100, 500)));
            // At two places at most the old result is away and the new one not there yet.
            Assert.InRange(Twenty.Whole(_twenty.Root), 18, 20);
        }

        Assert.Equal("20 skipped", Twenty.Tally(_twenty.Run().Good()));
        Assert.Equal(20, Twenty.Whole(_twenty.Root));
    }

    [LinuxFact]
    public void A_run_that_kills_its_process_is_the_last_to_get_another_turn()
    {
        using var compiled = new Engine.Tests.Strategies.Compiled();
        var dll = compiled.Dll("deep", Engine.Tests.Strategies.Compiled.Usings + Engine.Tests.Strategies.Compiled.Strategy("Deep", "deep", "Down(states[0] + 1);", members: "static int Down(int n) => n == int.MinValue ? 0 : Down(n + 1) + 1;"));
        _twenty.Of("strategy: deep, parameters: {}");

        var first = _twenty.Run("--strategy-assembly", dll);

        Assert.Equal(134, first.Code); // Stack overflow: .NET ends the process, and nothing in it can help that.
        Assert.Equal(7, Twenty.Whole(_twenty.Root));
        Assert.Equal(134, _twenty.Run("--strategy-assembly", dll).Code);
        Assert.Equal(19, Twenty.Whole(_twenty.Root));
        // Mended, it is the only one that is left to do.
        Assert.Equal("19 skipped, 1 success", Twenty.Tally(_twenty.Of().Run().Good()));
    }

    private void Kill(string[] more, TimeSpan after)
    {
        var log = Directory.Exists(Logs) ? Directory.GetFiles(Logs).Length : 0;
        using var process = _twenty.Start(more);
        var output = process.StandardOutput.ReadToEndAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!process.HasExited && clock.Elapsed < TimeSpan.FromSeconds(20) && (!Directory.Exists(Logs) || Directory.GetFiles(Logs).Length == log)) Thread.Sleep(1);
        Thread.Sleep(after);
        process.Kill();
        process.WaitForExit();
        output.Wait();
    }

    private string Logs => Path.Combine(_twenty.Root, "logs");
}
