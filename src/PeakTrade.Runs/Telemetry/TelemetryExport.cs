using System.Runtime.CompilerServices;

namespace PeakTrade.Runs;

/// <summary>
/// Sends what the product tells of its work to an OpenTelemetry collector, by the process's own environment. Off unless asked for: then nothing of OpenTelemetry is even
/// loaded. It changes no result, throws nothing, and keeps no command waiting for a collector that does not answer.
/// </summary>
public sealed class TelemetryExport
{
    private static readonly Lock Gate = new();
    private static string? _refused;

    private readonly OtlpPipeline _pipeline;
    private readonly Func<string, string> _redact;

    private TelemetryExport(OtlpPipeline pipeline, Func<string, string> redact) => (_pipeline, _redact) = (pipeline, redact);

    /// <summary>The process's own; null while telemetry is off.</summary>
    public static TelemetryExport? Current { get; private set; }

    /// <summary>
    /// Begins to send where the environment asks for it; once on it stays on. A value that cannot be used, or a part that is missing, is one warning for the process, and
    /// telemetry stays off.
    /// </summary>
    /// <param name="environment">The value of a variable; null where there is none.</param>
    /// <param name="version">The product's version.</param>
    /// <param name="redact">Takes secrets out of a text.</param>
    /// <param name="warn">Hears the warning.</param>
    public static void Begin(Func<string, string?> environment, string version, Func<string, string> redact, Action<string> warn)
    {
        if (Current is not null) return;
        lock (Gate)
        {
            if (Current is not null) return;
            try
            {
                if (TelemetryOptions.Read(environment) is { } options) Current = Start(options, version, redact);
            }
            catch (FormatException wrong)
            {
                Refuse(redact(wrong.Message), warn);
            }
#pragma warning disable CA1031 // Evidence cannot hurt: whatever keeps it from starting, the work goes on.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                // The text of the exception may hold the headers, and in them a password.
                Refuse($"Telemetry stays off: OpenTelemetry did not start ({fault.GetType().Name}); check the variables that begin with OTEL_.", warn);
            }
        }
    }

    /// <summary>A log record of what was said, with the attributes and the trace of the span that is open on this thread.</summary>
    public void Log(TelemetryLevel level, string message, string? fault = null) => _pipeline.Log(level, _redact(message), fault);

    /// <summary>
    /// Sends what has not been sent yet: call it at the end of a command. It waits for a collector that answers, and gives up on one that does not; that is one warning
    /// for the process.
    /// </summary>
    public void Flush(Action<string>? warn)
    {
        _pipeline.Flush();
        if (warn is not null && _pipeline.TakeComplaint() is { } complaint) warn(_redact(complaint));
    }

    // Apart, so that a process without telemetry never looks for OpenTelemetry's assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetryExport Start(TelemetryOptions options, string version, Func<string, string> redact) => new(new OtlpPipeline(options, version), redact);

    private static void Refuse(string why, Action<string> warn)
    {
        if (why == _refused) return;
        _refused = why;
        warn(why);
    }
}

/// <summary>How much a log record matters.</summary>
public enum TelemetryLevel
{
    /// <summary>What is being done.</summary>
    Information,

    /// <summary>What the user should know.</summary>
    Warning,

    /// <summary>A fault.</summary>
    Error,
}
