using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Runs.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_run_just_stored_is_intact()
    {
        var run = _given.Save();
        var check = Check(run);
        Assert.Equal((RunCheckStatus.Intact, true, true), (check.Status, check.IsIntact, check.IsSealed));
        Assert.Empty(check.Findings);
        Assert.Equal((run.RunId, "ma_crossover", "BTC/EUR", 6), (check.RunId, check.Strategy, check.Symbol, check.Files));
        Assert.Equal(Files(run).Where(f => Path.GetFileName(f) != "run.json").Sum(f => new FileInfo(f).Length), check.Bytes);
        Assert.Null(check.IsReproduced);
    }

    // A run of one instrument and a portfolio; trades as they are here and as CSV.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void One_flipped_bit_in_any_file_is_caught_and_the_file_named(bool isPortfolio, bool csv)
    {
        var run = (csv ? _given.CsvStore : _given.Store).Save(isPortfolio ? Given.Portfolio() : Given.Result(), Given.Evidence());
        var flips = ArbMap.Default.ArbFor<(PositiveInt At, byte Bit)>();
        foreach (var file in Files(run))
        {
            var whole = File.ReadAllBytes(file);
            Prop.ForAll(flips, flip =>
            {
                var flipped = whole.ToArray();
                flipped[(int)(flip.At.Item * 7919L % whole.Length)] ^= (byte)(1 << (flip.Bit % 8));
                File.WriteAllBytes(file, flipped);
                var check = Check(run);
                return !check.IsIntact && check.Status is RunCheckStatus.Damaged or RunCheckStatus.Unreadable && check.Findings[0].What == Path.GetFileName(file);
            }).Check(Config.QuickThrowOnFailure.WithReplay(20260304, 17).WithMaxTest(25));
            File.WriteAllBytes(file, whole);
        }

        Assert.True(Check(run).IsIntact);
    }

    [Fact]
    public void A_bit_of_every_byte_of_a_sealed_receipt_counts()
    {
        var run = _given.Save();
        var file = Path.Combine(run.RunPath!, "run.json");
        var whole = File.ReadAllBytes(file);
        for (var at = 0; at < whole.Length; at++)
        {
            var bit = (8 * at) + (at * 5 % 8);
            var flipped = whole.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, flipped);
            Assert.False(Check(run).IsIntact, $"Bit {bit % 8} of byte {bit / 8} ('{(char)whole[bit / 8]}') can be changed.");
        }
    }

    [Fact]
    public void The_seal_is_the_SHA_256_of_the_lines_above_it()
    {
        var lines = File.ReadAllText(Path.Combine(_given.Save().RunPath!, "run.json")).Split('\n');
        var above = string.Concat(lines[..^3].Select(line => $"{line}\n"));
        Assert.Equal(["  \"seal\": \"" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(above))) + "\"", "}", ""], lines[^3..]);
    }

    [Theory]
    [InlineData("equity.csv", 0, RunFindingKind.Length, "cut short")]
    [InlineData("trades.csv", 40, RunFindingKind.Length, "cut short")]
    [InlineData("orders.csv", 100_000, RunFindingKind.Length, "added to")]
    public void A_file_of_another_length_is_named_with_both_lengths(string name, int length, RunFindingKind kind, string said)
    {
        var run = _given.CsvStore.Save(Given.Result(), Given.Evidence());
        var path = Path.Combine(run.RunPath!, name);
        var before = new FileInfo(path).Length;
        using (var file = File.OpenWrite(path)) file.SetLength(length);
        var finding = Assert.Single(Check(run).Findings);
        Assert.Equal((kind, name, $"{before}", $"{length}"), (finding.Kind, finding.What, finding.Expected, finding.Found));
        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stats.json")]
    [InlineData("config_snapshot.toml")]
    public void A_missing_file_is_named(string name)
    {
        var run = _given.Save();
        File.Delete(Path.Combine(run.RunPath!, name));
        Assert.Equal((RunFindingKind.Missing, name), Found(run));
    }

    [Fact]
    public void A_link_to_the_very_same_bytes_is_no_file()
    {
        var run = _given.Save();
        var path = Path.Combine(run.RunPath!, "equity.csv");
        File.Move(path, Path.Combine(_given.Outside, "equity.csv"));
        File.CreateSymbolicLink(path, Path.Combine(_given.Outside, "equity.csv"));
        Assert.Equal((RunFindingKind.NoFile, "equity.csv"), Found(run));
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_named()
    {
        var run = _given.Save();
        File.Delete(Path.Combine(run.RunPath!, "orders.csv"));
        Directory.CreateDirectory(Path.Combine(run.RunPath!, "orders.csv"));
        Assert.Equal((RunFindingKind.NoFile, "orders.csv"), Found(run));
    }

    [Fact]
    public void Two_files_that_changed_places_are_both_named()
    {
        var run = _given.Save();
        var (one, other) = (Path.Combine(run.RunPath!, "equity.csv"), Path.Combine(run.RunPath!, "orders.csv"));
        File.Move(one, one + "~");
        File.Move(other, one);
        File.Move(one + "~", other);
        Assert.Equal(["equity.csv", "orders.csv"], Check(run).Findings.Select(f => f.What).Order());
    }

    [Fact]
    public void Two_artifacts_that_changed_places_in_an_unsealed_receipt_are_both_named()
    {
        var run = _given.Save();
        Unseal(run, receipt =>
        {
            var artifacts = receipt["artifacts"]!;
            var (one, other) = (artifacts["equity.csv"]!.DeepClone(), artifacts["orders.csv"]!.DeepClone());
            (artifacts["equity.csv"], artifacts["orders.csv"]) = (other, one);
        });
        Assert.Equal(["equity.csv", "orders.csv"], Check(run).Findings.Where(f => f.IsDamage).Select(f => f.What).Order());
    }

    [Fact]
    public void A_receipt_of_before_there_were_seals_is_valid_and_said_to_have_none()
    {
        var run = _given.Save();
        Unseal(run, _ => { });
        var check = Check(run);
        Assert.Equal((RunCheckStatus.Intact, false), (check.Status, check.IsSealed));
        Assert.Empty(check.Findings);
        Assert.NotNull(_given.FindOnly());
    }

    [Theory]
    [InlineData("strategy", "\"rsi_reversion\"", "stats.json")]
    [InlineData("symbol", "\"ETH/EUR\"", "stats.json")]
    [InlineData("config_hash", "\"ab\"", "stats.json")]
    [InlineData("data_hash", "\"ab\"", "stats.json")]
    [InlineData("engine_version", "\"9.9.9\"", "stats.json")]
    public void An_unsealed_receipt_that_other_files_contradict_is_caught(string member, string value, string witness)
    {
        var run = _given.Save();
        Unseal(run, receipt => receipt[member] = JsonNode.Parse(value));
        var finding = Check(run).Findings.First(f => f.Kind == RunFindingKind.Disagreement);
        Assert.Contains(member, finding.Message, StringComparison.Ordinal);
        Assert.Contains(witness, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_of_another_hash_contradicts_the_receipt()
    {
        var run = _given.Save();
        var finding = Assert.Single(RunStore.Check(run.RunPath!, text => text.Contains("ma_crossover", StringComparison.Ordinal) ? "abc" : null).Findings);
        Assert.Equal((RunFindingKind.Disagreement, "abc", run.ConfigHash), (finding.Kind, finding.Expected, finding.Found));
    }

    [Fact]
    public void A_receipt_that_lost_a_file_from_its_list_is_caught()
    {
        var run = _given.Save();
        Unseal(run, receipt => receipt["artifacts"]!.AsObject().Remove("orders.csv"));
        var check = Check(run);
        Assert.Contains(check.Findings, f => f.Kind == RunFindingKind.Receipt && f.Message.Contains("does not list orders.csv", StringComparison.Ordinal));
        Assert.Contains(check.Findings, f => f.Kind == RunFindingKind.Stranger && f.What == "orders.csv");
    }

    [Theory]
    [InlineData("../stolen.csv")]
    [InlineData("a\\b")]
    [InlineData("..")]
    public void A_receipt_never_leads_out_of_its_folder(string name)
    {
        var run = _given.Save();
        File.WriteAllText(Path.Combine(_given.Root, "stolen.csv"), "x");
        Unseal(run, receipt => receipt["artifacts"]![name] = JsonNode.Parse("{\"sha256\": \"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\", \"bytes\": 1}"));
        Assert.Contains(Check(run).Findings, f => f.Kind == RunFindingKind.Receipt && f.Message.Contains("no name of a file in the run's folder", StringComparison.Ordinal));
    }

    [Fact]
    public void What_came_later_is_named_and_no_damage_and_what_belongs_there_is_not_named()
    {
        var run = _given.Save();
        foreach (var folder in new[] { "reports", "plots", "debug", "other" }) Directory.CreateDirectory(Path.Combine(run.RunPath!, folder));
        foreach (var file in new[] { "keep", "notes.txt" }) File.WriteAllText(Path.Combine(run.RunPath!, file), "");
        var check = Check(run);
        Assert.Equal((RunCheckStatus.Intact, true), (check.Status, check.IsIntact));
        Assert.Equal([(RunFindingKind.Stranger, "notes.txt"), (RunFindingKind.Stranger, "other")], check.Findings.Select(f => (f.Kind, f.What)));
    }

    [Fact]
    public void A_run_in_a_folder_of_another_id_is_damaged_and_one_in_a_folder_of_any_name_is_not()
    {
        var run = _given.Save();
        var free = Path.Combine(_given.Outside, "backtest");
        Directory.Move(run.RunPath!, free);
        Assert.True(RunStore.Check(free, _ => null).IsIntact);
        var other = Path.Combine(_given.Root, $"{Guid.NewGuid():D}");
        Directory.Move(free, other);
        Assert.Equal(RunFindingKind.Disagreement, RunStore.Check(other, _ => null).Findings[0].Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"schema\": 2}")]
    [InlineData("{\"schema\": 1}")]
    public void Without_a_receipt_that_can_be_read_a_run_is_unreadable_and_known_by_its_folder(string receipt)
    {
        var run = _given.Save();
        File.WriteAllText(Path.Combine(run.RunPath!, "run.json"), receipt);
        var check = Check(run);
        Assert.Equal((RunCheckStatus.Unreadable, run.RunId, false, RunFindingKind.Receipt), (check.Status, check.RunId, check.IsIntact, Assert.Single(check.Findings).Kind));
    }

    [Fact]
    public void A_store_is_checked_newest_first_damaged_runs_in_their_place_and_ids_that_are_missing_as_faults()
    {
        var old = _given.Save(Given.Finished);
        var bad = _given.Save(Given.Finished.AddHours(1));
        var time = File.GetLastWriteTimeUtc(Path.Combine(bad.RunPath!, "run.json"));
        File.WriteAllText(Path.Combine(bad.RunPath!, "run.json"), "");
        File.SetLastWriteTimeUtc(Path.Combine(bad.RunPath!, "run.json"), time);
        var all = _given.Store.Check([], null, _ => null).Select(o => (o.Result!.RunId, o.Result.Status)).ToList();
        Assert.Equal([(bad.RunId, RunCheckStatus.Unreadable), (old.RunId, RunCheckStatus.Intact)], all);
        Assert.Equal(bad.RunId, Assert.Single(_given.Store.Check([], 1, _ => null)).Result!.RunId);
        var named = _given.Store.Check(["zz", $"{old.RunId}"[..8]], null, _ => null).ToList();
        Assert.Equal("Run.Missing", named[0].Error!.Kind.Id);
        Assert.Equal(old.RunId, named[1].Result!.RunId);
    }

    [Fact]
    public void A_check_can_be_left()
    {
        var run = _given.Save();
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => RunStore.Check(run.RunPath!, _ => null, cancel.Token));
    }

    [Fact]
    public void Two_hundred_runs_are_checked_in_seconds()
    {
        var run = _given.CsvStore.Save(Given.Result(), Given.Evidence());
        for (var copy = 0; copy < 200; copy++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_given.Outside, "many", $"run{copy}")).FullName;
            foreach (var file in Files(run)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var clock = Stopwatch.StartNew();
        Assert.All(Directory.EnumerateDirectories(Path.Combine(_given.Outside, "many")), folder => Assert.True(RunStore.Check(folder, _ => null).IsIntact));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), $"{clock.Elapsed}");
    }

    private static RunCheck Check(BacktestResult run) => RunStore.Check(run.RunPath!, _ => null);

    private static (RunFindingKind, string) Found(BacktestResult run) => Assert.Single(Check(run).Findings) is var finding && finding.IsDamage ? (finding.Kind, finding.What) : default;

    private static string[] Files(BacktestResult run) => Directory.GetFiles(run.RunPath!);

    // As receipts were before seals: the same text without the last member.
    private static void Unseal(BacktestResult run, Action<JsonNode> change)
    {
        var path = Path.Combine(run.RunPath!, "run.json");
        var receipt = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        receipt.Remove("seal");
        change(receipt);
        File.WriteAllText(path, receipt.ToJsonString());
    }
}
