namespace PeakTrade.Engine;

/// <summary>The return of the last <c>window</c> bars with its sign turned: what fell is high.</summary>
internal sealed class Reversal(int window, bool inDays) : WindowFactor(Kind, window, inDays)
{
    public const string Kind = "reversal";

    protected override void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        var close = bars.Close;
        for (var t = Window; t < values.Length; t++) values[t] = 1 - close[t] / close[t - Window];
    }
}
