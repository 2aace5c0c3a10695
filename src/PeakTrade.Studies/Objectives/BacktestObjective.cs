using System.Buffers;
using System.Text;
using System.Text.Json;
using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// The figures of a backtest as objectives. A trial is lived through segment by segment where something may stop it; a step's values are those of the
/// bars so far, or of the segment alone where the pruner compares segments.
/// </summary>
public sealed class BacktestObjective : IObjective
{
    /// <summary>The attribute that holds the run's figures.</summary>
    public const string MetricsAttribute = "metrics";

    // What a stretch of equity has by itself; trades and costs are the whole run's.
    private static readonly HashSet<string> OfEquity =
    [
        "sharpe", "sortino", "calmar", "total_return", "cagr", "volatility", "max_drawdown", "max_drawdown_bars", "ulcer_index",
        "value_at_risk_95", "conditional_value_at_risk_95", "skew", "kurtosis",
    ];

    private readonly SegmentedBacktest _backtest;
    private readonly IReadOnlyList<string> _figures;
    private readonly IReadOnlyList<ConstraintText> _constraints;
    private readonly IPruner? _pruner;
    private readonly bool _comparesTails;

    /// <summary>These figures of backtests; without a pruner no step is worked out.</summary>
    public BacktestObjective(SegmentedBacktest backtest, IReadOnlyList<string> figures, IReadOnlyList<ConstraintText> constraints, IPruner? pruner)
    {
        (_backtest, _figures, _constraints, _pruner) = (backtest, figures, constraints, pruner);
        _comparesTails = figures.Any(figure => figure.Contains("value_at_risk", StringComparison.Ordinal));
        if (pruner?.ComparesSegments == true && figures.FirstOrDefault(f => !OfEquity.Contains(f)) is { } odd)
            throw FaultCatalogue.ArgumentObjective.Because($"A pruner that compares segments needs a figure that a segment's equity has by itself, and {odd} is the whole run's.", "Take another objective, such as sharpe, or another pruner.", target: odd);
    }

    /// <inheritdoc/>
    public TrialResult Evaluate(TrialRun run, CancellationToken cancel)
    {
        using var backtest = _backtest.Begin(run.Parameters);
        while (!backtest.IsDone)
        {
            if (!backtest.Advance(cancel))
            {
                run.Skip();
                continue;
            }

            if (_pruner is null) continue;
            var reached = ValuesOf(_pruner.ComparesSegments ? backtest.Segment() : backtest.SoFar(_comparesTails));
            // What has no value yet, such as the Sharpe ratio before the first trade, can be compared with nothing.
            if (Array.TrueForAll(reached, double.IsNaN)) run.Skip();
            else if (backtest.IsDone) run.Note(reached);
            else if (run.Report(reached)) break;
        }

        var metrics = backtest.SoFar();
        var values = ValuesOf(metrics);
        return new TrialResult
        {
            Values = values,
            Error = WhyUndefined(_figures, values, metrics),
            Constraints = [.. _constraints.Select(c => c.Violation(metrics))],
            Attributes = AttributesOf(metrics, backtest.IsDone ? backtest.Equity : []),
        };
    }

    private double[] ValuesOf(Metrics metrics)
    {
        var values = new double[_figures.Count];
        for (var i = 0; i < values.Length; i++) values[i] = MetricFigures.Get(metrics, _figures[i]) ?? double.NaN;
        return values;
    }

    /// <summary>What a trial keeps of its backtest: the figures, and of a whole one the returns, which the doubts about a study's best are worked out from.</summary>
    internal static KeyValuePair<string, string>[] AttributesOf(Metrics metrics, ReadOnlySpan<double> equity)
    {
        var figures = new KeyValuePair<string, string>(MetricsAttribute, Json(metrics));
        return equity.Length == 0 ? [figures] : [figures, new(TrialReturns.Attribute, ReturnBlocks.Of(equity).ToJson())];
    }

    internal static string? WhyUndefined(IReadOnlyList<string> figures, double[] values, Metrics metrics)
    {
        var odd = Array.FindIndex(values, double.IsNaN);
        return odd < 0 ? null : $"{figures[odd]} is undefined{(metrics.Trades == 0 ? ": the run made no trade" : "")}.";
    }

    private static string Json(Metrics metrics)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var name in MetricFigures.Names)
            {
                if (MetricFigures.Get(metrics, name) is { } value && double.IsFinite(value)) json.WriteNumber(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
