using System.Diagnostics;
using static PeakTrade.Engine.Tests.Strategies.Compiled;

namespace PeakTrade.Cli.Tests.Batches;

/// <summary>Ctrl+C, runs that take too long, and two processes in one folder.</summary>
public sealed class StoppedTests : IDisposable
{
    private readonly Twenty _twenty = new();
    private readonly Engine.Tests.Strategies.Compiled _compiled = new();

    public void Dispose()
    {
        _twenty.Dispose();
        _compiled.Dispose();
    }

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void Ctrl_C_ends_a_run_that_never_would_writes_the_summary_and_keeps_what_was_finished(int workers)
    {
        _twenty.Of("strategy: endless, parameters: {}");
        using var process = _twenty.Start("--strategy-assembly", Endless(), "--max-workers", $"{workers}");
        using var patience = new Timer(_ => process.Kill(), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var alone = workers == 1 ? 7 : 19;
        for (var line = 0; line < alone; line++) Assert.NotNull(process.StandardOutput.ReadLine());
        // The endless one begins after the seventh line is out.
        Thread.Sleep(200);

        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        Assert.True(process.WaitForExit(10_000));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2); // One second is promised; the other is for a busy machine.
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("stopped", process.StandardError.ReadToEnd());
        Assert.Equal(alone, Twenty.Rows(_twenty.Root, "success").Count);
        Assert.Contains("run_07,", Assert.Single(Twenty.Rows(_twenty.Root, "failed")));
        Assert.Equal(19 - alone, Twenty.Rows(_twenty.Root, "skipped").Count);
        Assert.Equal(alone, Twenty.Whole(_twenty.Root));
        Assert.Equal(alone, Directory.GetFileSystemEntries(Path.Combine(_twenty.Root, "runs")).Length);
        Assert.Equal($"{alone} skipped, {20 - alone} success", Twenty.Tally(_twenty.Of().Run().Good()));
    }

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_that_never_returns_fails_when_its_time_is_up_and_the_batch_goes_on(int workers)
    {
        _twenty.Of("strategy: endless, parameters: {}, timeout: 1s");

        var clock = Stopwatch.StartNew();
        var outcome = _twenty.Run("--strategy-assembly", Endless(), "--max-workers", $"{workers}");

        _twenty.OneFailed(outcome, "Batch.TimedOut", "The run did not end within 00:00:01.");
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 15);
    }

    [Fact]
    public void A_strategy_that_throws_fails_its_run_by_name()
    {
        var dll = _compiled.Dll("moody", Usings + Strategy("Moody", "moody", "throw new InvalidOperationException(\"not today\");"));

        _twenty.OneFailed(_twenty.Of("strategy: moody, parameters: {}").Run("--strategy-assembly", dll), "Strategy.Threw", "InvalidOperationException: not today");
    }

    [LinuxFact]
    public void A_second_process_in_the_folder_is_refused_in_words_and_the_first_goes_on()
    {
        _twenty.Of("strategy: endless, parameters: {}, timeout: 3s");
        using var first = _twenty.Start("--strategy-assembly", Endless());
        Assert.NotNull(first.StandardOutput.ReadLine());

        var second = _twenty.Run();

        Assert.Equal(2, second.Code);
        Assert.Equal("Batch.Busy", Assert.Single(second.Objects).GetProperty("error").GetString());
        Assert.Contains($"Another process runs a batch in {_twenty.Root}.", second.Error);
        first.StandardOutput.ReadToEnd();
        Assert.True(first.WaitForExit(20_000));
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(19, Twenty.Rows(_twenty.Root, "success").Count);
    }

    private string Endless() => _compiled.Dll("endless", Usings + Strategy("Endless", "endless", "while (true) { }"));
}
