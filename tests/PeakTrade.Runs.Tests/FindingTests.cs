namespace PeakTrade.Runs.Tests;

public sealed class FindingTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_root_that_does_not_exist_holds_no_runs()
    {
        Assert.Empty(_given.Find());
        Assert.Empty(_given.Store.RecentIds("", 5));
        Assert.False(Directory.Exists(_given.Root));
    }

    [Fact]
    public void Runs_come_newest_first_by_the_time_they_finished()
    {
        foreach (var hour in new[] { 3, 1, 4, 2 }) _given.Save(Given.Finished.AddHours(hour));
        Assert.Equal([4, 3, 2, 1], _given.Find().Select(found => (found.Result!.FinishedAt!.Value - Given.Finished).Hours));
    }

    [Fact]
    public void The_receipt_has_the_file_time_of_the_finish()
    {
        var run = _given.Save();
        Assert.Equal(Given.Finished.UtcDateTime, File.GetLastWriteTimeUtc(Path.Combine(run.RunPath!, "run.json")));
    }

    [Fact]
    public void Latest_counts_after_the_filters()
    {
        Save("BTC/EUR", "ma_crossover", 1);
        Save("ETH/EUR", "ma_crossover", 2);
        Save("BTC/EUR", "ma_crossover", 3);
        Save("ETH/EUR", "ma_crossover", 4);
        Assert.Equal(["BTC/EUR 3", "BTC/EUR 1"], Shown(new() { Symbol = "BTC*", Latest = 2 }));
        Assert.Equal(["ETH/EUR 4", "BTC/EUR 3"], Shown(new() { Latest = 2 }));
        Assert.Empty(_given.Find(new() { Latest = 0 }));
    }

    [Fact]
    public void A_latest_below_zero_is_refused() => Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => _given.Store.Find(new() { Latest = -1 })).Kind.Id);

    [Theory]
    [InlineData("ma_*", 1)]
    [InlineData("MA_CROSSOVER", 1)]
    [InlineData("??_crossover", 1)]
    [InlineData("*", 2)]
    [InlineData("*r*", 2)]
    [InlineData("ma", 0)]
    [InlineData("?a_crossover?", 0)]
    public void Strategies_are_found_by_wildcards_in_any_case(string pattern, int count)
    {
        Save("BTC/EUR", "ma_crossover", 1);
        Save("BTC/EUR", "rsi_reversion", 2);
        Assert.Equal(count, _given.Find(new() { Strategy = pattern }).Count);
    }

    [Fact]
    public void Since_takes_the_runs_finished_then_or_later()
    {
        for (var hour = 1; hour <= 4; hour++) Save("BTC/EUR", "ma_crossover", hour);
        Assert.Equal(["BTC/EUR 4", "BTC/EUR 3"], Shown(new() { Since = Given.Finished.AddHours(3) }));
        Assert.Equal(["BTC/EUR 4"], Shown(new() { Since = Given.Finished.AddHours(3).AddTicks(1) }));
    }

    [Fact]
    public void A_run_is_found_by_its_whole_id_in_any_case_and_once_however_often_it_is_asked_for()
    {
        var run = _given.Save();
        _given.Save();
        var id = run.RunId!.Value.ToString();
        Assert.Equal(run.RunId, Assert.Single(_given.Find(new() { RunIds = [id, id.ToUpperInvariant(), $"{{{id}}}", id[..35]] })).Result!.RunId);
    }

    [Fact]
    public void All_runs_that_begin_with_an_ambiguous_prefix_are_found()
    {
        Rename(_given.Save(Given.Finished), "aaaa1111-0000-4000-8000-000000000001");
        Rename(_given.Save(Given.Finished.AddHours(1)), "aaaa2222-0000-4000-8000-000000000002");
        Rename(_given.Save(Given.Finished.AddHours(2)), "bbbb3333-0000-4000-8000-000000000003");
        Assert.Equal(["aaaa2222", "aaaa1111"], _given.Find(new() { RunIds = ["AAAA"] }).Select(found => $"{found.Result!.RunId}"[..8]));
        Assert.Equal(["aaaa2222", "aaaa1111"], _given.Store.RecentIds("aaaa", 5).Select(id => id[..8]));
        Assert.Equal(["bbbb3333", "aaaa2222"], _given.Store.RecentIds("", 2).Select(id => id[..8]));
    }

    [Theory]
    [InlineData("00000000-0000-4000-8000-000000000000")]
    [InlineData("zzz")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("../results")]
    public void An_id_that_is_not_there_is_an_error_and_the_others_still_come(string missing)
    {
        var run = _given.Save();
        var found = _given.Find(new() { RunIds = [missing, $"{run.RunId}"] });
        var error = Assert.Single(found, f => f.Error is not null).Error!;
        Assert.Equal("Run.Missing", error.Kind.Id);
        Assert.Equal(missing, error.Target);
        Assert.Equal(run.RunId, Assert.Single(found, f => f.Result is not null).Result!.RunId);
    }

    [Fact]
    public void Other_folders_and_files_are_no_runs()
    {
        var run = _given.Save();
        Directory.CreateDirectory(Path.Combine(_given.Root, "plots"));
        Directory.CreateDirectory(Path.Combine(_given.Root, $".tmp-{Guid.NewGuid():D}"));
        Directory.CreateDirectory(Path.Combine(_given.Root, Guid.NewGuid().ToString("N")));
        File.WriteAllText(Path.Combine(_given.Root, "notes.txt"), "");
        Assert.Equal(run.RunId, _given.FindOnly().RunId);
        Assert.Equal([$"{run.RunId}"], _given.Store.RecentIds("", 5));
    }

    [Fact]
    public void Runs_are_read_as_they_are_taken()
    {
        var old = _given.Save(Given.Finished);
        _given.Save(Given.Finished.AddHours(1));
        using var runs = _given.Store.Find(new()).GetEnumerator();
        Assert.True(runs.MoveNext());
        Directory.Delete(old.RunPath!, recursive: true);
        Assert.False(runs.MoveNext());
    }

    [Fact]
    public void A_cancelled_search_stops()
    {
        _given.Save(Given.Finished);
        _given.Save(Given.Finished.AddHours(1));
        using var cancel = new CancellationTokenSource();
        using var runs = _given.Store.Find(new(), cancel.Token).GetEnumerator();
        Assert.True(runs.MoveNext());
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => runs.MoveNext());
    }

    private void Save(string symbol, string strategy, int hour) =>
        _given.Store.Save(Given.Result() with { Symbol = symbol, Strategy = strategy }, Given.Evidence(Given.Finished.AddHours(hour)));

    private IEnumerable<string> Shown(RunQuery query) => _given.Find(query).Select(found => $"{found.Result!.Symbol} {(found.Result.FinishedAt!.Value - Given.Finished).Hours}");

    private void Rename(BacktestResult run, string id)
    {
        var folder = Path.Combine(_given.Root, id);
        Directory.Move(run.RunPath!, folder);
        var receipt = Path.Combine(folder, "run.json");
        var time = File.GetLastWriteTimeUtc(receipt);
        File.WriteAllText(receipt, File.ReadAllText(receipt).Replace($"{run.RunId}", id, StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(receipt, time);
    }
}
