using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>The standard deviation (ddof 1) of the last <c>window</c> logarithmic returns, a year's worth of it (docs/metrics.md, "Annualisation").</summary>
internal sealed class Volatility(int window, bool inDays) : WindowFactor(Kind, window, inDays)
{
    public const string Kind = "volatility";

    protected override void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        using var returns = Returns.LogOf(bars.Close);
        RollingStd.Fill(returns.Values, Window, values, ddof: 1);
        var year = Math.Sqrt(BarCalendar.Of(bars).PeriodsPerYear);
        foreach (ref var value in values) value *= year;
    }
}
