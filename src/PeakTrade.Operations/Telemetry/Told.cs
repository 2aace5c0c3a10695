using System.Diagnostics;
using System.Runtime.CompilerServices;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Tells telemetry how work ended. Each fault counts once, whoever meets it.</summary>
internal static class Told
{
    private const string Success = "success";
    private const string Failed = "failed";

    private static readonly ConditionalWeakTable<PeakTradeException, object> Known = [];

    /// <summary>Says that the open span ended in a fault; hands the fault on.</summary>
    public static PeakTradeException Fault(PeakTradeException fault)
    {
        if (!Spans.AreHeard || !Known.TryAdd(fault, fault)) return fault;
        Meters.Count(Meters.Faults, "id", fault.Kind.Id);
        // The words of a fault may be the user's own; a span holds its id alone, and the log record is redacted.
        Activity.Current?.SetTag(SpanAttributes.Fault, fault.Kind.Id).SetStatus(ActivityStatusCode.Error, fault.Kind.Id);
        TelemetryExport.Current?.Log(TelemetryLevel.Error, fault.Message, fault.Kind.Id);
        return fault;
    }

    /// <summary>Says how a run ended; it is the open span.</summary>
    public static void Run(int? bars, TimeSpan time)
    {
        var status = bars is null ? Failed : Success;
        Activity.Current?.SetTag(SpanAttributes.Status, status);
        Meters.Count(Meters.Runs, SpanAttributes.Status, status);
        Meters.RunDuration.Record(time.TotalSeconds, new KeyValuePair<string, object?>(SpanAttributes.Status, status));
        if (bars is { } worked) Meters.Bars.Add(worked);
    }
}
