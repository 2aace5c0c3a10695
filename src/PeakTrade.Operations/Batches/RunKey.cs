using System.Security.Cryptography;
using System.Text;
using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Reports;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>
/// Names all that a run's result depends on: its settings, what its files hold, the data by their content, and the code. Where the key is the same the
/// result would be the same. A module's version id names its code, for the build is deterministic.
/// </summary>
internal static class RunKey
{
    private const string Schema = "1";

    /// <summary>The key, as SHA-256 in lower-case hex; null where the strategy's code cannot be named, as that of a script block.</summary>
    public static string? Of(RunPlan plan, InstrumentKey instruments, IReadOnlyList<string> data, string reports)
    {
        var strategy = plan.Strategy.GetType().Assembly;
        if (!plan.Strategy.Info.HasSchema || strategy.IsDynamic) return null;
        List<string> lines =
        [
            $"schema {Schema}",
            $"config {plan.Snapshot(symbol: null).Hash}",
            $"symbols {instruments.Symbols.ReplaceLineEndings(" ")}",
            $"reports {reports}",
            // Which file holds the trades is no setting of the run, but of what it leaves.
            $"trades {plan.Config.Results.Trades}",
            .. new[] { typeof(Bars), typeof(Backtester), typeof(ConfigSnapshot), typeof(MarketData), typeof(RunStore), typeof(BacktestText), typeof(RunKey) }.Select(type => type.Assembly).Append(strategy).Select(a => $"module {a.GetName().Name} {a.ManifestModule.ModuleVersionId}"),
            $"runtime {Environment.Version}",
            .. data,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
