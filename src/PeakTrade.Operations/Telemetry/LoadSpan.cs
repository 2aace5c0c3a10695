using System.Diagnostics;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Reads data inside a span of their own.</summary>
internal static class LoadSpan
{
    /// <summary>The next instrument; null after the last. The work around it is now of that instrument, and <paramref name="known"/> may say more of it.</summary>
    public static InstrumentRead? Next(IEnumerator<InstrumentRead> reads, Action<Bars>? known = null)
    {
        using var load = Spans.Start(Spans.Load);
        if (reads.MoveNext())
        {
            load?.Parent?.SetTag(SpanAttributes.Symbol, reads.Current.Symbol);
            if (reads.Current.Data is { } data) known?.Invoke(data.Bars);
            return reads.Current;
        }

        if (load is not null) load.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        return null;
    }

    public static T Do<T>(Func<T> read)
    {
        using var load = Spans.Start(Spans.Load);
        return read();
    }
}
