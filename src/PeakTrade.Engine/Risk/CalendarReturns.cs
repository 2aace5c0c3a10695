namespace PeakTrade.Engine;

/// <summary>Returns by month and year of the calendar, in UTC.</summary>
internal static class CalendarReturns
{
    public static IReadOnlyList<PeriodReturn> Months(RiskRun run) => Of(run, time => time.Year * 12 + time.Month - 1, key => (key / 12, key % 12 + 1));

    public static IReadOnlyList<PeriodReturn> Years(RiskRun run) => Of(run, time => time.Year, key => (key, null));

    private static List<PeriodReturn> Of(RiskRun run, Func<DateTime, int> keyOf, Func<int, (int Year, int? Month)> named)
    {
        var made = new List<PeriodReturn>();
        for (var from = 0; from < run.Ticks.Length;)
        {
            var key = keyOf(run.TimeAt(from));
            var to = from + 1;
            while (to < run.Ticks.Length && keyOf(run.TimeAt(to)) == key) to++;
            var (year, month) = named(key);
            // What the first bar did to the start capital belongs to its period, so that all periods together are the run's return.
            var before = from > 0 ? run.Equity[from - 1] : run.StartCapital ?? run.Equity[0];
            var held = run.Equity[from..to];
            made.Add(new PeriodReturn(year, month, to - from, before > 0 ? held[^1] / before - 1 : null, Benchmark(run, from, to), Deepest(before, held)));
            from = to;
        }

        return made;
    }

    private static double? Benchmark(RiskRun run, int from, int to)
    {
        if (run.Benchmark is not { } benchmark || to - 1 <= benchmark.First) return null;
        return benchmark.Closes[to - 1] / benchmark.Closes[Math.Max(from - 1, benchmark.First)] - 1;
    }

    private static double? Deepest(double before, ReadOnlySpan<double> held)
    {
        if (!(before > 0)) return null;
        var (peak, deepest) = (before, 0.0);
        foreach (var equity in held)
        {
            peak = Math.Max(peak, equity);
            deepest = Math.Min(deepest, equity / peak - 1);
        }

        return deepest;
    }
}
