namespace PeakTrade.Engine;

/// <summary>
/// The market's simple returns: the mean of its instruments' at each time at which one of them has a bar, each from its own bar before, all weighing the same.
/// One instrument alone is a benchmark.
/// </summary>
public sealed class MarketReturns
{
    private long[] _times = [];
    private double[] _sums = [];
    private int[] _counts = [];

    /// <summary>How many times the market has.</summary>
    public int Count => _times.Length;

    /// <summary>Takes an instrument into the market.</summary>
    public void Add(Bars bars)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var times = Timeline.Join(_times, bars.UtcTicks);
        if (times != _times) Move(times);
        var close = bars.Close;
        var at = 0;
        for (var bar = 0; bar < bars.Count; bar++)
        {
            while (_times[at] != bars.UtcTicks[bar]) at++;
            if (bar == 0) continue;
            _sums[at] += close[bar] / close[bar - 1] - 1;
            _counts[at]++;
        }
    }

    /// <summary>
    /// Writes what the market returned from each bar to the next. Where an instrument missed bars that the market had, their returns are compounded; where the
    /// market had none, it did not move. Undefined for the first bar, and from bars before the market's first.
    /// </summary>
    public void Fill(Bars bars, Span<double> returns)
    {
        var ticks = bars.UtcTicks;
        var at = 0;
        for (var bar = 0; bar < ticks.Length; bar++)
        {
            var compounded = 0.0;
            var steps = 0;
            for (; at < _times.Length && _times[at] <= ticks[bar]; at++)
            {
                if (_counts[at] == 0) continue;
                var mean = _sums[at] / _counts[at];
                compounded = steps++ == 0 ? mean : (1 + compounded) * (1 + mean) - 1;
            }

            returns[bar] = bar == 0 || _times.Length == 0 || ticks[bar - 1] < _times[0] ? double.NaN : compounded;
        }
    }

    private void Move(long[] times)
    {
        var (sums, counts) = (new double[times.Length], new int[times.Length]);
        var to = 0;
        for (var from = 0; from < _times.Length; from++)
        {
            while (times[to] != _times[from]) to++;
            (sums[to], counts[to]) = (_sums[from], _counts[from]);
        }

        (_times, _sums, _counts) = (times, sums, counts);
    }
}
