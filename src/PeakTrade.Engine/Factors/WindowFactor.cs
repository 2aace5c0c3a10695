using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>A factor of the last <c>window</c> bars. Its number may be said in days, which are bars where the bars are daily, and nothing elsewhere.</summary>
internal abstract class WindowFactor(string kind, int window, bool inDays) : IFactor
{
    // As docs/metrics.md tells daily bars from others.
    private const double LeastHours = 20;
    private const double DaysOfLongerBars = 5;

    public string Name { get; } = FormattableString.Invariant($"{kind}_{window}{(inDays ? "d" : "")}");

    public virtual bool NeedsMarket => false;

    protected int Window { get; } = window;

    public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        if (inDays) WantDaily(bars);
        Fill(bars, market, values);
    }

    protected abstract void Fill(Bars bars, ReadOnlySpan<double> market, Span<double> values);

    private void WantDaily(Bars bars)
    {
        if (bars.Count < 2) return;
        var spacing = TimeSpan.FromTicks(BarCalendar.MedianSpacing(bars.UtcTicks));
        if (spacing.TotalHours >= LeastHours && spacing.TotalDays < DaysOfLongerBars) return;
        var shown = FormattableString.Invariant(spacing.TotalDays >= 1 ? $"{spacing.TotalDays:0.##} d" : spacing.TotalHours >= 1 ? $"{spacing.TotalHours:0.##} h" : (FormattableString)$"{spacing.TotalMinutes:0.##} min");
        var action = spacing.TotalHours < LeastHours
            ? $"Make daily bars of them (-Resample 1d, --resample 1d), or count bars: {Name[..^1]}."
            : $"Give daily data, or count bars: {Name[..^1]}.";
        throw FaultCatalogue.FactorNotDaily.Because($"{Name} counts days, and the bars of {bars.Symbol} are {shown} apart.", action, target: Name);
    }
}
