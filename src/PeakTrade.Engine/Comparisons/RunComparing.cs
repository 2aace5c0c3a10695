using System.Globalization;

namespace PeakTrade.Engine;

/// <summary>Puts runs side by side.</summary>
public static class RunComparing
{
    // A time with its minute; where there is less room the day alone.
    private const int TimeCell = 16;

    /// <summary>The comparison of runs with one of them.</summary>
    /// <param name="runs">Two or more.</param>
    /// <param name="names">What each is called.</param>
    /// <param name="reference">The place of the run that the others are compared with.</param>
    /// <param name="facts">Of each run what else is known, by kind and name.</param>
    /// <param name="cancel">Ends the work.</param>
    public static RunComparison Of(IReadOnlyList<BacktestResult> runs, IReadOnlyList<string> names, int reference, IReadOnlyList<IReadOnlyDictionary<(ComparisonKind Kind, string Name), object?>> facts, CancellationToken cancel = default)
    {
        var differences = SharpeDifferences(runs, reference, cancel);
        return new RunComparison
        {
            // Lists and arrays: PowerShell cannot index what a collection expression makes of itself.
            Runs = runs.Select((r, i) => new ComparedRun(names[i], r.RunId, r.Strategy, r.Symbol, r.Start, r.End, r.Bars)).ToList(),
            Reference = reference,
            Rows = new List<RunComparisonRow>([.. Which(runs, names), .. Parameters(runs, reference), .. Facts(facts, reference), .. ComparedFigures.Rows(runs, reference), .. Significance(runs.Count, differences, reference)]),
            SharpeDifferences = differences,
        };
    }

    /// <summary>The Sharpe ratio of each run but the reference, beside the reference's.</summary>
    public static IReadOnlyList<SharpeDifference> SharpeDifferences(IReadOnlyList<BacktestResult> runs, int reference, CancellationToken cancel = default)
    {
        var differences = new List<SharpeDifference>();
        var beside = runs[reference].GetEquity();
        for (var i = 0; i < runs.Count; i++)
        {
            if (i == reference) continue;
            cancel.ThrowIfCancellationRequested();
            differences.Add(SharpeTest.Of(i, runs[i].GetEquity(), beside, Math.Min(runs[i].PeriodsPerYear, runs[reference].PeriodsPerYear)));
        }

        return differences;
    }

    private static IEnumerable<RunComparisonRow> Which(IReadOnlyList<BacktestResult> runs, IReadOnlyList<string> names)
    {
        yield return Row(ComparisonKind.Run, "run", [.. names]);
        yield return Row(ComparisonKind.Run, "strategy", [.. runs.Select(r => r.Strategy)]);
        yield return Row(ComparisonKind.Run, "symbol", [.. runs.Select(r => r.Symbol)]);
        yield return Row(ComparisonKind.Run, "start", [.. runs.Select(r => (object)r.Start)]);
        yield return Row(ComparisonKind.Run, "end", [.. runs.Select(r => (object)r.End)]);
        yield return Row(ComparisonKind.Run, "bars", [.. runs.Select(r => (object)r.Bars)]);
        yield return Row(ComparisonKind.Run, "execution", [.. runs.Select(r => (object)r.Execution)]);
    }

    private static IEnumerable<RunComparisonRow> Parameters(IReadOnlyList<BacktestResult> runs, int reference) =>
        runs.SelectMany(r => r.Parameters.Keys).Distinct(StringComparer.Ordinal).Select(name => Row(ComparisonKind.Parameter, name, [.. runs.Select(r => r.Parameters.GetValueOrDefault(name))], reference));

    // What no run has set says nothing.
    private static IEnumerable<RunComparisonRow> Facts(IReadOnlyList<IReadOnlyDictionary<(ComparisonKind Kind, string Name), object?>> facts, int reference) =>
        facts.SelectMany(f => f.Keys).Distinct().OrderBy(key => key.Kind)
            .Select(key => Row(key.Kind, key.Name, [.. facts.Select(f => f.GetValueOrDefault(key))], reference))
            .Where(row => row.Values.Any(v => v is not null));

    private static IEnumerable<RunComparisonRow> Significance(int runs, IReadOnlyList<SharpeDifference> differences, int reference)
    {
        if (runs < 2) yield break;
        var of = new SharpeDifference?[runs];
        foreach (var difference in differences) of[difference.Run] = difference;
        yield return Number("sharpe_difference", "0.00", d => d.Difference);
        yield return Number("sharpe_standard_error", "0.00", d => d.StandardError);
        yield return Number("sharpe_p_value", "0.000", d => d.PValue);
        yield return Number("sharpe_difference_low", "0.00", d => d.Low);
        yield return Number("sharpe_difference_high", "0.00", d => d.High);
        yield return Number("common_bars", "0", d => d.CommonBars);
        yield return new RunComparisonRow
        {
            Kind = ComparisonKind.Significance, Name = "sharpe_verdict", Values = of.Select(d => (object?)d?.Sentence).ToArray(),
            Cells = of.Select(d => d is null ? "reference" : d.Verdict.ToString().ToLowerInvariant()).ToArray(), Differs = differences.Any(d => d.Verdict is SharpeVerdict.Better or SharpeVerdict.Worse),
        };

        RunComparisonRow Number(string name, string format, Func<SharpeDifference, double?> value) =>
            ComparedFigures.Row(ComparisonKind.Significance, name, 0, format, [.. of.Select(d => d is null ? null : value(d))], reference) with { Differs = false, Differences = [] };
    }

    private static RunComparisonRow Row(ComparisonKind kind, string name, IReadOnlyList<object?> values, int? reference = null)
    {
        var room = Room(values.Count);
        var texts = values.Select(Text).ToList();
        return new RunComparisonRow
        {
            Kind = kind,
            Name = name,
            Values = values.ToArray(),
            Cells = texts.Select((text, i) => values[i] is DateTime time ? time.ToString(time.TimeOfDay == TimeSpan.Zero || room < TimeCell ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : Short(text, room)).ToArray(),
            Differs = texts.Distinct(StringComparer.Ordinal).Count() > 1,
            Differences = reference is { } place ? values.Select(v => Numeric(v) - Numeric(values[place])).ToArray() : [],
        };
    }

    // 20 and 20.0 are the same number.
    private static string Text(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        _ when Numeric(value) is { } number => number.ToString("R", CultureInfo.InvariantCulture),
        Enum word => word.ToString().ToLowerInvariant(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static double? Numeric(object? value) => value switch { double real => real, long whole => whole, int whole => whole, _ => null };

    // So that as many runs stand side by side in 80 characters, up to five.
    private static int Room(int runs) => runs switch { <= 2 => TimeCell, 3 => 14, 4 => 12, _ => 10 };

    // Paths are told apart by their ends.
    private static string Short(string text, int room) =>
        text.Length <= room ? text : text.AsSpan().ContainsAny('/', '\\') ? $"…{text.AsSpan(text.Length - room + 1)}" : $"{text.AsSpan(0, room - 1)}…";
}
