using System.Diagnostics;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>A piece of work with an id, under a span where anybody listens. Opened and closed on one thread, within a <see cref="SpanScope"/> where results are handed out in between.</summary>
internal sealed class WorkSpan : IDisposable
{
    private readonly Activity? _span;

    private WorkSpan(Guid id, Activity? span) => (Id, _span) = (id, span);

    /// <summary>The run's id, or one for what is no stored run.</summary>
    public Guid Id { get; }

    public static WorkSpan Begin(string name) => Begin(name, Guid.NewGuid());

    public static WorkSpan Begin(string name, Guid id)
    {
        var span = Spans.Start(name);
        span?.SetTag(SpanAttributes.RunId, id.ToString("D"));
        return new WorkSpan(id, span);
    }

    /// <summary>Looks at a request before its work begins: where that finds a fault, it is the work's, and else there has been no work.</summary>
    public static T Check<T>(string name, Func<T> look)
    {
        using var span = Begin(name);
        try
        {
            var seen = look();
            span.Forget();
            return seen;
        }
        catch (PeakTradeException fault)
        {
            Told.Fault(fault);
            throw;
        }
    }

    /// <summary>Says what the work is of.</summary>
    public WorkSpan With(string attribute, object? value)
    {
        _span?.SetTag(attribute, value);
        return this;
    }

    /// <summary>Lets it be as if it had not begun: there turned out to be nothing to do.</summary>
    public void Forget()
    {
        if (_span is not null) _span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        Dispose();
    }

    public void Dispose() => _span?.Dispose();
}
