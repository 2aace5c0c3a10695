using System.Globalization;
using System.Text;
using PeakTrade.Data;

namespace PeakTrade.Benchmarks;

/// <summary>
/// A batch as a user would have it, in a folder of its own: daily bars of a universe as CSV, a file an instrument; factor bundles; and runs no two of which are alike. Four
/// fifths weigh three factors against each other every month, one fifth trades a moving-average crossover in each instrument out of one cash.
/// </summary>
internal sealed class BatchWorkload : IDisposable
{
    private static readonly string[] Factors = ["momentum_12_1", "volatility_60d", "reversal_5d", "rsi_14", "zscore_20", "drawdown_252"];
    private static readonly double[] Quantiles = [0.1, 0.15, 0.2, 0.25, 0.3];
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"peaktrade-batch-{Guid.NewGuid():N}");

    public BatchWorkload(int runs, int symbols = 50, int bars = 2520)
    {
        (Runs, Symbols, Bars) = (runs, symbols, bars);
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        var names = Enumerable.Range(0, symbols).Select(symbol => string.Create(CultureInfo.InvariantCulture, $"SYM{symbol:000}")).ToList();
        foreach (var name in names)
        {
            using var file = File.Create(Path.Combine(Folder, "data", $"{name}.csv"));
            CsvBarWriter.Write(file, SampleDataGenerator.Generate(new SampleDataOptions { Symbol = name, Kind = SampleKind.Stock, Interval = SampleInterval.Daily, Count = bars, Start = new DateTime(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc) }));
        }

        File.WriteAllLines(Path.Combine(Folder, "universe.txt"), names);
        foreach (var bundle in Enumerable.Range(0, Factors.Length * Quantiles.Length)) File.WriteAllText(Path.Combine(Folder, $"{Bundle(bundle)}.yaml"), BundleText(bundle));
        File.WriteAllText(Config, Text());
    }

    public int Runs { get; }

    public int Symbols { get; }

    public int Bars { get; }

    public string Folder => _folder;

    public string Config => Path.Combine(Folder, "batch.yaml");

    public string Results(string output) => Path.Combine(Folder, output, "measured");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Bundle(int number) => string.Create(CultureInfo.InvariantCulture, $"bundle_{number:00}");

    private static string BundleText(int number)
    {
        var quantile = Quantiles[number / Factors.Length].ToString(CultureInfo.InvariantCulture);
        var factors = Enumerable.Range(0, 3).Select(n => $"  - {{ name: {Factors[(number + n) % Factors.Length]}, weight: {(n == 0 ? "0.5" : "0.25")}{(n == 1 ? ", direction: low" : "")} }}");
        return $"name: {Bundle(number)}\nfactors:\n{string.Join('\n', factors)}\noptions: {{ winsorize: 0.01, standardize: zscore, long_quantile: {quantile}, short_quantile: {quantile}, weighting: equal }}\n";
    }

    private string Text()
    {
        var text = new StringBuilder("""
            batch_name: measured
            defaults:
              data_path: data
              symbols_file: universe.txt
              start_date: 2010-01-01
              end_date: 2029-12-31
              rebalance_freq: M
              start_capital: 1000000
            runs:

            """.ReplaceLineEndings("\n"));
        for (var run = 0; run < Runs; run++) text.Append(CultureInfo.InvariantCulture, $"  - {{ id: run_{run:0000}, {(run % 5 == 4 ? Crossover(run / 5) : Multifactor(run))} }}\n");
        return text.ToString();
    }

    private static string Multifactor(int run) => string.Create(CultureInfo.InvariantCulture,
        $"strategy: multifactor_long_short, bundle_path: {Bundle(run % (Factors.Length * Quantiles.Length))}.yaml, max_gross_exposure: {1 + run % 7 * 0.1:0.0}, fee_bps: {1 + run % 11}, slippage_bps: {1 + run % 13}");

    private static string Crossover(int run) => string.Create(CultureInfo.InvariantCulture,
        $"strategy: ma_crossover, parameters: {{ fast_window: {5 + run % 20}, slow_window: {50 + run / 20 * 10} }}");
}
