using System.Security.Cryptography;
using System.Text.Json;

namespace PeakTrade.Runs.Tests;

public sealed class SavingTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_saved_run_has_its_seven_files_and_nothing_else()
    {
        var run = _given.Save();
        Assert.Equal(
            ["config_snapshot.json", "config_snapshot.toml", "equity.csv", "orders.csv", "run.json", "stats.json", TemporaryStore.TradesFile],
            Directory.GetFiles(run.RunPath!).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        Assert.Equal([$"{run.RunId}"], _given.Names());
    }

    [Fact]
    public void A_saved_run_says_its_id_folder_and_time_and_keeps_its_details_in_memory()
    {
        var run = _given.Save();
        Directory.Delete(run.RunPath!, recursive: true);
        Assert.Equal(4, run.RunId!.Value.Version);
        Assert.Equal(Path.Combine(_given.Root, run.RunId.Value.ToString("D")), run.RunPath);
        Assert.Equal(Given.Finished, run.FinishedAt);
        Assert.Equal(Given.Trade(), Assert.Single(run.GetTrades()));
    }

    [Fact]
    public void The_configuration_is_stored_as_it_was_handed_in()
    {
        var run = _given.Save();
        Assert.Equal(Given.Evidence().ConfigToml, Text(run, "config_snapshot.toml"));
        Assert.Equal(Given.Evidence().ConfigJson, Text(run, "config_snapshot.json"));
    }

    [Fact]
    public void The_receipt_holds_the_hash_and_length_of_each_other_file()
    {
        var run = _given.Save();
        using var receipt = JsonDocument.Parse(Text(run, "run.json"));
        var artifacts = receipt.RootElement.GetProperty("artifacts").EnumerateObject().ToList();
        Assert.Equal(6, artifacts.Count);
        foreach (var artifact in artifacts)
        {
            var bytes = File.ReadAllBytes(Path.Combine(run.RunPath!, artifact.Name));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), artifact.Value.GetProperty("sha256").GetString());
            Assert.Equal(bytes.Length, artifact.Value.GetProperty("bytes").GetInt32());
        }
    }

    [Fact]
    public void Two_saves_of_one_result_differ_in_the_receipt_only()
    {
        var first = _given.Save(Given.Finished);
        var second = _given.Save(Given.Finished.AddHours(3));
        foreach (var name in Directory.GetFiles(first.RunPath!).Select(path => Path.GetFileName(path)!))
            Assert.Equal(name != "run.json", Bytes(first, name).SequenceEqual(Bytes(second, name)));
    }

    [Fact]
    public void An_equity_curve_longer_than_the_buffer_has_the_right_hash_too()
    {
        var curve = new EquityCurve(new long[50_000], Enumerable.Range(0, 50_000).Select(bar => 1 / (bar + 3.0)).ToArray(), new double[50_000]);
        var run = _given.Store.Save(Given.Result(new Given.Details(curve, [], [])), Given.Evidence());
        using var receipt = JsonDocument.Parse(Text(run, "run.json"));
        var hash = receipt.RootElement.GetProperty("artifacts").GetProperty("equity.csv").GetProperty("sha256").GetString();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(run.RunPath!, "equity.csv")))), hash);
        Assert.Equal(curve.Equity.ToArray(), _given.FindOnly().GetEquity().Equity.ToArray());
    }

    [Fact]
    public void A_cancelled_save_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => _given.Store.Save(Given.Result(new Given.Failing(cancel.Cancel)), Given.Evidence(), cancel.Token));
        Assert.Empty(_given.Names());
    }

    [Fact]
    public void A_save_that_fails_halfway_leaves_nothing_and_says_why()
    {
        var result = Given.Result(new Given.Failing(() => throw new IOException("The cable is out.")));
        var fault = Assert.Throws<PeakTradeException>(() => _given.Store.Save(result, Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains("The cable is out.", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_given.Names());
    }

    [Fact]
    public void A_defect_in_the_details_goes_through_as_it_is_and_leaves_nothing()
    {
        var result = Given.Result(new Given.Failing(() => throw new InvalidOperationException("a defect")));
        Assert.Throws<InvalidOperationException>(() => _given.Store.Save(result, Given.Evidence()));
        Assert.Empty(_given.Names());
    }

    [Theory]
    [InlineData("")]
    [InlineData("deeper/results")]
    public void A_file_where_the_root_should_be_is_named_with_what_to_do(string below)
    {
        var file = Path.Combine(_given.Outside, "results.txt");
        File.WriteAllText(file, "");
        var store = new RunStore(Path.Combine(file, below));
        var fault = Assert.Throws<PeakTradeException>(() => store.Save(Given.Result(), Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains($"{file} is a file", fault.Message, StringComparison.Ordinal);
        Assert.Contains("[results] root", fault.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_is_not_absolute_is_refused() => Assert.Throws<ArgumentException>(() => new RunStore("results"));

    [Fact]
    public void Temporary_folders_older_than_a_day_are_swept_and_younger_ones_stay()
    {
        var old = Directory.CreateDirectory(Path.Combine(_given.Root, $".tmp-{Guid.NewGuid():D}"));
        var young = Directory.CreateDirectory(Path.Combine(_given.Root, $".tmp-{Guid.NewGuid():D}"));
        File.WriteAllText(Path.Combine(old.FullName, "equity.csv"), "time");
        old.LastWriteTimeUtc = DateTime.UtcNow.AddHours(-25);
        young.LastWriteTimeUtc = DateTime.UtcNow.AddHours(-23);
        var run = _given.Save();
        Assert.Equal(new[] { run.RunId.ToString()!, young.Name }.Order(StringComparer.Ordinal), _given.Names().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Eight_writers_at_once_do_not_clash()
    {
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            var store = new RunStore(_given.Root);
            for (var run = 0; run < 50; run++) store.Save(Given.Result(), Given.Evidence());
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var found = _given.Find();
        Assert.Equal(400, found.Count(run => run.Result?.GetOrders().Count == 1));
        Assert.Equal(400, _given.Names().Length);
    }

    private static byte[] Bytes(BacktestResult run, string name) => File.ReadAllBytes(Path.Combine(run.RunPath!, name));

    private static string Text(BacktestResult run, string name) => File.ReadAllText(Path.Combine(run.RunPath!, name));
}
