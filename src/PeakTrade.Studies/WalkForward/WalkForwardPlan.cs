using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>Cuts bars into training and test windows. docs/walkforward.md draws them.</summary>
public static class WalkForwardPlan
{
    /// <summary>Training windows are so many times as long as test windows where only the number of folds is given.</summary>
    public const int TrainPerTest = 3;

    // A last window of the calendar is short where more of its span than this lies behind the last bar: a weekend does not make a month short.
    private const double MissingShare = 0.1;

    /// <summary>The windows in order of time; at least one. A fault says how many bars there are and how many are needed where none fits.</summary>
    public static IReadOnlyList<WalkForwardWindow> Of(ReadOnlySpan<long> utcTicks, WalkForwardOptions options)
    {
        Check(options);
        return options is { Test: { IsBars: false } test, Train: { } train }
            ? Windows(CalendarEdges(utcTicks, options, train, test), utcTicks.Length, options)
            : Windows(BarEdges(utcTicks, options), utcTicks.Length, options);
    }

    private static void Check(WalkForwardOptions o)
    {
        var fault = o switch
        {
            { Folds: not null, Test: not null } or { Folds: not null, Step: not null } => "Folds and a length or step of the test windows are both given, and one follows from the other.",
            { Folds: null, Train: null } or { Folds: null, Test: null } => "The windows are not given.",
            { Folds: < 1 } => $"There are {o.Folds} folds, and one is the least.",
            { PurgeBars: < 0 } => $"The purge is {o.PurgeBars} bars, and cannot be below 0.",
            { EmbargoBars: < 0 } => $"The embargo is {o.EmbargoBars} bars, and cannot be below 0.",
            { MinimumBars: < 1 } => $"The least number of bars is {o.MinimumBars}, and cannot be below 1.",
            { Test: { } test, Train: { } train } when test.IsBars != train.IsBars || (o.Step is { } step && step.IsBars != test.IsBars) =>
                $"Train {train}, test {test}{(o.Step is null ? "" : $" and step {o.Step}")} mix bars and spans of time.",
            _ => null,
        };
        if (fault is not null)
            throw FaultCatalogue.ArgumentInvalid.Because(fault, "Give train and test (both in bars, or both like 365d, 12m, 2y), or the number of folds, or train and folds.", target: o);
    }

    private static List<Edges> BarEdges(ReadOnlySpan<long> ticks, WalkForwardOptions o)
    {
        var bars = ticks.Length;
        var (train, test) = (o.Train?.BarCount ?? 0, o.Test?.BarCount ?? 0);
        var first = train;
        if (o.Folds is { } folds)
        {
            if (o.Train is { IsBars: false } span) train = bars == 0 ? 0 : FirstFrom(ticks, span.After(new DateTime(ticks[0])));
            test = o.Train is null ? bars / (folds + TrainPerTest) : (bars - train) / folds;
            if (test < o.MinimumBars) throw TooFew(bars, (o.Train is null ? (folds + TrainPerTest) * o.MinimumBars : train + folds * o.MinimumBars), $"{folds} folds{(o.Train is null ? "" : $" after a training window of {o.Train}")}", o);
            // What is left over lies before the first test.
            first = bars - folds * test;
            if (o.Train is null) train = first;
        }

        var step = o.Step?.BarCount ?? test;
        if (step < test) throw Overlap(o);
        var edges = new List<Edges>();
        for (long start = first; start < bars; start += step)
            edges.Add(new((int)(start - train), (int)start, (int)Math.Min(start + test, bars), IsShort: start + test > bars));
        return edges;
    }

    // Every edge is counted from the first bar's time, so that short months and holes in the data do not add up.
    private static List<Edges> CalendarEdges(ReadOnlySpan<long> ticks, WalkForwardOptions o, WalkForwardLength train, WalkForwardLength test)
    {
        var edges = new List<Edges>();
        if (ticks.IsEmpty) return edges;
        var (origin, last) = (new DateTime(ticks[0]), new DateTime(ticks[^1]));
        var step = o.Step ?? test;
        for (var k = 0; ; k++)
        {
            var start = Shifted(train, k);
            if (start > last) return edges;
            var end = o.Step is null ? Shifted(train, k + 1) : test.After(start);
            if (Shifted(train, k + 1) < end) throw Overlap(o);
            edges.Add(new(FirstFrom(ticks, step.After(origin, k)), FirstFrom(ticks, start), FirstFrom(ticks, end), IsShort: (end - last).Ticks > MissingShare * (end - start).Ticks));
        }

        DateTime Shifted(WalkForwardLength by, int steps) => step.After(by.After(origin), steps);
    }

    private static List<WalkForwardWindow> Windows(List<Edges> edges, int bars, WalkForwardOptions o)
    {
        var windows = new List<WalkForwardWindow>();
        foreach (var edge in edges)
        {
            var test = new BarSpan(edge.Test, edge.End);
            if (test.Count < o.MinimumBars || (edge.IsShort && !o.KeepShort)) continue;
            var train = new BarSpan(o.Scheme == WalkForwardScheme.Anchored ? 0 : edge.Train, Math.Max(edge.Test - o.PurgeBars, 0));
            var window = new WalkForwardWindow(windows.Count + 1, train, test, WithoutEmbargo(train, windows, o.EmbargoBars));
            if (window.TrainBars < o.MinimumBars)
                throw FaultCatalogue.WalkForwardTooFewBars.Because($"Of training window {window.Number}, bars {edge.Train} to {edge.Test - 1}, a purge of {o.PurgeBars} and an embargo of {o.EmbargoBars} bars leave {window.TrainBars} bars, and {o.MinimumBars} are needed.", "Train longer, or purge less.", target: o);
            windows.Add(window);
        }

        if (windows.Count > 0) return windows;
        var needed = o is { Train.BarCount: { } trained, Test.BarCount: { } tested } ? trained + (o.KeepShort ? Math.Min(o.MinimumBars, tested) : tested) : (int?)null;
        throw TooFew(bars, needed, $"a training window of {o.Train} and a test window of {o.Test}", o);
    }

    private static List<BarSpan> WithoutEmbargo(BarSpan train, List<WalkForwardWindow> before, int embargo)
    {
        var parts = new List<BarSpan>();
        var from = train.From;
        foreach (var window in before)
        {
            var held = new BarSpan(window.Test.To, window.Test.To + embargo);
            if (embargo == 0 || held.To <= from || held.From >= train.To) continue;
            if (held.From > from) parts.Add(new(from, held.From));
            from = held.To;
        }

        if (from < train.To) parts.Add(new(from, train.To));
        return parts;
    }

    private static int FirstFrom(ReadOnlySpan<long> ticks, DateTime time)
    {
        var at = ticks.BinarySearch(time.Ticks);
        return at < 0 ? ~at : at;
    }

    private static PeakTradeException TooFew(int bars, int? needed, string what, WalkForwardOptions o) => FaultCatalogue.WalkForwardTooFewBars.Because(
        string.Create(CultureInfo.InvariantCulture, $"There are {bars} bars, too few for {what}{(needed is { } n ? $": at least {n} are needed" : "")}."), target: o);

    private static PeakTradeException Overlap(WalkForwardOptions o) => FaultCatalogue.ArgumentInvalid.Because(
        $"A step of {o.Step} is shorter than a test window of {o.Test}, so that bars would be tested twice.", "Step at least as far as a test window is long.", target: o);

    /// <summary>Where a training window begins, its test window begins, and that ends.</summary>
    private readonly record struct Edges(int Train, int Test, int End, bool IsShort);
}
