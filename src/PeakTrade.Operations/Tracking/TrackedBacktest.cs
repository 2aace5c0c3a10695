using System.Text;
using System.Text.Json;
using PeakTrade.Reports;
using PeakTrade.Runs;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>What a tracker is told of a backtest: settings and parameters, every figure, the way of equity and drawdown, and its evidence as files.</summary>
internal static class TrackedBacktest
{
    private const int CurvePoints = 250;

    // What says where a run is told and stored says nothing of the run.
    private static readonly string[] Apart = ["strategy", "results", "tracking"];

    /// <summary>Of a result that is there.</summary>
    public static void Tell(ITracker tracker, TrackedRunStart start, BacktestResult result, RunEvidence evidence)
    {
        using var run = tracker.StartRun(start with { Started = evidence.Started, Tags = Tags(start.Tags, result, evidence) });
        run.LogParams(Params(result.Strategy, result.Symbol, result.Parameters, evidence.ConfigJson));
        run.LogMetrics(Figures(result));
        var equity = Curve(result.GetEquity());
        run.LogMetric("equity", [.. equity.Select(p => new MetricPoint(p.Bar, p.Equity))]);
        run.LogMetric("drawdown", [.. equity.Select(p => new MetricPoint(p.Bar, p.Drawdown))]);
        Files(run, result, evidence);
        run.End();
    }

    /// <summary>Of one that threw.</summary>
    public static void TellFailed(ITracker tracker, TrackedRunStart start, RunPlan plan, string? symbol, PeakTradeException fault)
    {
        using var run = tracker.StartRun(start with { Tags = With(start.Tags, [("peaktrade.error", fault.Message), ("peaktrade.error_id", fault.Kind.Id)]) });
        run.LogParams(Params(plan.Strategy.Info.Key, symbol ?? plan.Portfolio?.Name, plan.Parameters, plan.Snapshot(symbol).Normalised));
        run.End(TrackedRunStatus.Failed);
    }

    /// <summary>Every figure that is defined, by the name that files give it.</summary>
    public static Dictionary<string, double> Figures(BacktestResult result)
    {
        var figures = Figures((Metrics)result);
        figures["bars"] = result.Bars;
        figures["ambiguous_bars"] = result.AmbiguousBars;
        figures["final_equity_pessimistic"] = result.FinalEquityPessimistic;
        figures["final_equity_optimistic"] = result.FinalEquityOptimistic;
        figures["rows_dropped"] = result.RowsDropped;
        return figures;
    }

    private static Dictionary<string, double> Figures(Metrics metrics)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in MetricFigures.Names)
        {
            if (MetricFigures.Get(metrics, name) is { } value) figures[name] = value;
        }

        return figures;
    }

    // Parameters stand under their own names, so that runs of one strategy compare; settings under their tables.
    private static Dictionary<string, object?> Params(string strategy, string? symbol, ParameterSet parameters, string configJson)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["strategy"] = strategy, ["symbol"] = symbol };
        foreach (var (name, value) in parameters) values.TryAdd(name, value);
        using var settings = JsonDocument.Parse(configJson);
        foreach (var table in settings.RootElement.EnumerateObject())
        {
            if (!Apart.Contains(table.Name)) values.TryAdd(table.Name, table.Value.Clone());
        }

        return values;
    }

    private static Dictionary<string, string> Tags(IReadOnlyDictionary<string, string> given, BacktestResult result, RunEvidence evidence) => With(given,
    [
        ("peaktrade.run_id", result.RunId?.ToString("D")),
        ("peaktrade.run_path", result.RunPath),
        ("peaktrade.engine_version", evidence.EngineVersion),
        ("peaktrade.config_hash", result.ConfigHash),
        ("peaktrade.data_hash", result.DataHash),
        ("peaktrade.seed", FormattableString.Invariant($"{evidence.Seed}")),
        ("peaktrade.start", FormattableString.Invariant($"{result.Start:O}")),
        ("peaktrade.end", FormattableString.Invariant($"{result.End:O}")),
        ("peaktrade.no_trades_reason", result.NoTradesReason),
        ("mlflow.source.git.commit", evidence.Git.Commit),
        ("peaktrade.git_dirty", evidence.Git.IsDirty switch { true => "true", false => "false", null => null }),
    ]);

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> given, IEnumerable<(string Key, string? Value)> own)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in own)
        {
            if (value is { Length: > 0 }) tags[key] = value;
        }

        // What the user says goes before what we say.
        foreach (var (key, value) in given) tags[key] = value;
        return tags;
    }

    private static void Files(ITrackedRun run, BacktestResult result, RunEvidence evidence)
    {
        run.LogText("config_snapshot.toml", evidence.ConfigToml);
        run.LogText("config_snapshot.json", evidence.ConfigJson);
        // A stored run's own files: those that are small whatever the data.
        foreach (var name in result.RunPath is null ? [] : new[] { "stats.json", "run.json" }) run.LogArtifact(Path.Combine(result.RunPath!, name));
        Picture(run, result);
        run.LogText("reports/backtest_report.txt", BacktestText.Of(result));
        using var summary = new MemoryStream();
        TradesSummary.Write(result, summary);
        run.LogText($"reports/{TradesSummary.FileName}", Encoding.UTF8.GetString(summary.GetBuffer().AsSpan(0, (int)summary.Length)));
    }

    /// <summary>Equity over drawdown as a picture.</summary>
    public static void Picture(ITrackedRun run, BacktestResult result)
    {
        using var picture = new MemoryStream();
        EquityPicture.Write(result, picture);
        run.LogFigure($"plots/{EquityPicture.FileName}", picture.GetBuffer().AsMemory(0, (int)picture.Length));
    }

    private static List<(int Bar, double Equity, double Drawdown)> Curve(EquityCurve curve)
    {
        var equity = curve.Equity.Span;
        var points = new List<(int, double, double)>();
        var (peak, next) = (double.NegativeInfinity, 0);
        for (var bar = 0; bar < equity.Length; bar++)
        {
            peak = Math.Max(peak, equity[bar]);
            if (bar != next && bar != equity.Length - 1) continue;
            points.Add((bar, equity[bar], peak > 0 ? equity[bar] / peak - 1 : 0));
            next = Math.Max(bar + 1, (int)((long)points.Count * equity.Length / CurvePoints));
        }

        return points;
    }
}
