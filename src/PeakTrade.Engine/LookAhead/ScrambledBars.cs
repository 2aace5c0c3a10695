namespace PeakTrade.Engine;

/// <summary>
/// Bars whose end is replaced by random ones. Cuts must come in falling order: each replaces only what the one before left.
/// Twice the same draws, once upwards and once downwards: whichever way a strategy peeks, one of the two shows it something else.
/// </summary>
internal sealed class ScrambledBars
{
    private readonly Bars _bars;
    private readonly long _seed;
    private readonly bool _downwards;
    private readonly long[] _ticks;
    private readonly double[] _open, _high, _low, _close;
    private readonly double[]? _volume;
    private int _kept;

    public ScrambledBars(Bars bars, long seed, bool downwards)
    {
        (_bars, _seed, _downwards) = (bars, seed, downwards);
        _ticks = bars.UtcTicks.ToArray();
        (_open, _high, _low, _close) = (bars.Open.ToArray(), bars.High.ToArray(), bars.Low.ToArray(), bars.Close.ToArray());
        _volume = bars.HasVolume ? bars.Volume.ToArray() : null;
        _kept = bars.Count;
    }

    /// <summary>The bars with all from <paramref name="cut"/> on replaced; good until the next call.</summary>
    public Bars From(int cut)
    {
        for (var bar = cut; bar < _kept; bar++) Scramble(bar);
        _kept = Math.Min(_kept, cut);
        return new Bars(_bars.Symbol, _ticks, _open, _high, _low, _close, _volume);
    }

    // Around the bar's own level, from a quarter to four times it: far enough to be a new highest or lowest of all. Each bar draws by a key of
    // its own, so that the order of cuts changes nothing.
    private void Scramble(int bar)
    {
        var random = new KeyedRandom(_seed, trial: bar);
        var level = double.IsFinite(_close[bar]) && _close[bar] > 0 ? _close[bar] : 1;
        var drift = (2 * random.NextDouble() - 1) * Math.Log(4) * (_downwards ? -1 : 1);
        _open[bar] = level * Math.Exp(drift * random.NextDouble());
        _close[bar] = level * Math.Exp(drift);
        _high[bar] = Math.Max(_open[bar], _close[bar]) * (1 + 0.05 * random.NextDouble());
        _low[bar] = Math.Min(_open[bar], _close[bar]) * (1 - 0.05 * random.NextDouble());
        if (_volume is not null) _volume[bar] = Math.Floor((_volume[bar] + 1) * 4 * random.NextDouble());
    }
}
