using PeakTrade.Engine;

namespace PeakTrade.Reports;

/// <summary>The run with the highest Sharpe ratio, and how the others' stand against it.</summary>
/// <param name="Best">The run.</param>
/// <param name="Others">Each other run, and whether its ratio differs by more than chance.</param>
internal sealed record RunChance(RunAmong Best, IReadOnlyList<(RunAmong Run, SharpeDifference Difference)> Others)
{
    private const int MostNamed = 5;

    /// <summary>What the tests come to, as the end of a sentence on the best run.</summary>
    public string Finding
    {
        get
        {
            var (differ, chance) = (Of(SharpeVerdict.Worse, SharpeVerdict.Better), Of(SharpeVerdict.Chance, SharpeVerdict.Same));
            if (differ.Count == 0) return chance.Count == 0 ? "" : $"; its lead over {Named(chance)} may be chance";
            return $"; its lead over {Named(differ)} is hardly chance{(chance.Count == 0 ? "" : $", over {Named(chance)} it may be")}";
        }
    }

    /// <summary>None where there are fewer than two runs, or none has a ratio.</summary>
    public static RunChance? Of(IReadOnlyList<RunAmong> runs, CancellationToken cancel)
    {
        if (runs.Count < 2 || runs.Where(r => r.Run.Sharpe is { } sharpe && double.IsFinite(sharpe)).MaxBy(r => r.Run.Sharpe) is not { } best) return null;
        return new(best, [.. RunComparing.SharpeDifferences([.. runs.Select(r => r.Run)], best.Place, cancel).Select(d => (runs[d.Run], d))]);
    }

    private List<RunAmong> Of(params SharpeVerdict[] verdicts) => [.. Others.Where(o => verdicts.Contains(o.Difference.Verdict)).Select(o => o.Run)];

    private string Named(List<RunAmong> runs) => runs.Count switch
    {
        1 => runs[0].Letter,
        > MostNamed => runs.Count == Others.Count ? "all others" : $"{runs.Count} others",
        _ => $"{string.Join(", ", runs.SkipLast(1).Select(r => r.Letter))} and {runs[^1].Letter}",
    };
}
