using System.Globalization;
using System.Text;
using PeakTrade.Studies.Tests;

namespace PeakTrade.Benchmarks;

/// <summary>What each pruner saves on a noisy learning curve, and what it loses; Optuna's figures beside.</summary>
internal static class PrunerQuality
{
    private const int Seeds = 20;
    private const int Trials = 100;

    // Optuna 4.9 on the same trials: points, curves and noise came from the same keys. Measured once, as docs/benchmarks.md says.
    private static readonly (string Pruner, string Optuna)[] Rows =
    [
        ("none", "0.0 % / 0 / 20"),
        ("median", "84.2 % / 0.0021 / 17"),
        ("percentile", "90.0 % / 0.0085 / 9"),
        ("asha", "93.1 % / 0.0185 / 6"),
        ("hyperband", "80.2 % / 0.0117 / 7"),
        ("patient", "59.5 % / 0.0000 / 20"),
        ("wilcoxon", "90.5 % / 0.0134 / 7"),
    ];

    public static int Run(bool write)
    {
        var none = Studies("none");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $".NET {Environment.Version}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, commit {Checkout.Commit}\n\n");
        text.Append("| pruner | saved | best value found | lost | kept of 20 | Optuna: saved / lost / kept |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var (pruner, optuna) in Rows)
        {
            var studies = Studies(pruner);
            var best = studies.Select(s => s.Best).Order().ToArray();
            var lost = studies.Select((s, seed) => s.Best - none[seed].Best).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| `{pruner}` | {100 * studies.Average(s => s.Saved):0.0} % | {(best[Seeds / 2 - 1] + best[Seeds / 2]) / 2:0.0000} | {lost.Average():0.0000} | {lost.Count(l => l <= 0)} | {optuna} |\n");
        }

        Console.Write(text);
        if (write) BenchmarkPage.Write(nameof(PrunerQuality), text.ToString());
        return 0;
    }

    private static (double Saved, double Best)[] Studies(string pruner) =>
        [.. Enumerable.Range(0, Seeds).AsParallel().AsOrdered().Select(seed =>
        {
            var trials = new LearningCurve(seed).Study(pruner, Trials);
            var complete = trials.Where(t => t.State == TrialState.Complete);
            return (1 - trials.Sum(t => t.Steps.Count) / (double)(Trials * LearningCurve.Steps), complete.Min(t => t.Values[0]));
        })];
}
