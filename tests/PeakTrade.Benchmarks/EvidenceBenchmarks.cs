using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Operations;
using PeakTrade.Reports;
using PeakTrade.Runs;

namespace PeakTrade.Benchmarks;

/// <summary>What is made of a run when it is done: its picture and page, its check, its comparison with another, and telling a tracker of it.</summary>
[WarmupCount(5), IterationCount(9)]
public class EvidenceBenchmarks
{
    private const int Bars = 1_000_000;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"peaktrade-{Guid.NewGuid():N}");
    private readonly List<BacktestResult> _runs = [];
    private RiskMarket _market = null!;
    private OutboxTracker _tracker = null!;
    private MlflowFileStore _store = null!;

    [GlobalSetup]
    public void Setup()
    {
        Directory.CreateDirectory(_folder);
        var bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC/EUR", Interval = SampleInterval.OneMinute, Count = Bars, Seed = 42 });
        _market = new RiskMarket(Instrument: bars);
        var data = Path.Combine(_folder, "bars.csv");
        using (var file = File.Create(data)) CsvBarWriter.Write(file, bars);
        var backtest = new Workbench().Backtest;
        foreach (var slow in new[] { 50, 100 })
        {
            var request = new BacktestRequest { BaseFolder = _folder, DataPath = data, Strategy = "ma_crossover", Parameters = new Dictionary<string, object?> { ["slow_window"] = slow } };
            _runs.Add(backtest.Execute(request, SilentListener.Instance, CancellationToken.None).Single().Result!);
        }

        _store = new MlflowFileStore(Path.Combine(_folder, "mlruns"), "peak_trade", TimeProvider.System);
        _tracker = new OutboxTracker(Path.Combine(_folder, ".outbox"), new(_store, "peak_trade", new Dictionary<string, string>()), new TrackingVoice(Console.WriteLine, strict: false), TimeProvider.System);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _tracker.Dispose();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, Description = "equity picture of 1,000,000 bars, SVG")]
    public string Svg() => EquityPicture.Svg(_runs[0]);

    [Benchmark(Description = "the same as PNG")]
    public void Png() => EquityPicture.Write(_runs[0], Stream.Null);

    [Benchmark(Description = "page of a run of 1,000,000 bars")]
    public IReadOnlyList<FileInfo> Page() => WriteRunReport.Execute(_runs[0], _market, new RunReportPlace(Path.Combine(_folder, "page")), [RunReportFormat.Html], force: true);

    [Benchmark(Description = "comparison of two runs of 1,000,000 bars")]
    public RunComparison Compare() => CompareRuns.Execute([.. _runs.Select(run => (run, (string?)null))], reference: null, CancellationToken.None);

    [Benchmark(Description = "check of a stored run of 1,000,000 bars")]
    public RunCheck Check() => RunStore.Check(_runs[0].RunPath!, _ => _runs[0].ConfigHash);

    [Benchmark(Description = "a run told: 45 figures, 40 parameters, 12 tags, 6 files to the outbox")]
    public void Outbox() => Tell();

    [Benchmark(Description = "the same, and on to MLflow's file store")]
    public bool Delivered()
    {
        Tell();
        return _tracker.Flush(TimeSpan.FromSeconds(30));
    }

    // What earlier turns told and nobody waited for is delivered before the next is measured.
    [IterationSetup]
    public void Quiet() => _tracker.Flush(TimeSpan.FromSeconds(30));

    private void Tell()
    {
        using var run = _tracker.StartRun(new("ma_crossover") { Tags = Words(12).ToDictionary(word => word, word => $"of {word}", StringComparer.Ordinal) });
        run.LogParams(Words(40).ToDictionary(word => word, word => (object?)word.Length, StringComparer.Ordinal));
        run.LogMetrics(Words(45).ToDictionary(word => word, word => word.Length / 7.0, StringComparer.Ordinal));
        foreach (var word in Words(6)) run.LogText($"reports/{word}.txt", new string('x', 1_500));
        run.End();
    }

    private static IEnumerable<string> Words(int count) => Enumerable.Range(0, count).Select(number => $"name_{number:D2}");
}
