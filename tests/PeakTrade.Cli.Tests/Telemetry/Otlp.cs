using System.Globalization;

namespace PeakTrade.Cli.Tests.Telemetry;

/// <summary>What a collector is told, read by the field numbers of opentelemetry-proto 1.x (trace.proto, metrics.proto, logs.proto, common.proto).</summary>
internal sealed record SpanTold(string Service, string Name, string Trace, string Id, string Parent, ulong Start, ulong End, bool IsError, IReadOnlyDictionary<string, string> Attributes)
{
    public static IEnumerable<SpanTold> In(byte[] request) =>
        from resource in new Wire(request).Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new SpanTold(
            Attributed.Of(resource.Message(1)!, 1)["service.name"], span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), span.Number(7), span.Number(8),
            span.Message(15)?.Number(3) == 2, Attributed.Of(span, 9));
}

/// <summary>A log record.</summary>
internal sealed record LogTold(string Service, string Body, ulong Severity, string Trace, string Span, IReadOnlyDictionary<string, string> Attributes)
{
    public static IEnumerable<LogTold> In(byte[] request) =>
        from resource in new Wire(request).Messages(1)
        from scope in resource.Messages(2)
        from log in scope.Messages(2)
        select new LogTold(Attributed.Of(resource.Message(1)!, 1)["service.name"], log.Message(5)!.Text(1), log.Number(2), log.Hex(9), log.Hex(10), Attributed.Of(log, 6));
}

/// <summary>A point of a counter or a histogram.</summary>
internal sealed record PointTold(string Service, string Metric, string Unit, bool IsDelta, long Count, double Sum, IReadOnlyDictionary<string, string> Attributes)
{
    private const ulong Delta = 1;

    public static IEnumerable<PointTold> In(byte[] request)
    {
        foreach (var resource in new Wire(request).Messages(1))
        {
            var service = Attributed.Of(resource.Message(1)!, 1)["service.name"];
            foreach (var metric in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                if (metric.Message(7) is { } counter)
                {
                    foreach (var point in counter.Messages(1))
                        yield return new(service, metric.Text(1), metric.Text(3), counter.Number(2) == Delta, (long)point.Number(6), point.Number(6), Attributed.Of(point, 7));
                }

                if (metric.Message(9) is not { } histogram) continue;
                foreach (var point in histogram.Messages(1))
                    yield return new(service, metric.Text(1), metric.Text(3), histogram.Number(2) == Delta, (long)point.Number(4), point.Double(5), Attributed.Of(point, 9));
            }
        }
    }
}

/// <summary>Key-value pairs of common.proto.</summary>
internal static class Attributed
{
    public static IReadOnlyDictionary<string, string> Of(Wire message, int field) => message.Messages(field).ToDictionary(pair => pair.Text(1), pair => ValueOf(pair.Message(2)!), StringComparer.Ordinal);

    private static string ValueOf(Wire any) => any.Has(1) ? any.Text(1)
        : any.Has(3) ? ((long)any.Number(3)).ToString(CultureInfo.InvariantCulture)
        : any.Has(4) ? any.Double(4).ToString(CultureInfo.InvariantCulture)
        : any.Number(2) == 1 ? "true" : "false";
}
