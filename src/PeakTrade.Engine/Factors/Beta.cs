namespace PeakTrade.Engine;

/// <summary>The slope of the last <c>window</c> simple returns against the market's.</summary>
internal sealed class Beta(int window, bool inDays) : WindowFactor(Kind, window, inDays)
{
    public const string Kind = "beta";

    public override bool NeedsMarket => true;

    protected override void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        using var returns = Returns.SimpleOf(bars.Close);
        RollingSlope.Fill(returns.Values, market, Window, values);
    }
}
