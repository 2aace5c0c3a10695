using System.Globalization;
using System.Text;

namespace PeakTrade.Operations;

/// <summary>What a batch came to: a table for programs and a page for people. Paths are relative to the batch's folder.</summary>
internal static class BatchSummary
{
    // The document's columns first and by its names.
    private static readonly (string Name, Func<BatchRunResult, string, object?> Value)[] Columns =
    [
        ("run_id", (r, _) => r.RunId), ("bundle_path", (r, _) => r.BundlePath), ("start_date", (r, _) => r.StartDate), ("end_date", (r, _) => r.EndDate),
        ("status", (r, _) => Word(r.Status)), ("runtime_sec", (r, _) => Math.Round(r.RuntimeSec, 3)),
        ("final_pf", (r, _) => r.FinalPf), ("sharpe", (r, _) => r.Sharpe), ("trades", (r, _) => r.Trades),
        ("risk_report_path", (r, root) => Near(r.RiskReportPath, root)), ("tca_report_path", (r, root) => Near(r.TcaReportPath, root)),
        ("strategy", (r, _) => r.Strategy), ("total_return", (r, _) => r.TotalReturn), ("cagr", (r, _) => r.Result?.Cagr), ("volatility", (r, _) => r.Result?.Volatility),
        ("max_drawdown", (r, _) => r.MaxDrawdown), ("turnover", (r, _) => r.Result?.Turnover), ("backtest_path", (r, root) => Near(r.BacktestPath, root)),
        ("error_id", (r, _) => r.ErrorId), ("error", (r, _) => r.Error?.ReplaceLineEndings(" ")),
    ];

    public static string Csv(IReadOnlyList<BatchRunResult> results, string root)
    {
        var text = new StringBuilder().AppendJoin(',', Columns.Select(c => c.Name)).Append('\n');
        foreach (var result in results) text.AppendJoin(',', Columns.Select(c => Cell(c.Value(result, root)))).Append('\n');
        return text.ToString();
    }

    public static string Markdown(string name, string? description, IReadOnlyList<BatchRunResult> results, string root, TimeSpan took)
    {
        var text = new StringBuilder();
        Line($"# {Escaped(name)}");
        Line("");
        if (!string.IsNullOrWhiteSpace(description))
        {
            Line(Escaped(description.ReplaceLineEndings(" ")));
            Line("");
        }

        var count = results.CountBy(r => r.Status).ToDictionary();
        Line($"{results.Count} {(results.Count == 1 ? "run" : "runs")}: {count.GetValueOrDefault(BatchRunStatus.Success)} succeeded, {count.GetValueOrDefault(BatchRunStatus.Failed)} failed, {count.GetValueOrDefault(BatchRunStatus.Skipped)} skipped. The batch took {took.TotalSeconds:0.0} s.");
        Line("");
        if (Best(results) is { } best)
        {
            Line($"Best Sharpe ratio: **{Escaped(best.RunId)}** with {Number(best.Sharpe)}, a return of {Percent(best.TotalReturn)} and a deepest drawdown of {Percent(best.MaxDrawdown)}.{Odds(results)}");
            Line("");
        }

        Line("| run | status | strategy | bundle | from | to | return | CAGR | Sharpe | drawdown | trades | seconds | reports |");
        Line("|---|---|---|---|---|---|---:|---:|---:|---:|---:|---:|---|");
        foreach (var r in results)
            Line($"| {Escaped(r.RunId)} | {Word(r.Status)} | {Escaped(r.Strategy)} | {Escaped(Path.GetFileNameWithoutExtension(r.BundlePath))} | {Escaped(r.StartDate)} | {Escaped(r.EndDate)} | {Percent(r.TotalReturn)} | {Percent(r.Result?.Cagr)} | {Number(r.Sharpe)} | {Percent(r.MaxDrawdown)} | {r.Trades?.ToString(CultureInfo.InvariantCulture)} | {Seconds(r.RuntimeSec)} | {Links(r, root)} |");
        var without = results.Where(r => r.Error is not null).ToList();
        if (without.Count > 0)
        {
            Line("");
            Line("## Without a result");
            Line("");
            foreach (var r in without) Line($"- **{Escaped(r.RunId)}** ({r.ErrorId}): {Escaped(r.Error!.ReplaceLineEndings(" "))}");
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    /// <summary>A status as files name it.</summary>
    public static string Word(BatchRunStatus status) => status switch { BatchRunStatus.Success => "success", BatchRunStatus.Failed => "failed", _ => "skipped" };

    public static string? Near(string? path, string root) => path is null ? null : Path.GetRelativePath(root, path).Replace('\\', '/');

    private static BatchRunResult? Best(IReadOnlyList<BatchRunResult> results) => results.Where(r => r.Sharpe is not null).OrderByDescending(r => r.Sharpe).FirstOrDefault();

    // The best of many is not what the next will be.
    private static string Odds(IReadOnlyList<BatchRunResult> results) =>
        results.Count(r => r.Sharpe is not null) is var measured and > 1 ? $" It is the best of {measured}: chosen after the fact, it says less than it seems." : "";

    private static string Links(BatchRunResult r, string root) => string.Join(", ", new[] { ("risk", r.RiskReportPath), ("costs", r.TcaReportPath) }.Where(l => l.Item2 is not null).Select(l => $"[{l.Item1}]({Near(l.Item2, root)})"));

    private static string Percent(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v * 100:0.0} %") : "";

    private static string Number(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static string Seconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Escaped(string? text)
    {
        var safe = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (c is '<') safe.Append("&lt;");
            else if (char.IsControl(c)) safe.Append(' ');
            else (c is '|' or '*' or '`' or '[' or ']' or '\\' ? safe.Append('\\') : safe).Append(c);
        }

        return safe.ToString();
    }

    private static string Cell(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
