using System.Globalization;

namespace PeakTrade.Engine.Tca;

/// <summary>
/// The square-root law of market impact: a fill of Q units in a bar of volume V moves the price by coefficient x s x sqrt(Q / V), s the standard deviation
/// of the returns of such bars (Almgren, Thum, Hauptmann and Li 2005; Bouchaud, Farmer and Lillo 2009). Over n bars s grows by sqrt(n) and V by n, so the
/// law says the same whatever the length of the bars, as long as both are of the same length.
/// </summary>
internal sealed class ImpactModel(TcaInputs inputs)
{
    private const int WindowBars = 20;

    private readonly Dictionary<string, Bars> _bars = inputs.Bars.GroupBy(bars => bars.Symbol, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>The estimate; each fill's own is written into it.</summary>
    public TcaImpact Estimate(TcaFill[] fills)
    {
        var (cost, notional, count) = (0.0, 0.0, 0);
        var shares = new List<double>();
        for (var i = 0; i < fills.Length; i++)
        {
            ref var fill = ref fills[i];
            if (!Place(fill, out var bars, out var bar) || !(bars.Volume[bar] > 0)) continue;
            var share = fill.Units / bars.Volume[bar];
            shares.Add(share);
            fill = fill with { Participation = share };
            if (VolatilityBefore(bars, bar) is not { } volatility) continue;
            var impact = inputs.ImpactCoefficient * volatility * Math.Sqrt(share) * fill.Costs.Notional;
            fill = fill with { ImpactEstimate = impact };
            (cost, notional, count) = (cost + impact, notional + fill.Costs.Notional, count + 1);
        }

        var sorted = shares.Order().ToArray();
        return new TcaImpact
        {
            Coefficient = inputs.ImpactCoefficient,
            Fills = count,
            Notional = notional,
            Cost = count > 0 ? cost : null,
            MeanParticipation = sorted.Length > 0 ? sorted.Average() : null,
            Participation95 = sorted.Length > 0 ? Quantiles.Of(sorted, 0.95) : null,
            MaxParticipation = sorted.Length > 0 ? sorted[^1] : null,
            Note = Note(fills.Length, sorted.Length, count),
        };
    }

    private bool Place(in TcaFill fill, out Bars bars, out int bar)
    {
        bar = _bars.TryGetValue(fill.Symbol, out bars!) && bars.HasVolume ? bars.UtcTicks.BinarySearch(fill.Time.Ticks) : -1;
        return bar >= 0;
    }

    // Of the close-to-close returns that end before the fill's bar: the fill itself, and what came after it, are no part of it.
    private static double? VolatilityBefore(Bars bars, int bar)
    {
        var close = bars.Close[Math.Max(0, bar - WindowBars - 1)..bar];
        if (close.Length < 3) return null;
        Span<double> returns = stackalloc double[WindowBars];
        returns = returns[..(close.Length - 1)];
        BarReturns.Fill(close, returns);
        var moments = default(Moments);
        moments.Add(returns, returns);
        return moments.Variance is { } variance ? Math.Sqrt(variance) : 0;
    }

    private string Note(int fills, int placed, int estimated)
    {
        if (fills == 0) return "Nothing was traded.";
        if (_bars.Count == 0) return inputs.BarsNote;
        if (!_bars.Values.Any(bars => bars.HasVolume)) return "The data have no volume.";
        if (placed == 0) return "No bar that a fill came in has a volume above 0.";
        if (estimated == 0) return "Fewer than 3 bars come before each fill, and a volatility needs them.";
        var which = estimated == fills ? "for every fill" : string.Create(CultureInfo.InvariantCulture, $"for {estimated} of {fills} fills; the others have no volume or too few bars before them");
        return string.Create(CultureInfo.InvariantCulture, $"Estimated {which}, by the square-root law with a coefficient of {inputs.ImpactCoefficient}. It was not paid and is not in the shortfall.");
    }
}
