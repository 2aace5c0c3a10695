using System.Text;
using PeakTrade.Data.Backends;
using PeakTrade.Data.DuckDb;
using PeakTrade.Data.Factors;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Factors;

public sealed class FingerprintTests : IDisposable
{
    private const string Rows = "timestamp,open,high,low,close\n2024-01-01,10,12,9,11\n2024-01-02,11,12,10,12\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-source-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_content_elsewhere_and_of_another_date_is_the_same()
    {
        Write("one/AAA.csv", Rows);
        File.SetLastWriteTimeUtc(Write("two/deeper/AAA.csv", Rows), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(Of("one"), Of("two/deeper"));
        Assert.Equal(Of("one"), Of("two/deeper/AAA.csv"));
        Assert.Equal(Of("one"), Of("two/deeper/*.csv"));
    }

    [Fact]
    public void A_changed_content_is_another_though_size_and_date_are_put_back()
    {
        var file = Write("AAA.csv", Rows);
        var (before, written) = (Of("."), File.GetLastWriteTimeUtc(file));
        File.WriteAllText(file, Rows.Replace("12,10,12", "12,10,11", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, written);
        Assert.NotEqual(before, Of("."));
    }

    [Fact]
    public void Another_name_another_file_and_one_more_file_are_another()
    {
        Write("one/AAA.csv", Rows);
        Write("two/BBB.csv", Rows);
        Write("three/AAA.csv", Rows);
        Write("three/BBB.csv", Rows);
        Assert.Equal(3, new[] { "one", "two", "three" }.Select(path => Of(path)).Distinct().Count());
    }

    [Fact]
    public void Whatever_changes_how_a_file_is_read_is_another()
    {
        Write("AAA.csv", Rows);
        DataOptions plain = new();
        DataOptions[] ways = [plain, plain with { Timezone = "Europe/Berlin" }, plain with { Resample = BarInterval.Parse("1d") }, plain with { Resample = BarInterval.Parse("1w") }, plain with { Session = new TimeOnly(17, 0) }, plain with { OnBadRow = OnBadRow.Drop }];
        Assert.Equal(ways.Length, ways.Select(way => string.Join('\n', new FactorSource(PathTo("."), way, []).Fingerprint(default))).Append(Of(".")).Distinct().Count());
        Assert.NotEqual(Of("."), Of(".", "AAA"));
        Assert.Equal(Of(".", "AAA", "BBB"), Of(".", "BBB", "AAA"));
    }

    [FactWithDuckDb]
    public void A_file_of_the_lake_says_what_it_holds_and_its_pages_are_not_read()
    {
        int[] many = [.. Enumerable.Range(0, 5_000).Select(i => i * 7919 % 10_007)];
        var first = Lake("one", "AAA", 2023, many, "aa");
        Lake("two", "AAA", 2023, many, "aa");
        Assert.Equal(Of("one"), Of("two"));
        var bytes = File.ReadAllBytes(first);
        bytes.AsSpan(4, 400).Fill(0xFF);
        File.WriteAllBytes(first, bytes);
        Assert.Equal(Of("one"), Of("two"));
        Lake("two", "AAA", 2023, many, "bb");
        Assert.NotEqual(Of("one"), Of("two"));
    }

    [FactWithDuckDb]
    public void A_file_of_the_lake_that_is_replaced_is_seen_though_its_time_is_put_back()
    {
        var file = Lake("one", "AAA", 2023, [1, 2, 3], "aa");
        var (before, written) = (Of("one"), File.GetLastWriteTimeUtc(file));
        File.WriteAllBytes(file, File.ReadAllBytes(Lake("two", "AAA", 2023, [1, 2, 4], "bb")));
        File.SetLastWriteTimeUtc(file, written);
        Assert.NotEqual(before, Of("one"));
    }

    [FactWithDuckDb]
    public void Only_the_instruments_that_are_asked_for_count()
    {
        Lake("one", "AAA", 2023, [1], "aa");
        Lake("one", "BTC/EUR", 2023, [1], "bb");
        var (all, one) = (Of("one"), Of("one", "BTC/EUR"));
        Lake("one", "AAA", 2024, [2], "cc");
        Assert.NotEqual(all, Of("one"));
        Assert.Equal(one, Of("one", "BTC/EUR"));
    }

    [FactWithDuckDb]
    public void A_parquet_file_without_an_entry_or_with_one_that_DuckDB_did_not_write_counts_by_its_bytes()
    {
        Parquet("one/AAA.parquet", [1, 2], "");
        Parquet("two/AAA.parquet", [1, 2, 3], "");
        Assert.NotEqual(Of("one"), Of("two"));

        // As another program would write it: the entry is there, the creator's name is not DuckDB.
        var file = Parquet("three/AAA.parquet", [1, 2], "KV_METADATA { peaktrade_content: 'aa' }");
        Assert.Contains("rows aa", Of("three"));
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        Assert.Contains("DuckDB version", text);
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(text.Replace("DuckDB version", "parquet-cpp-v1", StringComparison.Ordinal)));
        Assert.Contains("bytes ", Of("three"));
    }

    [FactWithDuckDb]
    public void A_file_that_is_no_parquet_is_taken_by_its_bytes_and_so_are_the_others()
    {
        Lake("one", "AAA", 2023, [1], "aa");
        Write("one/ohlcv/symbol=BBB/year=2023/bars.parquet", "nonsense");
        var lines = Of("one").Split('\n');
        Assert.StartsWith("symbol=AAA/year=2023/bars.parquet bytes ", lines[0]);
        Assert.StartsWith("symbol=BBB/year=2023/bars.parquet bytes ", lines[1]);
    }

    [Fact]
    public void A_folder_is_its_own_files_and_partitions_and_not_the_lake_or_store_below_it()
    {
        Write("data/AAA.csv", Rows);
        Write("data/notes.md", "no data");
        Write("data/.hidden.csv", Rows);
        Write("data/symbol=BBB/year=2024/part.csv", Rows);
        Write("data/factors/rsi_14/k.parquet", "a panel");
        Write("data/lake/ohlcv/symbol=CCC/year=2024/bars.parquet", "bars");
        Assert.Equal(["AAA.csv", "symbol=BBB/year=2024/part.csv"], Relative("data"));
        Assert.Equal(["ohlcv/symbol=CCC/year=2024/bars.parquet"], Relative("data/lake"));
    }

    [Fact]
    public void A_pattern_names_files_in_folders_of_any_name()
    {
        foreach (var name in new[] { "a1/X.csv", "a1/Y.csv.gz", "a2/X.csv", "b/X.csv", "symbol=Z/year=1/p.csv" }) Write(name, Rows);
        Assert.Equal(["a1/X.csv", "a2/X.csv"], Relative(".", "a*/*.csv"));
        Assert.Equal(["a1/Y.csv.gz"], Relative(".", "a?/*.gz"));
        Assert.Equal(["symbol=Z/year=1/p.csv"], Relative(".", "symbol=*"));
        Assert.All(new[] { "c*/*.csv", "nowhere.csv" }, name => Assert.Equal("Data.Missing", Assert.Throws<PeakTradeException>(() => Relative(".", name).ToList()).Kind.Id));
    }

    [Fact]
    public void A_path_that_names_nothing_is_said() =>
        Assert.Equal("Data.Missing", Assert.Throws<PeakTradeException>(() => Of("nowhere")).Kind.Id);

    [Fact]
    public void Every_zone_of_the_machine_has_a_fingerprint()
    {
        Write("AAA.csv", Rows);
        Assert.All(TimeZoneInfo.GetSystemTimeZones(), zone => Assert.NotEmpty(new FactorSource(PathTo("."), new DataOptions { Timezone = zone.Id }, []).Fingerprint(default)));
    }

    [Fact]
    public void Each_instrument_is_read_by_itself_and_one_that_fails_is_one_among_others()
    {
        Write("AAA.csv", Rows);
        Write("BBB.csv", "rubbish");
        Write("CCC.csv", Rows);
        var read = new FactorSource(PathTo("."), new DataOptions(), []).Read(default).ToList();
        Assert.Equal(["AAA", "BBB", "CCC"], read.Select(r => r.Symbol));
        Assert.Equal([true, false, true], read.Select(r => r.Data is not null));
        Assert.Equal(["CCC"], new FactorSource(PathTo("."), new DataOptions(), ["CCC"]).Read(default).Select(r => r.Symbol));
    }

    private string Of(string path, params string[] symbols) => string.Join('\n', new FactorSource(PathTo(path), new DataOptions(), symbols).Fingerprint(default));

    private IEnumerable<string> Relative(string folder, string pattern = "") =>
        SourceFiles.Find(PathTo(Path.Combine(folder, pattern))).Select(file => Path.GetRelativePath(PathTo(folder), file.Path).Replace('\\', '/'));

    private string PathTo(string name) => Path.GetFullPath(name, _folder.FullName);

    private string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(name))!);
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    private string Lake(string lake, string symbol, int year, int[] values, string content) =>
        Parquet($"{lake}/ohlcv/{Data.Lake.LakeSymbol.Folder(symbol)}/year={year}/bars.parquet", values, $"KV_METADATA {{ peaktrade_content: '{content}' }}");

    private string Parquet(string name, int[] values, string options)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(name))!);
        using var connection = DuckDbDatabase.Shared.Connect();
        connection.Execute($"COPY (SELECT unnest([{string.Join(", ", values)}]) AS close) TO '{PathTo(name)}' (FORMAT parquet{(options.Length > 0 ? ", " : "")}{options})");
        return PathTo(name);
    }
}
