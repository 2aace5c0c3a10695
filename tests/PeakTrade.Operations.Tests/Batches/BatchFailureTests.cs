namespace PeakTrade.Operations.Tests.Batches;

/// <summary>One run of twenty fails, each time in another way: the other nineteen have their results, and nothing half-written is left.</summary>
public sealed class BatchFailureTests : IDisposable
{
    private readonly BatchPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_strategy_that_throws() => OneOfTwentyFails(With("moody", Throws), "Strategy.Threw", "moody failed on AAA (366 bars): InvalidOperationException: not today");

    [Fact]
    public void A_strategy_that_cancels_itself() => OneOfTwentyFails(With("moody", Cancels), "Batch.Cancelled", "The run cancelled itself.");

    [Fact]
    public void A_run_that_takes_too_long() => OneOfTwentyFails(With("moody", Sleeps, ", timeout: 1s"), "Batch.TimedOut", "The run did not end within 00:00:01.");

    [Fact]
    public void Data_that_are_broken()
    {
        _place.Desktop.Write("broken/aaa_1d.csv", "timestamp,open,high,low,close,volume\n2020-01-01,1,1,1,1,1\n2020-01-02,1,0.5,1,1,1\n");
        OneOfTwentyFails(BatchPlace.Crossovers(20, i => i == 7 ? ", data_path: broken" : ""), "Data.BadRow", "high");
    }

    [Fact]
    public void Data_that_are_not_there() => OneOfTwentyFails(BatchPlace.Crossovers(20, i => i == 7 ? ", data_path: nowhere" : ""), "Data.Missing", "nowhere");

    [Fact]
    public void An_instrument_that_the_data_do_not_hold() => OneOfTwentyFails(BatchPlace.Crossovers(20, i => i == 7 ? ", symbols: [AAB]" : ""), "Data.NoSymbol", "\"AAB\"");

    [Fact]
    public void A_place_that_is_taken_by_a_file()
    {
        _place.Desktop.Write("output/batch_backtests/mine/runs/run_07", "somebody's own");
        OneOfTwentyFails(BatchPlace.Crossovers(20), "Batch.NotWritten", "run_07");
        Assert.Equal("somebody's own", File.ReadAllText(Path.Combine(_place.Root, "runs", "run_07")));
    }

    [Fact]
    public void With_fail_fast_no_further_run_is_begun_and_the_next_call_goes_on()
    {
        var batch = With("moody", Throws);

        var results = _place.Run(batch, r => r with { FailFast = true });

        Assert.Equal(7, results.Count(r => r.Status == BatchRunStatus.Success));
        Assert.Equal("run_07", results.Single(r => r.Status == BatchRunStatus.Failed).RunId);
        Assert.Equal(12, Rows("skipped").Count);
        Assert.All(Rows("skipped"), row => Assert.Contains("after another run had failed", row, StringComparison.Ordinal));
        var next = _place.Run(batch);
        Assert.Equal((7, 12, 1), (next.Count(r => r.Status == BatchRunStatus.Skipped), next.Count(r => r.Status == BatchRunStatus.Success), next.Count(r => r.Status == BatchRunStatus.Failed)));
    }

    [Fact]
    public void With_fail_fast_what_is_wrong_with_a_run_before_it_begins_keeps_all_from_beginning()
    {
        var results = _place.Run(BatchPlace.Crossovers(20, i => i == 7 ? ", data_path: nowhere" : ""), r => r with { FailFast = true });

        Assert.Equal("run_07", Assert.Single(results).RunId);
        Assert.Equal(19, Rows("skipped").Count);
    }

    [Fact]
    public void Cancelled_in_the_middle_it_keeps_what_is_finished_and_the_next_call_goes_on()
    {
        using var cancel = new CancellationTokenSource();
        _place.Desktop.Workbench.RegisterStrategy.Add(new Moody((bars, _) =>
        {
            cancel.Cancel();
            return bars.Count;
        }), "test", replace: false);
        var batch = BatchPlace.Crossovers(20, i => i == 7 ? ", strategy: moody, parameters: {}" : "");

        var finished = new List<BatchRunResult>();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var result in _place.Desktop.Workbench.Batch.Execute(_place.Request with { Text = batch }, _place.Desktop, cancel.Token)) finished.Add(result);
        });

        Assert.Equal(7, finished.Count(r => r.Status == BatchRunStatus.Success));
        Assert.Equal("run_07", Assert.Single(Rows("failed")).Split(',')[0]);
        Assert.Equal(12, Rows("skipped").Count);
        NothingHalfWritten(7);
        Assert.Equal(13, _place.Run(BatchPlace.Crossovers(20)).Count(r => r.Status == BatchRunStatus.Success));
    }

    [Fact]
    public void Whoever_has_seen_enough_ends_the_batch()
    {
        _place.Desktop.Workbench.RegisterStrategy.Add(new Moody(Sleeps), "test", replace: false);
        var batch = BatchPlace.Crossovers(20, i => i > 2 ? ", strategy: moody, parameters: {}" : "");
        var first = _place.Desktop.Workbench.Batch.Execute(_place.Request with { Text = batch, Parallel = true, ThrottleLimit = 2 }, _place.Desktop, default).First();

        Assert.Equal(BatchRunStatus.Success, first.Status);
        Assert.NotEmpty(Rows("skipped"));
        NothingHalfWritten(Rows("success").Count);
    }

    [Fact]
    public void Two_at_once_in_one_folder_are_refused()
    {
        using var first = _place.Desktop.Workbench.Batch.Execute(_place.Request with { Text = BatchPlace.Crossovers(2) }, _place.Desktop, default).GetEnumerator();
        Assert.True(first.MoveNext());

        var fault = Assert.Throws<PeakTradeException>(() => _place.Run(BatchPlace.Crossovers(2)));

        Assert.Equal("Batch.Busy", fault.Kind.Id);
    }

    [Fact]
    public void What_a_killed_process_left_is_swept_and_an_old_result_put_back()
    {
        var before = _place.Run(BatchPlace.Crossovers(2));
        var runs = Path.Combine(_place.Root, "runs");
        // Killed after the old result was taken away, and before the new one was whole.
        Directory.Move(Path.Combine(runs, "run_01"), Path.Combine(runs, ".run_01.old"));
        Directory.CreateDirectory(Path.Combine(runs, ".run_01.tmp", "backtest"));
        File.WriteAllText(Path.Combine(_place.Root, "batch_summary.csv.tmp"), "half");

        var after = _place.Run(BatchPlace.Crossovers(2));

        Assert.All(after, r => Assert.Equal(BatchRunStatus.Skipped, r.Status));
        Assert.Equal(before.Select(r => r.Result!.RunId), after.Select(r => r.Result!.RunId));
        NothingHalfWritten(2);
        Assert.Empty(Directory.GetFiles(_place.Root, "*.tmp"));
    }

    [Fact]
    public void A_stored_result_that_was_cut_short_is_made_again()
    {
        var first = _place.Run(BatchPlace.Crossovers(1))[0];
        var equity = Path.Combine(first.BacktestPath!, "equity.csv");
        File.WriteAllText(equity, File.ReadAllText(equity)[..100]);

        var again = _place.Run(BatchPlace.Crossovers(1), r => r with { Resume = true })[0];

        Assert.Equal(BatchRunStatus.Success, again.Status);
        Assert.Equal(366, again.Result!.GetEquity().Equity.Length);
    }

    [Fact]
    public void A_report_that_is_missing_is_made_again_with_its_run()
    {
        var batch = BatchPlace.Crossovers(1, _ => ", generate_risk_report: true");
        var first = _place.Run(batch)[0];
        File.Delete(first.RiskReportPath!);
        Assert.Equal(BatchAction.Replace, _place.Desktop.Workbench.Batch.Plan(_place.Request with { Text = batch }, _place.Desktop, default).Single().Action);

        var again = _place.Run(batch)[0];

        Assert.Equal(BatchRunStatus.Success, again.Status);
        Assert.True(File.Exists(again.RiskReportPath));
    }

    [Fact]
    public void A_run_that_was_at_work_when_a_process_died_has_its_turn_last()
    {
        Directory.CreateDirectory(Path.Combine(_place.Root, "runs", ".run_01.tmp", "backtest"));

        Assert.Equal(["run_00", "run_02", "run_01"], _place.Run(BatchPlace.Crossovers(3)).Select(r => r.RunId));
    }

    [Fact]
    public void What_had_no_memory_beside_others_gets_another_turn_alone_and_without_others_none()
    {
        var turns = 0;
        var batch = With("moody", (_, _) => Interlocked.Increment(ref turns) == 1 ? new byte[Array.MaxLength + 1].Length : 0);

        Assert.Equal(20, _place.Run(batch, r => r with { Parallel = true, ThrottleLimit = 2 }).Count(r => r.Status == BatchRunStatus.Success));

        turns = 0;
        Assert.Equal("Batch.OutOfMemory", _place.Run(batch, r => r with { Force = true }).Single(r => r.Status == BatchRunStatus.Failed).ErrorId);
        Assert.Equal(1, turns);
    }

    private void OneOfTwentyFails(string batch, string id, string says)
    {
        var results = _place.Run(batch, r => r with { Parallel = true, ThrottleLimit = 3 });

        Assert.Equal(20, results.Count);
        Assert.Equal(19, results.Count(r => r.Status == BatchRunStatus.Success));
        var failed = results.Single(r => r.Status == BatchRunStatus.Failed);
        Assert.Equal(("run_07", id), (failed.RunId, failed.ErrorId));
        Assert.Contains(says, failed.Error, StringComparison.Ordinal);
        Assert.Contains(id, Assert.Single(Rows("failed")), StringComparison.Ordinal);
        NothingHalfWritten(19);
    }

    private List<string> Rows(string status) => [.. _place.Summary.TrimEnd('\n').Split('\n').Skip(1).Where(row => row.Split(',')[4] == status)];

    private void NothingHalfWritten(int whole)
    {
        var runs = Directory.GetDirectories(Path.Combine(_place.Root, "runs"));
        Assert.Equal(whole, runs.Length);
        Assert.All(runs, run => Assert.True(File.Exists(Path.Combine(run, "backtest", "run.json")), run));
        Assert.False(File.Exists(Path.Combine(_place.Root, ".lock")));
    }

    private string With(string key, Func<Bars, ParameterSet, int> decide, string more = "")
    {
        _place.Desktop.Workbench.RegisterStrategy.Add(new Moody(decide), "test", replace: false);
        return BatchPlace.Crossovers(20, i => i == 7 ? $", strategy: {key}, parameters: {{}}{more}" : "");
    }

    private static int Throws(Bars bars, ParameterSet parameters) => throw new InvalidOperationException("not today");

    private static int Cancels(Bars bars, ParameterSet parameters) => throw new OperationCanceledException();

    private static int Sleeps(Bars bars, ParameterSet parameters)
    {
        Thread.Sleep(20_000); // Left behind when its time is up; a timer may come late on a busy machine.
        return 0;
    }

    private sealed class Moody(Func<Bars, ParameterSet, int> decide) : IStrategy
    {
        public StrategyInfo Info { get; } = new("moody", "Does what the test wants.", []);

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) => decide(bars, parameters);
    }
}
