using PeakTrade.Data.Quality;
using PeakTrade.Data.Tests.Backends;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Quality;

/// <summary>Parquet, and instruments whose rows stand among those of others or in several files.</summary>
public sealed class ManyFilesCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("peaktrade-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FactWithDuckDb]
    public void Bad_rows_of_Parquet_are_told_one_by_one_under_their_rules()
    {
        var path = ParquetFile.Write(Path.Combine(_folder, "x.parquet"), """
            SELECT * FROM (VALUES
                (TIMESTAMPTZ '2024-01-01 00:00:00+00', 10.0::DOUBLE, 11.0::DOUBLE, 9.0::DOUBLE, 10.0::DOUBLE),
                (TIMESTAMPTZ '2024-01-02 00:00:00+00', 10, 9, 9, 10),
                (TIMESTAMPTZ '2024-01-03 00:00:00+00', 10, 11, 9, NULL),
                (TIMESTAMPTZ '2024-01-01 00:00:00+00', 10, 11, 9, 10),
                (TIMESTAMPTZ '2023-12-01 00:00:00+00', 10, 11, 9, 10),
                (TIMESTAMPTZ '2024-01-04 00:00:00+00', 10, 11, 9, 10)) t(timestamp, open, high, low, close)
            """);
        var report = Assert.Single(Run(path));
        Assert.Equal((2, 1, 1, 2), (report.Bars, report.Duplicates, report.Unsorted, report.BadRows));
        Assert.Equal([(2, DataRule.HighLow), (3, DataRule.NotANumber)], report.Findings.Where(f => f.Kind == FindingKind.BadRow).Select(f => (f.Row!.Value, f.Rule!.Value)));
        Assert.Equal(4, report.Findings.Single(f => f.Kind == FindingKind.Duplicate).Row);
    }

    [Fact]
    public void Instruments_of_one_file_are_reported_each_by_itself()
    {
        Write("all.csv", "symbol,time,open,high,low,close\nA,2024-01-01,10,11,9,10\nB,2024-01-01,10,11,9,10\nA,2024-01-02,10,9,9,10\nB,2024-01-02,10,11,9,10\nA,2024-01-01,10,11,9,10\n");
        var reports = Run(Path.Combine(_folder, "all.csv"));
        Assert.Equal(["A", "B"], reports.Select(report => report.Symbol));
        Assert.Equal((1, 1, false), (reports[0].BadRows, reports[0].Duplicates, reports[0].IsClean));
        Assert.Equal([(6, FindingKind.Duplicate), (4, FindingKind.BadRow)], reports[0].Findings.Select(f => (f.Row!.Value, f.Kind)));
        Assert.True(reports[1].IsClean);
    }

    [Fact]
    public void Where_an_instrument_lies_in_several_files_a_finding_names_its_file()
    {
        Write("symbol=A/year=2023/p.csv", "time,open,high,low,close\n2023-12-30,10,11,9,10\n2023-12-31,10,9,9,10\n");
        Write("symbol=A/year=2024/p.csv", "time,open,high,low,close\n2024-01-01,10,11,9,10\n2024-01-02,10,11,9,-1\n");
        var report = Assert.Single(Run(_folder));
        Assert.Equal([("symbol=A/year=2023/p.csv", 3), ("symbol=A/year=2024/p.csv", 3)], report.Findings.Select(f => (f.File, f.Row!.Value)));
    }

    [Fact]
    public void Files_that_cannot_be_read_are_all_told_and_after_those_that_can()
    {
        Write("a.csv", "nonsense\n");
        Write("b.csv", "time,open,high,low,close\n2024-01-01,10,11,9,10\n");
        Write("c.csv", "nonsense too\n");
        var told = new List<string>();
        var fault = Assert.Throws<PeakTradeException>(() =>
        {
            foreach (var report in MarketDataCheck.Run(new DataOptions(), _folder, MarketDataCheck.AllKinds, CancellationToken.None)) told.Add(report.Symbol);
        });
        Assert.Equal(["b"], told);
        Assert.Equal(["a.csv", "c.csv"], fault.Faults.Select(f => f.Place.File));
    }

    private List<MarketDataReport> Run(string path) => [.. MarketDataCheck.Run(new DataOptions(), path, MarketDataCheck.AllKinds, CancellationToken.None)];

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
