namespace PeakTrade.Engine.Weights;

/// <summary>
/// Scores the instruments of a universe by several factors, and holds the best long and the worst short (docs/portfolios.md, "From scores to weights"). What a
/// row needs was reserved when the rule was made; sums run in order of the instruments' names.
/// </summary>
internal sealed class MultifactorRule : IWeightRule
{
    // Scores that are one by their formula differ by the rounding of their sums.
    private const double Rounding = 1e-12;

    private readonly Universe _universe;
    private readonly FactorBundle _bundle;
    private readonly FactorValues[] _factors;
    private readonly Sectors _sectors;
    private readonly Standardizer _standardizer;
    private readonly bool _longOnly;
    private readonly double _long, _short, _net, _cap;
    private readonly List<ScoredRow>? _scored;

    private readonly int[] _panelRows, _sectorEnds;

    // Of the instruments that have a score at the row, sector by sector: their numbers, scores, what the weighting weighs, and a factor's values after the other's.
    private readonly int[] _names;
    private readonly double[] _scores, _volatilities, _values;

    // One side of one sector while it is shared out.
    private readonly double[] _keys, _parts, _side;
    private readonly int[] _order;
    private int _count;

    /// <summary>A rule for one run; <see cref="FactorPortfolio.Rule"/> has checked what it is made of.</summary>
    public MultifactorRule(FactorBundle bundle, IReadOnlyList<FactorPanel> panels, Universe universe, PortfolioOptions options, bool allowShort, IReadOnlyDictionary<string, string> sectors, bool remember)
    {
        (_universe, _bundle, _cap) = (universe, bundle, options.MaxWeight);
        _factors = [.. bundle.Factors.Select((factor, f) => new FactorValues(factor, panels[f], universe))];
        _sectors = bundle.SectorNeutral ? Sectors.Of(universe, sectors) : Sectors.One(universe);
        _standardizer = new(bundle.Standardize, bundle.Winsorize, universe.Count);
        var gross = options.MaxGrossExposure ?? 1;
        _longOnly = !allowShort || bundle.ShortQuantile == 0;
        _net = options.NetExposure ?? (_longOnly ? gross : 0);
        (_long, _short) = _longOnly ? (_net, 0) : ((gross + _net) / 2, (gross - _net) / 2);
        _scored = remember ? [] : null;

        var count = universe.Count;
        (_panelRows, _sectorEnds, _names, _order) = (new int[_factors.Length], new int[_sectors.Count], new int[count], new int[count]);
        (_scores, _volatilities, _values) = (new double[count], new double[count], new double[count * _factors.Length]);
        (_keys, _parts, _side) = (new double[count], new double[count], new double[count]);
    }

    /// <summary>The factors' names, in the bundle's order.</summary>
    public IEnumerable<string> FactorNames => _bundle.Factors.Select(factor => factor.Name);

    /// <summary>What was decided on, in order of the rows; empty where it was not to be remembered.</summary>
    public IReadOnlyList<ScoredRow> Scored => _scored ?? [];

    // Long and short need one each.
    private int Least => _longOnly ? 1 : 2;

    public bool Decide(int signalRow, ReadOnlySpan<bool> mayTrade, Span<double> weights, Span<double> scores)
    {
        Gather(signalRow, mayTrade);
        var comparable = 0;
        for (var sector = 0; sector < _sectors.Count; sector++)
        {
            var size = Of(sector).Length;
            if (size >= Least) comparable += size;
        }

        if (comparable == 0) return false;
        Score();
        for (var k = 0; k < _count; k++) scores[_names[k]] = _scores[k];
        for (var sector = 0; sector < _sectors.Count; sector++)
        {
            // A sector has the share of the account that it has of the instruments.
            if (Of(sector).Length >= Least) Weigh(sector, (double)Of(sector).Length / comparable, weights);
        }

        Remember(signalRow);
        return true;
    }

    /// <summary>Reads the values of all instruments that have every one of them.</summary>
    private void Gather(int signalRow, ReadOnlySpan<bool> mayTrade)
    {
        var ticks = _universe.UtcTicks[signalRow];
        for (var f = 0; f < _factors.Length; f++) _panelRows[f] = _factors[f].RowAt(ticks);
        var bars = _universe.BarsAt(signalRow);
        _count = 0;
        for (var sector = 0; sector < _sectors.Count; sector++)
        {
            foreach (var instrument in _sectors[sector])
            {
                if (mayTrade[instrument] && bars[instrument] >= 0 && Has(instrument, bars[instrument], ticks)) _names[_count++] = instrument;
            }

            _sectorEnds[sector] = _count;
        }
    }

    private bool Has(int instrument, int bar, long ticks)
    {
        for (var f = 0; f < _factors.Length; f++)
        {
            var value = _factors[f].At(ticks, _panelRows[f], instrument);
            if (!double.IsFinite(value)) return false;
            _values[f * _universe.Count + _count] = value;
        }

        if (_bundle.Weighting != PortfolioWeighting.InverseVolatility) return true;
        _volatilities[_count] = TrailingVolatility.At(_universe.Instruments[instrument], bar, _bundle.VolatilityWindowBars);
        return double.IsFinite(_volatilities[_count]);
    }

    private void Score()
    {
        _scores.AsSpan(0, _count).Clear();
        for (var f = 0; f < _factors.Length; f++)
        {
            var factor = _bundle.Factors[f];
            for (var sector = 0; sector < _sectors.Count; sector++)
            {
                var (start, length) = Of(sector);
                var values = _values.AsSpan(f * _universe.Count + start, length);
                _standardizer.Apply(values);
                for (var k = 0; k < length; k++)
                {
                    if (factor.Direction == FactorDirection.Low) values[k] = 0 - values[k];
                    _scores[start + k] += factor.Weight * values[k];
                }
            }
        }
    }

    /// <summary>Chooses a sector's best and worst, and gives each side its share.</summary>
    private void Weigh(int sector, double share, Span<double> weights)
    {
        var (start, length) = Of(sector);
        var order = Order(start, length);
        var longs = Chosen(_bundle.LongQuantile, length);
        var shorts = _longOnly ? 0 : Chosen(_bundle.ShortQuantile, length);
        var best = order[..longs];
        var worst = order[(length - shorts)..];
        var median = Median(order);

        // What one side has no room for is taken off the other, so that the net stays as near as it can to what it was asked to be.
        var (longSide, shortSide) = (Math.Min(_long * share, Room(best, median)), Math.Min(_short * share, Room(worst, median)));
        if (longSide < _long * share || shortSide < _short * share)
        {
            var beyond = longSide - shortSide - _net * share;
            if (beyond > 0) longSide = Math.Max(0, longSide - beyond);
            else shortSide = Math.Max(0, shortSide + beyond);
        }

        Fill(best, median, longSide, sign: 1, weights);
        Fill(worst, median, shortSide, sign: -1, weights);
    }

    // The nearest whole number; a half goes down, so that the middle of an odd number belongs to neither side. Each side has one at least, and leaves one.
    private int Chosen(double quantile, int length) => Math.Clamp((int)Math.Ceiling(quantile * length - 0.5 - 1e-9), 1, _longOnly ? length : length - 1);

    // From the best to the worst; of equal scores by name.
    private ReadOnlySpan<int> Order(int start, int length)
    {
        var keys = _keys.AsSpan(0, length);
        var order = _order.AsSpan(0, length);
        for (var k = 0; k < length; k++) (keys[k], order[k]) = (-_scores[start + k], start + k);
        keys.Sort(order);
        for (var first = 0; first < length;)
        {
            var end = first + 1;
            while (end < length && keys[end] == keys[first]) end++;
            if (end - first > 1) order[first..end].Sort();
            first = end;
        }

        return order;
    }

    private double Median(ReadOnlySpan<int> order) => (_scores[order[(order.Length - 1) / 2]] + _scores[order[order.Length / 2]]) / 2;

    private double Room(ReadOnlySpan<int> chosen, double median) => SideWeights.Room(Parts(chosen, median), _cap);

    private void Fill(ReadOnlySpan<int> chosen, double median, double total, int sign, Span<double> weights)
    {
        var side = _side.AsSpan(0, chosen.Length);
        SideWeights.Fill(Parts(chosen, median), total, _cap, side);
        for (var i = 0; i < side.Length; i++) weights[_names[chosen[i]]] = sign > 0 ? side[i] : 0 - side[i];
    }

    private ReadOnlySpan<double> Parts(ReadOnlySpan<int> chosen, double median)
    {
        var parts = _parts.AsSpan(0, chosen.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = _bundle.Weighting switch
            {
                PortfolioWeighting.Score => Math.Abs(_scores[chosen[i]] - median) is > Rounding and var far ? far : 0,
                PortfolioWeighting.InverseVolatility => 1 / _volatilities[chosen[i]],
                _ => 1,
            };
        }

        return parts;
    }

    private (int Start, int Length) Of(int sector)
    {
        var start = sector == 0 ? 0 : _sectorEnds[sector - 1];
        return (start, _sectorEnds[sector] - start);
    }

    private void Remember(int signalRow)
    {
        if (_scored is null) return;
        var values = new double[_count * _factors.Length];
        for (var f = 0; f < _factors.Length; f++) _values.AsSpan(f * _universe.Count, _count).CopyTo(values.AsSpan(f * _count));
        _scored.Add(new(signalRow, _names[.._count], values));
    }
}
