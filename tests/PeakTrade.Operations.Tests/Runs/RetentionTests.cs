namespace PeakTrade.Operations.Tests.Runs;

/// <summary>Which runs a rule picks, and what a comparison reads of stored runs.</summary>
public sealed class RetentionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly Desktop _desktop = new();

    public void Dispose() => _desktop.Dispose();

    [Fact]
    public void A_run_goes_when_it_is_beyond_the_newest_and_older_than_the_age()
    {
        var stored = Store(40, 20, 10, 5, 1);
        Assert.Equal(stored[..3], Chosen(new() { KeepLatest = 2 }));
        Assert.Equal(stored[..2], Chosen(new() { OlderThan = TimeSpan.FromDays(10) }));
        Assert.Equal(stored[..1], Chosen(new() { KeepLatest = 2, OlderThan = TimeSpan.FromDays(30) }));
        Assert.Equal(stored[..2], Chosen(new() { KeepLatest = 3, OlderThan = TimeSpan.FromDays(7) }));
        Assert.Empty(Chosen(new() { KeepLatest = 5 }));
    }

    [Fact]
    public void The_newest_are_counted_within_the_strategy()
    {
        var (mine, _) = (Store(40, 30, 20), Store("rsi_reversion", 35, 25, 15));
        Assert.Equal(mine[..2], Chosen(new() { Strategy = "ma_*", KeepLatest = 1 }));
        Assert.Equal(mine[..1], Chosen(new() { Strategy = "MA_CROSSOVER", Symbol = "BTC?EUR", KeepLatest = 2 }));
        Assert.Empty(Chosen(new() { Symbol = "ETH*" }));
    }

    [Fact]
    public void A_protected_run_stays_where_a_rule_would_take_it_and_is_an_error_where_it_is_named()
    {
        var stored = Store(40, 30);
        KeepRuns.Execute(stored[0], keep: true, "audit");
        var byRule = RemoveRuns.Choose(Root, [], new() { KeepLatest = 0 }, Now, default);
        Assert.Equal((stored[1], 1, 0), (byRule.Runs.Single().Folder, byRule.Kept, byRule.Faults.Count));
        var named = RemoveRuns.Choose(Root, [Path.GetFileName(stored[0])], new(), Now, default);
        Assert.Empty(named.Runs);
        Assert.Equal("Run.Kept", named.Faults.Single().Kind.Id);
    }

    [Fact]
    public void A_damaged_run_goes_by_the_time_of_its_files_but_is_of_no_strategy()
    {
        var damaged = Store(40)[0];
        File.WriteAllText(Path.Combine(damaged, "run.json"), "{");
        File.SetLastWriteTimeUtc(Path.Combine(damaged, "run.json"), Now.UtcDateTime.AddDays(-40));
        Assert.Empty(Chosen(new() { Strategy = "*a*", KeepLatest = 0 }));
        Assert.Equal([damaged], Chosen(new() { OlderThan = TimeSpan.FromDays(30) }));
    }

    [Fact]
    public void A_rule_that_says_nothing_or_nonsense_is_refused()
    {
        Store(1);
        foreach (var rule in new RetentionRule[] { new(), new() { KeepLatest = -1 }, new() { OlderThan = TimeSpan.FromDays(-1) } })
            Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => RemoveRuns.Choose(Root, [], rule, Now, default)).Kind.Id);
    }

    [Fact]
    public void The_folder_of_a_batchs_run_is_refused_and_runs_of_several_stores_are_taken()
    {
        var stored = Store(40);
        var batch = Directory.CreateDirectory(_desktop.PathTo("batch/one/backtest")).FullName;
        var chosen = RemoveRuns.Choose([stored[0], batch, stored[0]], new(), Now);
        Assert.Equal(stored[0], chosen.Runs.Single().Folder);
        Assert.Equal("Run.NotRemoved", chosen.Faults.Single().Kind.Id);
        Assert.True(Directory.Exists(batch));
    }

    [Fact]
    public void A_backtest_that_is_to_be_kept_is_protected_from_its_first_moment_on()
    {
        var request = _desktop.WithSample().Request with { Keep = true };
        var run = _desktop.Run(request);
        Assert.True(run.IsKept);
        Assert.True(File.Exists(Path.Combine(run.RunPath!, "keep")));
        Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => _desktop.Run(request with { Save = false })).Kind.Id);
    }

    [Fact]
    public void A_comparison_reads_settings_and_evidence_of_stored_runs()
    {
        var request = _desktop.WithSample().Request;
        var runs = new[] { 10.0, 3 }.Select(fee => (_desktop.Run(request with { Settings = [new("backtest.fee_bps", fee), new("backtest.seed", (long)fee)] }), (string?)null)).ToList();
        var rows = CompareRuns.Execute(runs, "2", default).Rows.ToDictionary(r => r.Name);
        Assert.Equal((true, ComparisonKind.Setting), (rows["backtest.fee_bps"].Differs, rows["backtest.fee_bps"].Kind));
        Assert.Equal([7, 0], rows["backtest.fee_bps"].Differences);
        Assert.Equal([10L, 3L], rows["seed"].Values);
        Assert.False(rows["data_hash"].Differs);
        Assert.False(rows["engine_version"].Differs);
        Assert.DoesNotContain(rows.Keys, name => name.StartsWith("results.", StringComparison.Ordinal) || name.StartsWith("tracking.", StringComparison.Ordinal) || name == "backtest.stop_loss");
        Assert.Equal("reference", rows["sharpe_verdict"].Cells[1]);
    }

    [Fact]
    public void A_damaged_snapshot_does_not_hinder_a_comparison()
    {
        var run = _desktop.Run(_desktop.WithSample().Request);
        File.WriteAllText(Path.Combine(run.RunPath!, "config_snapshot.json"), "{ not json");
        var comparison = CompareRuns.Execute([(run, null), (run, null)], null, default);
        Assert.Equal(SharpeVerdict.Same, comparison.SharpeDifferences.Single().Verdict);
        Assert.Equal(2, comparison.Runs.Select(r => r.Name).Distinct().Count());
    }

    private string Root => _desktop.PathTo("results");

    private List<string> Chosen(RetentionRule rule) => [.. RemoveRuns.Choose(Root, [], rule, Now, default).Runs.Select(r => r.Folder)];

    private List<string> Store(params int[] daysAgo) => Store("ma_crossover", daysAgo);

    // Receipts alone: which runs go is read from nothing else.
    private List<string> Store(string strategy, params int[] daysAgo) => [.. daysAgo.Select(days =>
    {
        var id = Guid.NewGuid();
        var time = Now.AddDays(-days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var file = _desktop.Write($"results/{id:D}/run.json", $$"""{"schema":1,"run_id":"{{id:D}}","strategy":"{{strategy}}","symbol":"BTC/EUR","data_path":null,"finished":"{{time}}"}""");
        return Path.GetDirectoryName(file)!;
    })];
}
