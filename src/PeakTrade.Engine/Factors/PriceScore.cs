namespace PeakTrade.Engine;

/// <summary>How many standard deviations (of the population) the close lies above the mean of the last <c>window</c> closes.</summary>
internal sealed class PriceScore(int window, bool inDays) : WindowFactor(Kind, window, inDays)
{
    public const string Kind = "zscore";

    protected override void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values) => ZScore.Fill(bars.Close, Window, values);
}
