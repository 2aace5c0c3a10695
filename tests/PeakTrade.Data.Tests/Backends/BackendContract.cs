using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PeakTrade.Data.Tests.DuckDb;
using PeakTrade.Data.Tests.Resampling;

namespace PeakTrade.Data.Tests.Backends;

public sealed class ManagedBackendTests : BackendContract
{
    protected override string Backend => "managed";
}

public sealed class DuckDbBackendTests : BackendContract
{
    protected override string Backend => "duckdb";
}

/// <summary>What every backend does: the bars that were made come back, bit for bit, whatever they were written as.</summary>
public abstract class BackendContract : IDisposable
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(20261121, 3);
    private readonly string _root = Directory.CreateTempSubdirectory("peaktrade-backend-").FullName;
    private int _folders;

    protected abstract string Backend { get; }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [FactWithDuckDb]
    public void Many_symbols_grouped_or_interleaved_in_one_file() => ForMarkets(3, (market, written, turn) =>
    {
        var bars = turn % 2 == 0 ? market.Bars : market.Interleaved;
        var path = turn % 3 == 0 ? written.Parquet("all.parquet", bars, withSymbol: true) : written.Csv("all.csv", bars, withSymbol: true, ",;\t"[turn % 3], gzip: turn % 5 == 0);
        AssertHolds(market, path);
    });

    [FactWithDuckDb]
    public void One_symbol_of_many() => ForMarkets(4, (market, written, turn) =>
    {
        var path = turn % 2 == 0 ? written.Parquet("all.parquet", market.Interleaved, withSymbol: true) : written.Csv("all.csv", market.Interleaved, withSymbol: true);
        foreach (var symbol in market.Symbols) Sheet.AssertSame(market.Expected(symbol), MarketData.Read(Options() with { Symbol = symbol }, path, CancellationToken.None).Bars);
    });

    [FactWithDuckDb]
    public void Every_type_of_time_that_Parquet_has() => ForMarkets(1, (market, written, turn) =>
    {
        foreach (var type in Written.TimeTypes)
        {
            var bars = Read(Options(), written.Parquet($"{type}.parquet", market.Bars, withSymbol: false, type));
            // Seconds with a fraction as a double: written a quarter of a second late.
            var late = type == "DOUBLE" ? TimeSpan.TicksPerSecond / 4 : 0;
            Assert.Equal(market.Expected(market.Symbols[0]).UtcTicks.ToArray().Select(ticks => ticks + late), bars.UtcTicks.ToArray());
        }
    });

    [FactWithDuckDb]
    public void Every_type_of_price_that_Parquet_has() => ForMarkets(1, (market, written, turn) =>
    {
        foreach (var type in Written.PriceTypes)
        {
            var bars = Read(Options(), written.Parquet($"{type[..4]}{type.Length}.parquet", market.Bars, withSymbol: false, priceType: type));
            Func<string, double>? narrow = type == "FLOAT" ? text => float.Parse(text, CultureInfo.InvariantCulture) : null;
            Sheet.AssertSame(market.Expected(market.Symbols[0], narrow), bars);
        }
    });

    [FactWithDuckDb]
    public void Local_times_over_changes_of_the_clocks() => ForMarkets(3, (market, written, turn) =>
    {
        var options = Options() with { Timezone = market.Zone };
        AssertHolds(market, written.Csv("csv.csv", market.Interleaved, withSymbol: true, local: true), options);
        foreach (var type in new[] { "TIMESTAMP", "TIMESTAMP_NS", "VARCHAR" })
            AssertHolds(market, written.Parquet($"{type}.parquet", turn % 2 == 0 ? market.Bars : market.Interleaved, withSymbol: true, type, local: true), options);
    });

    [FactWithDuckDb]
    public void Hive_folders_of_years_and_symbols() => ForMarkets(3, (market, written, turn) =>
    {
        foreach (var symbol in market.Symbols)
        {
            var folder = $"lake/symbol={Uri.EscapeDataString(symbol)}";
            MadeBar[] bars = [.. market.Bars.Where(bar => bar.Symbol == symbol)];
            var cut = 1 + turn % (bars.Length - 1);
            // The later part comes first by its name.
            written.Parquet($"{folder}/year=1/b.parquet", bars[cut..], withSymbol: turn % 2 == 0);
            if (turn % 3 == 0) written.Csv($"{folder}/year=2/a.csv", bars[..cut], withSymbol: false);
            else written.Parquet($"{folder}/year=2/a.parquet", bars[..cut], withSymbol: turn % 2 == 0);
        }

        var root = Path.Combine(_root, $"{_folders}", "lake");
        AssertHolds(market, root);
        foreach (var symbol in market.Symbols) Sheet.AssertSame(market.Expected(symbol), MarketData.Read(Options() with { Symbol = symbol }, root, CancellationToken.None).Bars);
    });

    [FactWithDuckDb]
    public void Files_that_a_folder_or_a_pattern_names() => ForMarkets(2, (market, written, turn) =>
    {
        var names = market.Symbols.Select((symbol, at) => (symbol, File: $"in/{(char)('a' + at)}.{(at % 2 == 0 ? "parquet" : "csv")}")).ToArray();
        foreach (var (symbol, file) in names)
        {
            if (file.EndsWith("csv", StringComparison.Ordinal)) written.Csv(file, market.Bars.Where(bar => bar.Symbol == symbol), withSymbol: false);
            else written.Parquet(file, market.Bars.Where(bar => bar.Symbol == symbol), withSymbol: false);
        }

        var folder = Path.Combine(_root, $"{_folders}");
        foreach (var path in new[] { "in", "in/*", "*/?.*", "**" })
        {
            var reads = MarketData.ReadAll(Options(), Path.Combine(folder, path), CancellationToken.None).ToList();
            Assert.Equal(["a", "b"], reads.Select(read => read.Symbol));
            foreach (var ((symbol, _), read) in names.Zip(reads)) Sheet.AssertSame(market.Expected(symbol), read.Data!.Bars);
        }

        Sheet.AssertSame(market.Expected(names[0].symbol), Assert.Single(MarketData.ReadAll(Options(), Path.Combine(folder, "in/*.parquet"), CancellationToken.None)).Data!.Bars);
    });

    [FactWithDuckDb]
    public void A_span_and_longer_bars_of_it() => ForMarkets(2, (market, written, turn) =>
    {
        var (zone, local) = (TimeZoneInfo.FindSystemTimeZoneById(market.Zone), turn % 2 == 0);
        var type = local ? new[] { "TIMESTAMP", "TIMESTAMP_NS" }[turn / 2 % 2] : "TIMESTAMPTZ";
        var paths = new[] { written.Csv("a.csv", market.Bars, withSymbol: true, local: local), written.Parquet("a.parquet", market.Bars, withSymbol: true, type, local: local) };
        var times = market.Bars.Where(bar => bar.Symbol == market.Symbols[0]).Select(bar => bar.Utc).ToArray();
        var (from, to) = (times[turn % 20], times[^(1 + turn % 17)].AddTicks(turn % 3));
        foreach (var path in paths)
        {
            var options = Options() with { Timezone = market.Zone, Symbol = market.Symbols[0], From = from, To = to };
            var expected = market.Expected(market.Symbols[0], where: bar => bar.Utc >= from && bar.Utc < to);
            Sheet.AssertSame(expected, MarketData.Read(options, path, CancellationToken.None).Bars);

            var session = new TimeOnly(9, 0);
            foreach (var interval in new[] { "1h", "4h", "1d" })
                Sheet.AssertSame(new PlainResampler(BarInterval.Parse(interval)!.Minutes, zone, session).Of(expected), MarketData.Read(options with { Resample = BarInterval.Parse(interval), Session = session }, path, CancellationToken.None).Bars);
        }
    });

    [FactWithDuckDb]
    public void Rows_that_break_the_contract_are_left_out_and_named_alike() => ForMarkets(2, (market, written, turn) =>
    {
        List<MadeBar> rows = [.. market.Bars];
        var bad = new List<MadeBar>();
        for (var at = 7 + turn % 11; at < rows.Count; at += 23)
        {
            bad.Add(rows[at] = (at % 5) switch
            {
                0 => rows[at] with { High = "0.5" },
                1 => rows[at] with { Low = "-1" },
                2 => rows[at] with { Close = "" },
                3 => rows[at] with { Volume = "-3" },
                _ => rows[at] with { Open = "NaN" },
            });
        }

        var options = Options() with { OnBadRow = OnBadRow.Drop };
        var numbers = rows.Select((row, at) => (row, at)).Where(row => bad.Contains(row.row)).ToLookup(row => row.row.Symbol, row => row.at);
        foreach (var (path, first) in new[] { (written.Csv("a.csv", rows, withSymbol: true), 2), (written.Parquet("a.parquet", rows, withSymbol: true), 1) })
        {
            foreach (var read in MarketData.ReadAll(options, path, CancellationToken.None))
            {
                Sheet.AssertSame(market.Expected(read.Symbol, where: bar => rows.Contains(bar)), read.Data!.Bars);
                Assert.Equal(numbers[read.Symbol].Count(), read.Data.RowsDropped);
                Assert.Equal(numbers[read.Symbol].Select(at => at + first).Take(20), read.Data.Notices.Where(n => n.Place.Row > 0).Take(Math.Min(20, read.Data.RowsDropped)).Select(n => n.Place.Row));
            }

            var errors = MarketData.ReadAll(Options(), path, CancellationToken.None).Where(read => read.Error is not null).ToArray();
            Assert.Equal(numbers.Select(n => n.Key).Order(StringComparer.Ordinal), errors.Select(read => read.Symbol));
            Assert.All(errors, read => Assert.Equal("Data.BadRow", read.Error!.Kind.Id));
        }
    });

    private DataOptions Options() => new() { Backend = Backend };

    private static Bars Read(DataOptions options, string path) => MarketData.Read(options, path, CancellationToken.None).Bars;

    private void AssertHolds(Market market, string path, DataOptions? options = null)
    {
        var reads = MarketData.ReadAll(options ?? Options(), path, CancellationToken.None).ToList();
        Assert.Equal(market.Symbols, reads.Select(read => read.Symbol));
        foreach (var read in reads)
        {
            if (read.Error is not null) throw read.Error;
            Assert.Equal(read.Symbol, read.Data!.Bars.Symbol);
            Sheet.AssertSame(market.Expected(read.Symbol), read.Data.Bars);
        }
    }

    private void ForMarkets(int instruments, Action<Market, Written, int> check) => Check.One(Runs, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
    {
        var folder = Path.Combine(_root, $"{++_folders}");
        check(new Market(seed, instruments), new Written(new Market(seed, instruments), folder), seed % 1000);
        Directory.Delete(folder, recursive: true);
    }));
}
