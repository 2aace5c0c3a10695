using PeakTrade.Data.Lake;
using PeakTrade.Data.Tests.DuckDb;
using static PeakTrade.Data.Tests.Lake.TemporaryLake;

namespace PeakTrade.Data.Tests.Lake;

public sealed class ImportTests : IDisposable
{
    private readonly TemporaryLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [FactWithDuckDb]
    public void Bars_lie_in_one_file_for_each_instrument_and_year()
    {
        var results = _lake.Import([Bars("BTC/EUR", "2020-12-30", 5), Bars("ETH", "2021-06-01", 3, volume: false)]);
        Assert.Equal(
            ["symbol=BTC%2FEUR/year=2020/bars.parquet", "symbol=BTC%2FEUR/year=2021/bars.parquet", "symbol=ETH/year=2021/bars.parquet"],
            _lake.Files().Keys.Select(name => name.Replace('\\', '/')));
        Assert.Equal([("BTC/EUR", 5, 5, 0, 0), ("ETH", 3, 3, 0, 0)], results.Select(r => (r.Symbol, r.Rows, r.Added, r.Unchanged, r.Replaced)));
        Assert.Equal((new DateTime(2020, 12, 30), new DateTime(2021, 1, 3), _lake.Layout.FolderOf("BTC/EUR"), "test"), (results[0].From, results[0].To, results[0].Path, results[0].Source));
        Assert.Equal(DateTimeKind.Utc, results[0].From.Kind);
        Assert.Empty(_lake.Leftovers());
    }

    [FactWithDuckDb]
    public void DuckDB_itself_reads_the_columns_that_are_promised()
    {
        _lake.Import(Bars("ETH", "2021-06-01", 3, volume: false));
        using var duck = new Opened();
        var file = _lake.Layout.FileOf("ETH", 2021);
        Assert.Equal(
            ["timestamp TIMESTAMP WITH TIME ZONE", "open DOUBLE", "high DOUBLE", "low DOUBLE", "close DOUBLE", "volume DOUBLE"],
            duck.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('{file}', hive_partitioning = false))").Select(row => string.Join(' ', row)));
        Assert.Equal([["2021-06-01 00:00:00+00", null]], duck.Rows($"SELECT timestamp::VARCHAR, volume FROM '{file}' LIMIT 1"));
        Assert.Equal("ZSTD", duck.One($"SELECT DISTINCT compression FROM parquet_metadata('{file}')"));
    }

    [FactWithDuckDb]
    public void A_year_ends_with_its_last_microsecond_in_UTC()
    {
        var newYear = new DateTime(2021, 1, 1).Ticks;
        _lake.Import(At("X", [newYear - 10, newYear, newYear + 10]));
        using var duck = new Opened();
        Assert.Equal([[2020L, 1L], [2021L, 2L]], duck.Rows($"SELECT year, count(*) FROM read_parquet('{_lake.Layout.Bars}/*/*/*.parquet', hive_partitioning = true) GROUP BY 1 ORDER BY 1"));
        Assert.Equal("2020-12-31 23:59:59.999999+00", duck.One($"SELECT timestamp::VARCHAR FROM '{_lake.Layout.FileOf("X", 2020)}'"));
    }

    [FactWithDuckDb]
    public void The_calendars_first_and_last_year_are_years_too()
    {
        _lake.Import(At("X", [0, TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks / 10 * 10]));
        Assert.Equal(3, _lake.Rows().Count);
        Assert.Equal(3, _lake.Import(At("X", [0, TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks / 10 * 10])).Unchanged);
    }

    [FactWithDuckDb]
    public void A_time_finer_than_a_microsecond_is_refused_and_named()
    {
        var fault = _lake.Refused(At("X", [10, 25]));
        Assert.Equal("Data.BadRow", fault.Kind.Id);
        Assert.Contains("X: the time 0001-01-01T00:00:00.0000025Z is finer than a microsecond", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_lake.Files());
    }

    [FactWithDuckDb]
    public void The_same_bars_again_change_nothing_and_touch_no_file()
    {
        var bars = Bars("X", "2020-12-30", 400);
        _lake.Import(bars);
        var file = _lake.Layout.FileOf("X", 2021);
        var old = new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, old);
        var before = _lake.Files();

        Assert.Equal((0, 400, 0, false), Told(_lake.Import(bars)));
        Assert.Equal((0, 100, 0, false), Told(_lake.Import(Bars("X", "2021-01-05", 100))));
        Assert.Equal(before, _lake.Files());
        Assert.Equal(old, File.GetLastWriteTimeUtc(file));
        Assert.Equal((1, 400, 0, true), Told(_lake.Import(Bars("X", "2020-12-29", 401))));
        Assert.Equal(old, File.GetLastWriteTimeUtc(file));
    }

    [FactWithDuckDb]
    public void Other_values_are_a_conflict_that_names_them_and_nothing_is_written()
    {
        _lake.Import(Bars("X", "2020-12-30", 10));
        var before = _lake.Files();
        var fault = Assert.Throws<PeakTradeException>(() => _lake.Import([Bars("NEW", "2020-01-01", 5), Bars("X", "2020-12-28", 14, price: 110)]));
        Assert.Equal("Lake.Conflict", fault.Kind.Id);
        Assert.Equal(
            "X: 10 bars have other values in the lake than in the data: 2020-12-30T00:00Z open 202.85714285714286 in the lake, 212.85714285714286 in the data; " +
            "2020-12-31T00:00Z open 122.85714285714286 in the lake, 132.85714285714286 in the data; 2021-01-01T00:00Z open 185.71428571428572 in the lake, " +
            "195.71428571428572 in the data; and 7 more. Nothing was imported. Use -Force (--force) to replace them.",
            fault.Message);
        Assert.Equal(before, _lake.Files());
        Assert.Empty(_lake.Leftovers());
    }

    [FactWithDuckDb]
    public void A_conflict_names_the_column_that_differs()
    {
        var bars = At("X", [0]);
        _lake.Import(bars);
        var other = new Bars("X", [0], bars.Open.ToArray(), bars.High.ToArray(), bars.Low.ToArray(), bars.Close.ToArray(), [bars.Volume[0] + 1]);
        Assert.Contains("X: 1 bar has other values in the lake than in the data: 0001-01-01T00:00Z volume 0.5 in the lake, 1.5 in the data. Nothing", _lake.Refused(other).Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void Conflicts_of_all_instruments_are_told_at_once()
    {
        _lake.Import([Bars("A", "2020-01-01", 2), Bars("B", "2020-01-01", 2)]);
        var fault = Assert.Throws<PeakTradeException>(() => _lake.Import([Bars("A", "2020-01-01", 2, price: 1), Bars("B", "2020-01-01", 2, price: 1)]));
        Assert.Equal(2, fault.Faults.Count);
    }

    [FactWithDuckDb]
    public void With_force_other_values_are_replaced_and_the_rest_stays()
    {
        _lake.Import(Bars("X", "2020-12-30", 10));
        Assert.Equal((2, 0, 3, true), Told(_lake.Import(Bars("X", "2021-01-06", 5, price: 110), force: true)));
        using var other = new TemporaryLake();
        other.Import(Bars("X", "2020-12-30", 7));
        other.Import(Bars("X", "2021-01-06", 5, price: 110));
        Assert.Equal(other.Files(), _lake.Files());
    }

    [FactWithDuckDb]
    public void Volumes_where_the_lake_has_none_are_a_conflict_of_their_own()
    {
        _lake.Import(Bars("X", "2020-06-01", 2, volume: false));
        Assert.Contains("X: the data have volumes, and the lake holds none.", _lake.Refused(Bars("X", "2020-06-01", 2)).Message, StringComparison.Ordinal);
        Assert.Contains("X: the data have volumes, and the lake holds none.", _lake.Refused(Bars("X", "2023-06-01", 2)).Message, StringComparison.Ordinal);
        Assert.Contains("remove", _lake.Refused(Bars("X", "2023-06-01", 2), force: true).Message, StringComparison.Ordinal);
        Assert.Contains("remove", _lake.Refused(Bars("X", "2020-06-01", 1), force: true).Message, StringComparison.Ordinal);
        Assert.Equal((1, 0, 2, true), Told(_lake.Import(Bars("X", "2020-06-01", 3), force: true)));
        Assert.Contains("X: the lake holds volumes, and the data have none.", _lake.Refused(Bars("X", "2023-06-01", 2, volume: false)).Message, StringComparison.Ordinal);
        Assert.Contains("X: the lake holds volumes, and the data have none.", Assert.Throws<PeakTradeException>(() => _lake.Import([Bars("Y", "2020-06-01", 2), Bars("X", "2023-06-01", 2, volume: false)])).Message, StringComparison.Ordinal);
        Assert.Contains("Y: the lake holds volumes", Assert.Throws<PeakTradeException>(() => _lake.Import([Bars("Y", "2020-06-01", 2), Bars("Y", "2023-06-01", 2, volume: false)])).Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void An_instrument_that_comes_in_parts_is_merged_within_the_import()
    {
        var result = Assert.Single(_lake.Import([Bars("X", "2020-01-01", 10), Bars("X", "2020-01-08", 10), Bars("X", "2019-12-30", 4)]));
        Assert.Equal((24, 19, 5, 0), (result.Rows, result.Added, result.Unchanged, result.Replaced));
        Assert.Equal((new DateTime(2019, 12, 30), new DateTime(2020, 1, 17)), (result.From, result.To));
        Assert.Throws<PeakTradeException>(() => _lake.Import([Bars("Z", "2020-01-01", 10), Bars("Z", "2020-01-08", 10, price: 7)]));
        using var whole = new TemporaryLake();
        whole.Import(Bars("X", "2019-12-30", 19));
        Assert.Equal(whole.Files(), _lake.Files());
    }

    [FactWithDuckDb]
    public void The_order_of_imports_does_not_show_in_the_bytes()
    {
        using var other = new TemporaryLake();
        Bars[] parts = [Bars("X", "2020-03-01", 500), Bars("X", "2019-01-01", 300), Bars("X", "2019-10-01", 200), Bars("Y", "2020-01-01", 3)];
        foreach (var part in parts) _lake.Import(part);
        foreach (var part in parts.Reverse()) other.Import(part);
        Assert.Equal(other.Files(), _lake.Files());
    }

    [FactWithDuckDb]
    public void Many_row_groups_are_the_same_bytes_each_time()
    {
        var bars = Bars("X", "2020-01-01", 500_000, TimeSpan.FromMinutes(1));
        using var other = new TemporaryLake();
        _lake.Import(bars);
        other.Import([.. Enumerable.Range(0, 6).Select(i => At($"Y{i}", bars.UtcTicks.ToArray())), bars]);
        Assert.Equal(File.ReadAllBytes(_lake.Layout.FileOf("X", 2020)), File.ReadAllBytes(other.Layout.FileOf("X", 2020)));
        using var duck = new Opened();
        Assert.Equal(
            [[122_880L], [122_880L], [122_880L], [122_880L], [8_480L]],
            duck.Rows($"SELECT row_group_num_rows FROM (SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('{_lake.Layout.FileOf("X", 2020)}')) ORDER BY row_group_id"));
    }

    [FactWithDuckDb]
    public void Each_file_carries_the_hash_of_its_bars()
    {
        using var odd = new TemporaryLake("it's [odd] & *starred*?");
        foreach (var lake in new[] { _lake, odd })
        {
            lake.Import(Bars("X", "2020-12-30", 4));
            lake.Import(Bars("X", "2021-01-02", 4));
            lake.Import(Bars("A,B=C'%", "2021-01-02", 4));
            var files = lake.Files().Keys.Select(name => Path.Combine(lake.Layout.Bars, name)).ToList();
            var contents = LakeStore.Contents(files);
            Assert.Equal(3, contents.Count);
            Assert.Equal(DataHash.Of(Bars("X", "2021-01-01", 5)), contents[lake.Layout.FileOf("X", 2021)]);
            Assert.Equal(DataHash.Of(Bars("X", "2020-12-30", 2)), contents[lake.Layout.FileOf("X", 2020)]);
            Assert.Equal(DataHash.Of(Bars("X", "2021-01-02", 4)), contents[lake.Layout.FileOf("A,B=C'%", 2021)]);
        }

        Assert.Empty(LakeStore.Contents([]));
    }

    [TheoryWithDuckDb]
    [InlineData("../../x")]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("a\\..\\b")]
    [InlineData("  ")]
    public void A_symbol_that_would_leave_the_lake_is_refused(string symbol)
    {
        var fault = _lake.Refused(Bars(symbol, "2020-01-01", 2));
        Assert.Equal("Lake.Symbol", fault.Kind.Id);
        Assert.Empty(_lake.Files());
        Assert.Equal([_lake.Root], Directory.GetFileSystemEntries(_lake.Folder));
    }

    [FactWithDuckDb]
    public void A_symbol_too_long_for_a_folder_is_refused() => Assert.Equal("Lake.Symbol", _lake.Refused(Bars(new string('漢', 90), "2020-01-01", 2)).Kind.Id);

    [FactWithDuckDb]
    public void A_dry_run_says_what_would_be_done_and_makes_nothing()
    {
        var options = new LakeImportOptions { Source = "test", DryRun = true };
        var result = Assert.Single(_lake.Store.Import([Read(Bars("X", "2020-01-01", 10)), Read(Bars("X", "2020-01-08", 10))], options));
        Assert.Equal((20, 17, 3), (result.Rows, result.Added, result.Unchanged));
        Assert.False(Directory.Exists(_lake.Root));
        Assert.Equal("Lake.Conflict", Assert.Throws<PeakTradeException>(() => _lake.Store.Import([Read(Bars("X", "2020-01-01", 10)), Read(Bars("X", "2020-01-08", 10, price: 7))], options)).Kind.Id);
    }

    [FactWithDuckDb]
    public void What_is_not_approved_stays_as_it_is()
    {
        var options = new LakeImportOptions { Source = "test", Approve = plan => plan.Symbol == "Y" };
        Assert.Equal("Y", Assert.Single(_lake.Store.Import([Read(Bars("X", "2020-01-01", 10)), Read(Bars("Y", "2020-01-01", 10))], options)).Symbol);
        Assert.Equal(10, _lake.Rows().Count);
    }

    [FactWithDuckDb]
    public void An_instrument_that_cannot_be_read_leaves_the_others_out_too()
    {
        var broken = new InstrumentRead("Y", null, FaultCatalogue.DataEmpty.Because("Nothing there."));
        Assert.Equal("Data.Empty", Assert.Throws<PeakTradeException>(() => _lake.Store.Import([Read(Bars("X", "2020-01-01", 10)), broken], new LakeImportOptions { Source = "test" })).Kind.Id);
        Assert.Empty(_lake.Files());
        Assert.Empty(_lake.Leftovers());
    }

    [FactWithDuckDb]
    public void Where_nothing_can_be_read_no_lake_is_made()
    {
        var broken = new InstrumentRead("Y", null, FaultCatalogue.DataEmpty.Because("Nothing there."));
        Assert.Throws<PeakTradeException>(() => _lake.Store.Import([broken], new LakeImportOptions { Source = "test" }));
        Assert.Empty(_lake.Store.Import([], new LakeImportOptions { Source = "test" }));
        Assert.False(Directory.Exists(_lake.Root));
    }

    [FactWithDuckDb]
    public void A_file_that_others_wrote_into_the_lake_is_read_and_kept_to_the_contract()
    {
        var file = _lake.Layout.FileOf("X", 2020);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var duck = new Opened();
        duck.Connection.Execute($"COPY (SELECT TIMESTAMPTZ '2020-03-01 00:00:00+00' + INTERVAL (i) DAY AS timestamp, 5.0 AS open, 6.0 AS high, 4.0 AS low, 5.5 AS close, NULL::DOUBLE AS volume FROM range(3) t(i)) TO '{file}' (FORMAT parquet)");
        Assert.Empty(LakeStore.Contents([file]));
        Assert.Equal((1, 0, 0, true), Told(_lake.Import(Bars("X", "2020-06-01", 1, volume: false))));
        Assert.Equal(4, _lake.Rows().Count);

        duck.Connection.Execute($"COPY (SELECT TIMESTAMPTZ '2020-03-01 00:00:00+00' - INTERVAL (i) DAY AS timestamp, 5.0 AS open, 6.0 AS high, 4.0 AS low, 5.5 AS close, NULL::DOUBLE AS volume FROM range(3) t(i)) TO '{file}' (FORMAT parquet)");
        var fault = _lake.Refused(Bars("X", "2020-06-01", 1, volume: false));
        Assert.Equal("Data.BadRow", fault.Kind.Id);
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    private static (int Added, int Unchanged, int Replaced, bool Changed) Told(LakeImportResult result) => (result.Added, result.Unchanged, result.Replaced, result.Changed);
}
