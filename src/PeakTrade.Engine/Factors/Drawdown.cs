namespace PeakTrade.Engine;

/// <summary>The close over the highest of the last <c>window</c> closes, less one: 0 at a high, below 0 under it.</summary>
internal sealed class Drawdown(int window, bool inDays) : WindowFactor(Kind, window, inDays)
{
    public const string Kind = "drawdown";

    protected override void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        var close = bars.Close;
        RollingMax.Fill(close, Window, values);
        for (var t = 0; t < values.Length; t++) values[t] = close[t] / values[t] - 1;
    }
}
