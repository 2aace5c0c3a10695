namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>The table "Annualisation" of docs/metrics.md, row by row.</summary>
internal static class PlainYear
{
    public static double Periods(Bars bars, BacktestOptions options)
    {
        if (options.PeriodsPerYear is { } given) return given;
        if (bars.Count < 2) return double.NaN;

        var times = Enumerable.Range(0, bars.Count).Select(bars.TimeAt).ToList();
        var spacings = times.Zip(times.Skip(1), (a, b) => (b - a).TotalDays).Order().ToList();
        var spacing = spacings[spacings.Count / 2];
        var weekendsEmpty = !times.Any(t => t.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        var tooShortToTell = (times[^1] - times[0]).TotalDays < 7;
        if (spacing >= 5) return Math.Round(365.25 / spacing);
        if (spacing >= 20.0 / 24) return weekendsEmpty && !tooShortToTell ? 252 : 365;
        if (weekendsEmpty && !tooShortToTell) return 252.0 * bars.Count / times.Select(t => t.Date).Distinct().Count();
        return 365 / spacing;
    }
}
