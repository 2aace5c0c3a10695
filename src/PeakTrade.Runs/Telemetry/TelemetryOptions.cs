using System.Globalization;

namespace PeakTrade.Runs;

/// <summary>Whether and where to telemetry is sent, as the environment says it.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Switches telemetry on.</summary>
    public const string EnabledVariable = "PEAK_OTEL_ENABLED";

    /// <summary>What the service is called.</summary>
    public const string ServiceNameVariable = "PEAK_OTEL_SERVICE_NAME";

    /// <summary>Where the collector listens.</summary>
    public const string EndpointVariable = "PEAK_OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>How the collector is spoken to.</summary>
    public const string ProtocolVariable = "PEAK_OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Which part of the traces is sent.</summary>
    public const string SampleRatioVariable = "PEAK_OTEL_SAMPLE_RATIO";

    /// <summary>How long the end of a command waits for a collector that does not answer.</summary>
    public const string PatienceVariable = "PEAK_OTEL_PATIENCE_MS";

    // Where OTLP over HTTP is at home; gRPC is at 4317.
    private const int HttpPort = 4318;
    private const int LongestPatience = 60_000;

    /// <summary>What the service is called.</summary>
    public string ServiceName { get; init; } = "peak-trade";

    /// <summary>Where the collector listens.</summary>
    public Uri Endpoint { get; init; } = new("http://localhost:4317");

    /// <summary>Whether it is spoken to by protobuf over HTTP; else by gRPC.</summary>
    public bool IsHttp { get; init; }

    /// <summary>Which part of the traces is sent, from 0 to 1; a trace is sent whole or not at all.</summary>
    public double SampleRatio { get; init; } = 1;

    /// <summary>How long the end of a command waits for a collector that does not answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>What the environment asks for; null where telemetry is off.</summary>
    /// <exception cref="FormatException">A variable's value cannot be used; the message is one sentence that names it.</exception>
    public static TelemetryOptions? Read(Func<string, string?> environment)
    {
        if (!Switch(environment(EnabledVariable))) return null;
        var options = new TelemetryOptions();
        if (Given(ServiceNameVariable) is { } name) options = options with { ServiceName = name };
        if (Given(EndpointVariable) is { } endpoint) options = options with { Endpoint = AddressOf(endpoint) };
        if (Given(SampleRatioVariable) is { } ratio) options = options with { SampleRatio = NumberOf(SampleRatioVariable, ratio, 1) };
        if (Given(PatienceVariable) is { } patience) options = options with { Patience = TimeSpan.FromMilliseconds(NumberOf(PatienceVariable, patience, LongestPatience)) };
        return options with { IsHttp = Given(ProtocolVariable) is { } protocol ? IsHttpIn(protocol) : options.Endpoint.Port == HttpPort };

        string? Given(string variable) => environment(variable)?.Trim() is { Length: > 0 } value ? value : null;
    }

    private static bool Switch(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        null or "" or "0" or "false" => false,
        "1" or "true" => true,
        _ => throw Bad(EnabledVariable, value, "1 or 0"),
    };

    private static Uri AddressOf(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw Bad(EndpointVariable, value, "an address such as http://localhost:4317");

    private static bool IsHttpIn(string value) => value switch
    {
        "http/protobuf" => true,
        "grpc" => false,
        _ => throw Bad(ProtocolVariable, value, "grpc or http/protobuf"),
    };

    private static double NumberOf(string variable, string value, double most) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most
            ? number
            : throw Bad(variable, value, string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {most}"));

    private static FormatException Bad(string variable, string value, string wanted) => new($"Telemetry stays off: {variable} is \"{value}\" and must be {wanted}.");
}
