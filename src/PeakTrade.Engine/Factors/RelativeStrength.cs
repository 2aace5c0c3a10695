namespace PeakTrade.Engine;

/// <summary>Wilder's relative strength index of the closes (docs/indicators.md).</summary>
internal sealed class RelativeStrength(int window, bool inDays) : WindowFactor(Kind, window, inDays)
{
    public const string Kind = "rsi";

    protected override void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values) => Rsi.Fill(bars.Close, Window, values);
}
