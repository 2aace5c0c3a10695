using PeakTrade.Data;
using PeakTrade.Data.Lake;

namespace PeakTrade.Benchmarks;

/// <summary>Ten million bars: 100 instruments, 100,000 one-minute bars each, and folders to put them.</summary>
internal sealed class BigLake : IDisposable
{
    public const int Symbols = 100;
    public const int BarsEach = 100_000;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"peaktrade-{Guid.NewGuid():N}");
    private int _made;

    public string Root => PathTo("lake");

    public static string Name(int symbol) => $"SYM{symbol:000}";

    public static IEnumerable<InstrumentRead> Instruments()
    {
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            var bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = Name(symbol), Interval = SampleInterval.OneMinute, Count = BarsEach, Seed = 42 });
            yield return new InstrumentRead(bars.Symbol, new BarData(bars, bars.Count, 0, []), null);
        }
    }

    public string PathTo(string name) => Path.Combine(_folder, name);

    public string NewFolder() => PathTo($"new-{_made++}");

    public void Fill() => new LakeStore(Root).Import(Instruments(), new LakeImportOptions { Source = "sample data" });

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
