using PeakTrade.Data.Factors;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Factors;

public sealed class FactorStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-factors-");
    private readonly List<string> _said = [];

    private FactorStore Store => new(_folder.FullName);

    private IEnumerable<string> Files => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories);

    public void Dispose() => _folder.Delete(recursive: true);

    [FactWithDuckDb]
    public void A_panel_comes_back_to_the_last_bit()
    {
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0, double.Epsilon, double.MaxValue, 0.1, 1 / 3.0];
        // More rows than a row group of the file, and names that need care.
        string[] symbols = ["A", "B'C", "BTC/EUR", "Größe", "time"];
        var values = Enumerable.Range(0, symbols.Length * 60_000).Select(i => i % 7 == 0 ? odd[i / 7 % odd.Length] : Math.Sin(i)).ToArray();
        var panel = Panel("momentum_12_1", "k", symbols, values);
        Store.Save(panel, _said.Add, default);
        var back = Store.Load("momentum_12_1", "k", _said.Add, default)!;
        Assert.Equal((true, "momentum_12_1", "k"), (back.Cached, back.Factor, back.Key));
        Assert.Equal(symbols, back.Symbols);
        Assert.Equal(panel.UtcTicks.ToArray(), back.UtcTicks.ToArray());
        for (var row = 0; row < panel.Count; row++) Assert.True(System.Runtime.InteropServices.MemoryMarshal.AsBytes(panel.CrossSection(row)).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(back.CrossSection(row))), $"row {row}");
    }

    [FactWithDuckDb]
    public void A_stored_panel_is_a_table_that_others_read()
    {
        Store.Save(Panel("rsi_14", "k", ["A", "B"], [1, double.NaN, 3, 4]), _said.Add, default);
        using var database = new Opened();
        Assert.Equal(
            [["A", 1.0], ["B", null], ["A", 3.0], ["B", 4.0]],
            database.Rows($"SELECT symbol, value FROM '{Assert.Single(Files)}' ORDER BY time, symbol"));
    }

    [FactWithDuckDb]
    public void A_panel_of_nothing_but_undefined_values_comes_back_and_one_without_times_is_not_stored()
    {
        Store.Save(Panel("rsi_14", "none", ["A"], [double.NaN, double.NaN]), _said.Add, default);
        Assert.Equal([double.NaN, double.NaN], Store.Load("rsi_14", "none", _said.Add, default)!.GetSeries("A"));
        Store.Save(Panel("rsi_14", "empty", ["A"], []), _said.Add, default);
        Assert.Null(Store.Load("rsi_14", "empty", _said.Add, default));
        Assert.Equal("rsi_14 is not stored: it holds no value.", _said[^1]);
    }

    [Fact]
    public void What_is_not_there_is_nothing() => Assert.Null(Store.Load("rsi_14", "k", _said.Add, default));

    [FactWithDuckDb]
    public void Whatever_byte_is_damaged_a_panel_is_right_or_missing_and_never_wrong()
    {
        var panel = Panel("rsi_14", "k", ["A", "B", "C"], [.. Enumerable.Range(0, 300).Select(i => Math.Sin(i))]);
        Store.Save(panel, _said.Add, default);
        var file = Assert.Single(Files);
        var whole = File.ReadAllBytes(file);
        var refused = 0;
        for (var at = 0; at < whole.Length; at += 7)
        {
            var bytes = (byte[])whole.Clone();
            bytes[at] ^= 0x10;
            File.WriteAllBytes(file, bytes);
            var back = Store.Load("rsi_14", "k", _said.Add, default);
            if (back is null) refused++;
            else Assert.Equal(panel.GetSeries("B"), back.GetSeries("B"));
        }

        Assert.True(refused > whole.Length / 7 / 3, $"{refused} of {whole.Length / 7} damages were seen.");
        Assert.Equal(refused, _said.Count(said => said.Contains("cannot be used and is computed again", StringComparison.Ordinal)));
    }

    [FactWithDuckDb]
    public void A_file_that_is_cut_short_empty_or_another_panels_is_a_miss_that_is_said_and_written_over()
    {
        var panel = Panel("rsi_14", "k", ["A"], [1, 2]);
        Store.Save(panel, _said.Add, default);
        var file = Assert.Single(Files);
        var whole = File.ReadAllBytes(file);
        Store.Save(Panel("rsi_14", "other", ["A"], [5, 6]), _said.Add, default);
        var other = File.ReadAllBytes(Files.Single(f => f != file));
        foreach (var bytes in new[] { [], whole[..^1], whole[..(whole.Length / 2)], other, "no parquet at all"u8.ToArray() })
        {
            File.WriteAllBytes(file, bytes);
            _said.Clear();
            Assert.Null(Store.Load("rsi_14", "k", _said.Add, default));
            Assert.Contains(file, Assert.Single(_said));
            Store.Save(panel, _said.Add, default);
            Assert.Equal([1, 2], Store.Load("rsi_14", "k", _said.Add, default)!.GetSeries("A"));
        }
    }

    [FactWithDuckDb]
    public void Many_at_once_write_one_panel_and_read_it()
    {
        var panel = Panel("rsi_14", "k", ["A", "B"], [.. Enumerable.Range(0, 2_000).Select(i => (double)i)]);
        var damages = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (i % 2 == 0) Store.Save(panel, _ => { }, default);
            else if (Store.Load("rsi_14", "k", damages.Enqueue, default) is { } back) Assert.Equal(panel.GetSeries("A"), back.GetSeries("A"));
        });
        Assert.Empty(damages);
        Assert.EndsWith("k.parquet", Assert.Single(Files));
    }

    [FactWithDuckDb]
    public void A_store_that_cannot_be_written_is_said_and_nothing_more()
    {
        var blocked = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(blocked, "");
        new FactorStore(blocked).Save(Panel("rsi_14", "k", ["A"], [1]), _said.Add, default);
        Assert.Contains("rsi_14 is not stored", Assert.Single(_said));
    }

    [FactWithDuckDb]
    public void Times_that_the_file_cannot_hold_are_not_stored()
    {
        var ticks = new DateTime(2024, 1, 1).Ticks + 1;
        Store.Save(new FactorPanel("rsi_14", ["A"], new[] { ticks }, new[] { 1.0 }, "k", cached: false), _said.Add, default);
        Assert.Contains("finer than a microsecond", Assert.Single(_said));
        Assert.Empty(Files);
    }

    [FactWithDuckDb]
    public void A_save_that_is_stopped_leaves_nothing()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Store.Save(Panel("rsi_14", "k", ["A"], [1]), _said.Add, stopped.Token));
        Assert.Empty(Files);
    }

    private static FactorPanel Panel(string factor, string key, string[] symbols, double[] values) =>
        new(factor, symbols, Enumerable.Range(0, values.Length / symbols.Length).Select(i => new DateTime(2024, 1, 1).AddMinutes(15 * i).Ticks).ToArray(), values, key, cached: false);
}
