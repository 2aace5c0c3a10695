namespace PeakTrade.Engine;

/// <summary>
/// The return from <c>months</c> ago to <c>skip</c> months ago, by the calendar (UTC): 12_1 leaves out the last month, in which returns tend to
/// reverse (Jegadeesh 1990; Jegadeesh and Titman 1993).
/// </summary>
internal sealed class Momentum(int months, int skip) : IFactor
{
    public const string Kind = "momentum";

    public string Name { get; } = FormattableString.Invariant($"{Kind}_{months}_{skip}");

    public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        var ticks = bars.UtcTicks;
        var close = bars.Close;
        var (start, end) = (new Ago(months), new Ago(skip));
        for (var t = 0; t < values.Length; t++)
        {
            var first = start.Bar(ticks, t);
            if (first >= 0) values[t] = close[end.Bar(ticks, t)] / close[first] - 1;
        }
    }

    /// <summary>Walks behind a bar by whole months. The last day of a short month is that of several: 29, 30 and 31 March are a month after 28 February.</summary>
    private struct Ago(int months)
    {
        private int _at = -1;
        private long _day = -1;
        private long _shift;

        /// <summary>The last bar at or before the bar's time less the months; -1 where there is none.</summary>
        public int Bar(ReadOnlySpan<long> ticks, int bar)
        {
            if (months == 0) return bar;
            var time = ticks[bar];
            var day = time / TimeSpan.TicksPerDay;
            if (day != _day) Turn(day);
            var then = time - _shift;

            // Near the end of a month a later bar may look further back than the one before it: a day's bars at most.
            while (_at >= 0 && ticks[_at] > then) _at--;
            while (_at + 1 < bar && ticks[_at + 1] <= then) _at++;
            return _at;
        }

        private void Turn(long day)
        {
            _day = day;
            var date = new DateTime(day * TimeSpan.TicksPerDay);
            // Before the year 1 there are no bars.
            _shift = date.Year * 12 + date.Month - 12 > months ? date.Ticks - date.AddMonths(-months).Ticks : long.MaxValue;
        }
    }
}
