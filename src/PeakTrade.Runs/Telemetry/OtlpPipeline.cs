using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PeakTrade.Engine;
using SpanAttributes = PeakTrade.Engine.SpanAttributes;

namespace PeakTrade.Runs;

#pragma warning disable CA1001 // Lives as long as the process: to dispose of its parts would wait for a dead collector.
/// <summary>OpenTelemetry's own parts, put together: traces, metrics and logs of the product to one collector. Lives as long as the process.</summary>
internal sealed class OtlpPipeline
#pragma warning restore CA1001
{
    private const string TemporalityVariable = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";

    // A study makes tens of thousands of trials a second; what finds no room is dropped by OpenTelemetry, and only then.
    private const int MostSpansWaiting = 32_768;
    private const int SpansABatch = 2_048;

    // A collector that has answered is waited for as long as this.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    private readonly TelemetryOptions _options;
    private readonly CollectorWatch _collector;
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;
    private readonly BatchLogRecordExportProcessor _logs;
    private readonly ILogger _log;
    private readonly Inheritance _inheritance = new();

    public OtlpPipeline(TelemetryOptions options, string version)
    {
        _options = options;
        _collector = new CollectorWatch(options.Endpoint);
        // Nothing of the machine or the user: the name, the version and what OTEL_RESOURCE_ATTRIBUTES adds. No id of the process either: the counts of all processes are one series.
        var resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddEnvironmentVariableDetector().AddService(options.ServiceName, serviceVersion: version, autoGenerateServiceInstanceId: false);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Spans.SourceName)
            .SetSampler(new UnsentButKnown(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SampleRatio))))
            .AddProcessor(_inheritance)
            .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(Exporter("v1/traces")), MostSpansWaiting, maxExportBatchSize: SpansABatch))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Spans.SourceName)
            .AddReader(Reader())
            .Build();
        _logs = new BatchLogRecordExportProcessor(new OtlpLogExporter(Exporter("v1/logs")));
#pragma warning disable CA2000 // Lives as long as the process; to dispose of it would wait for a dead collector.
        var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(log =>
        {
            log.SetResourceBuilder(resource);
            log.IncludeFormattedMessage = true;
            log.AddProcessor(_logs);
        }));
#pragma warning restore CA2000
        _log = factory.CreateLogger(Spans.SourceName);
    }

    public void Log(TelemetryLevel level, string message, string? fault)
    {
        var state = new LogState(message);
        if (fault is not null) state.Add(new(SpanAttributes.Fault, fault));
        for (var span = Activity.Current; span is not null; span = span.Parent) state.AddMissing(span);
#pragma warning disable CA1873 // No level is switched off.
        _log.Log(LevelOf(level), default, state, null, static (said, _) => said.Message);
#pragma warning restore CA1873
        _inheritance.HasNews = true;
    }

    public void Flush()
    {
        // Who did not answer before is sent to in the background; the next command does not wait again.
        if (_collector.IsGivenUp || !_inheritance.HasNews) return;
        _inheritance.HasNews = false;
        var limit = (int)LongestWait.TotalMilliseconds;
        // Each on a thread of its own that nobody has to wait for: an export in the middle of a request hears no limit. The pool's threads are wanted for the connections.
        Thread[] flushes =
        [
            OnThread(() => _traces.ForceFlush(limit)),
            OnThread(() => _metrics.ForceFlush(limit)),
            OnThread(() => _logs.ForceFlush(limit)),
        ];
        var began = Stopwatch.GetTimestamp();
        foreach (var flush in flushes)
        {
            while (!flush.Join(Look))
            {
                var isSilent = !_collector.HasAnswered && _collector.Silence > _options.Patience;
                if (!isSilent && Stopwatch.GetElapsedTime(began) < LongestWait) continue;
                if (isSilent) _collector.GiveUp();
                return;
            }
        }
    }

    private static Thread OnThread(Action flush)
    {
        var thread = new Thread(() => flush()) { IsBackground = true, Name = "telemetry flush" };
        thread.Start();
        return thread;
    }

    public string? TakeComplaint() => _collector.TakeComplaint();

    private OtlpExporterOptions Exporter(string path)
    {
        var exporter = new OtlpExporterOptions { Protocol = _options.IsHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc };
        exporter.HttpClientFactory = () => _collector.Client(exporter.TimeoutMilliseconds);
        exporter.Endpoint = _options.IsHttp ? new Uri($"{_options.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}") : _options.Endpoint;
        return exporter;
    }

    // A command lives for seconds, and a count that begins at 1 in each process is no count: each process sends what it adds.
    private PeriodicExportingMetricReader Reader()
    {
        var reader = new PeriodicExportingMetricReader(new OtlpMetricExporter(Exporter("v1/metrics")));
        reader.TemporalityPreference = string.Equals(Environment.GetEnvironmentVariable(TemporalityVariable), "cumulative", StringComparison.OrdinalIgnoreCase)
            ? MetricReaderTemporalityPreference.Cumulative
            : MetricReaderTemporalityPreference.Delta;
        return reader;
    }

    private static LogLevel LevelOf(TelemetryLevel level) => level switch
    {
        TelemetryLevel.Error => LogLevel.Error,
        TelemetryLevel.Warning => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    /// <summary>What was said, and of which work.</summary>
    private sealed class LogState(string message) : List<KeyValuePair<string, object?>>
    {
        public string Message => message;

        // What a span says of itself goes before what the one around it does.
        public void AddMissing(Activity span)
        {
            foreach (var name in SpanAttributes.Inherited)
            {
                if (span.GetTagItem(name) is { } value && !Exists(tag => tag.Key == name)) Add(new(name, value));
            }
        }
    }
}
