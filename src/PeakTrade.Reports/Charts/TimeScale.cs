using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>An axis of time; its values are days since the year 1, in UTC.</summary>
internal sealed class TimeScale(double from, double to) : Scale
{
    private const double Hour = 1 / 24.0;
    private const double Month = 365.2425 / 12;

    // Steps of the clock in days, then of the calendar in months.
    private static readonly double[] ClockSteps = [Hour / 4, Hour, 3 * Hour, 6 * Hour, 12 * Hour, 1, 2, 7, 14];
    private static readonly int[] CalendarSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 6_000, 12_000, 24_000];

    private readonly double _to = to > from ? to : from + Hour;

    /// <summary>A time as a value of this axis.</summary>
    public static double Of(long utcTicks) => (double)utcTicks / TimeSpan.TicksPerDay;

    /// <inheritdoc cref="Of(long)"/>
    public static double Of(DateTime time) => Of(time.Ticks);

    public override double Place(double value) => double.IsNaN(value) ? double.NaN : Math.Clamp((value - from) / (_to - from), 0, 1);

    public override IReadOnlyList<Tick> Ticks(int atMost)
    {
        var room = (_to - from) / Math.Max(atMost, 1);
        var step = Array.Find(ClockSteps, s => s >= room);
        if (step > 0) return ByClock(step);
        var months = Array.Find(CalendarSteps, s => s * Month >= room);
        return ByCalendar(months > 0 ? months : CalendarSteps[^1]);
    }

    private List<Tick> ByClock(double step)
    {
        var ticks = new List<Tick>();
        for (var k = Math.Ceiling(from / step - 1e-9); k * step <= _to + 1e-9; k++)
        {
            // To the second, since a quarter of an hour is no round number of days.
            var time = new DateTime((long)Math.Round(k * step * 86400) * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
            ticks.Add(new Tick(Of(time), time.ToString(step < 1 && time.TimeOfDay != TimeSpan.Zero ? "HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        return ticks;
    }

    private List<Tick> ByCalendar(int months)
    {
        var ticks = new List<Tick>();
        var first = new DateTime((long)(from * TimeSpan.TicksPerDay), DateTimeKind.Utc);
        for (var k = (first.Year * 12 + first.Month - 1) / months * months; k / 12 < 9999; k += months)
        {
            if (k < 12) continue; // Before the year 1.
            var at = Of(new DateTime(k / 12, k % 12 + 1, 1));
            if (at > _to) break;
            if (at >= from) ticks.Add(new Tick(at, months % 12 == 0 ? $"{k / 12}" : FormattableString.Invariant($"{k / 12}-{k % 12 + 1:00}")));
        }

        return ticks;
    }
}
