namespace PeakTrade.Engine;

/// <summary>The volume over the mean of the last <c>window</c> volumes, this one among them; undefined without volume.</summary>
internal sealed class VolumeRatio(int window, bool inDays) : WindowFactor(Kind, window, inDays)
{
    public const string Kind = "volume_ratio";

    protected override void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        if (!bars.HasVolume) return;
        var volume = bars.Volume;
        Sma.Fill(volume, Window, values);
        for (var t = 0; t < values.Length; t++) values[t] = volume[t] / values[t];
    }
}
