namespace PeakTrade.Engine;

/// <summary>The worst spans of a run, and times in history that were bad for many.</summary>
internal static class StressSpans
{
    private const int Most = 5;
    private const string Section = "stress";

    // A run over trading days may begin or end with a weekend and a holiday beside the window.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(4);

    private static readonly int[] Lengths = [1, 5, 21, 63];

    // The first and the last day, both inside.
    private static readonly (string Name, string From, string To)[] History =
    [
        ("Black Monday 1987", "1987-10-14", "1987-10-19"),
        ("Russia and LTCM 1998", "1998-08-01", "1998-09-30"),
        ("Dot-com fall 2000-2002", "2000-03-24", "2002-10-09"),
        ("Financial crisis 2008-2009", "2008-09-01", "2009-03-31"),
        ("Flash crash 2010", "2010-05-03", "2010-05-07"),
        ("US downgrade 2011", "2011-08-01", "2011-08-31"),
        ("Yuan devaluation 2015", "2015-08-01", "2015-08-31"),
        ("Fourth quarter 2018", "2018-10-01", "2018-12-31"),
        ("Pandemic crash 2020", "2020-02-19", "2020-03-23"),
        ("Rising rates 2022", "2022-01-01", "2022-12-31"),
    ];

    public static IReadOnlyList<StressWindow> Of(RiskRun run)
    {
        var made = new List<StressWindow>();
        foreach (var length in Lengths)
        {
            var name = length == 1 ? "worst bar" : $"worst {length} bars";
            if (run.Returns.Length < length)
            {
                run.Gap(Section, name, $"The run has {run.Returns.Length} returns only.");
                continue;
            }

            var starts = Worst(run.Equity, length, Most);
            if (starts.Count == 0) run.Gap(Section, name, "No span of that length lost.");
            made.AddRange(starts.Select(start => Window(run, name, start, start + length)));
        }

        var before = made.Count;
        foreach (var (name, from, to) in History)
        {
            if (Rows(run, Day(from), Day(to)) is var (first, last)) made.Add(Window(run, name, first, last) with { IsHistorical = true });
        }

        if (made.Count == before) run.Gap(Section, "history", "The run holds none of the times in history that are listed in docs/risk-report.md.");
        return made;
    }

    /// <summary>The bars that the worst spans of a length begin at, the worst first, none overlapping another; spans that did not lose are none.</summary>
    public static IReadOnlyList<int> Worst(ReadOnlySpan<double> equity, int length, int most)
    {
        var chosen = new List<int>();
        while (chosen.Count < most)
        {
            var (worst, lowest) = (-1, 0.0);
            for (var start = 0; start + length < equity.Length; start++)
            {
                if (!(equity[start] > 0)) continue;
                var change = equity[start + length] / equity[start] - 1;
                if (change >= lowest) continue;
                if (chosen.Exists(other => Math.Abs(other - start) < length)) continue;
                (worst, lowest) = (start, change);
            }

            if (worst < 0) break;
            chosen.Add(worst);
        }

        return chosen;
    }

    private static DateTime Day(string day) => DateTime.SpecifyKind(DateTime.ParseExact(day, "yyyy-MM-dd", null), DateTimeKind.Utc);

    // The last bar before the window, which it is measured from, and its last bar; null where the run does not hold it.
    private static (int First, int Last)? Rows(RiskRun run, DateTime from, DateTime to)
    {
        if (run.TimeAt(0) > from + Slack || run.TimeAt(run.Ticks.Length - 1).Date < to - Slack) return null;
        var inside = RowFrom(run.Ticks, from);
        var last = RowFrom(run.Ticks, to.AddDays(1)) - 1;
        return last > Math.Max(0, inside - 1) ? (Math.Max(0, inside - 1), last) : null;
    }

    private static int RowFrom(ReadOnlySpan<long> ticks, DateTime moment) => ticks.BinarySearch(moment.Ticks) is var row && row >= 0 ? row : ~row;

    private static StressWindow Window(RiskRun run, string name, int first, int last)
    {
        var equity = run.Equity[first..(last + 1)];
        return new StressWindow
        {
            Name = name,
            From = run.TimeAt(first),
            To = run.TimeAt(last),
            Bars = last - first,
            Return = equity[0] > 0 ? equity[^1] / equity[0] - 1 : null,
            BenchmarkReturn = run.Benchmark is { } benchmark && first >= benchmark.First ? benchmark.Closes[last] / benchmark.Closes[first] - 1 : null,
            MaxDrawdown = equity[0] > 0 ? Drawdowns.Of(equity).Deepest : null,
        };
    }
}
