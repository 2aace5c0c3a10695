using System.Diagnostics;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Reads data inside a span of their own.</summary>
internal static class LoadSpan
{
    /// <summary>The next instrument; null after the last. The work around it is now of that instrument.</summary>
    public static InstrumentRead? Next(IEnumerator<InstrumentRead> reads)
    {
        using var load = Spans.Start(Spans.Load);
        if (reads.MoveNext())
        {
            // A caller that had no span of its own would be another's.
            if (reads.Current.Data is { } data) load?.Parent?.SetTag(SpanAttributes.Symbol, data.Bars.Symbol);
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
