namespace PeakTrade.Runs.Tests.Telemetry;

public class TelemetryOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("false")]
    public void It_is_off_unless_it_is_asked_for(string? enabled) => Assert.Null(Read(("PEAK_OTEL_ENABLED", enabled), ("PEAK_OTEL_SAMPLE_RATIO", "nonsense")));

    [Fact]
    public void What_is_not_given_is_as_the_standard_has_it()
    {
        var options = Read(("PEAK_OTEL_ENABLED", "1"), ("PEAK_OTEL_SERVICE_NAME", " "))!;
        Assert.Equal(("peak-trade", "http://localhost:4317/", false, 1.0, 300), (options.ServiceName, options.Endpoint.AbsoluteUri, options.IsHttp, options.SampleRatio, options.Patience.TotalMilliseconds));
    }

    [Theory]
    [InlineData("http://collector:4317", null, false)]
    [InlineData("http://collector:4318", null, true)]
    [InlineData("https://collector/otlp", null, false)]
    [InlineData("https://collector/otlp", "http/protobuf", true)]
    [InlineData("http://collector:4318", "grpc", false)]
    public void The_port_says_the_protocol_unless_it_is_given(string endpoint, string? protocol, bool isHttp) =>
        Assert.Equal(isHttp, Read(("PEAK_OTEL_ENABLED", "true"), ("PEAK_OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("PEAK_OTEL_EXPORTER_OTLP_PROTOCOL", protocol))!.IsHttp);

    [Theory]
    [InlineData("PEAK_OTEL_ENABLED", "on")]
    [InlineData("PEAK_OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317")]
    [InlineData("PEAK_OTEL_EXPORTER_OTLP_ENDPOINT", "/collector")]
    [InlineData("PEAK_OTEL_EXPORTER_OTLP_PROTOCOL", "http")]
    [InlineData("PEAK_OTEL_SAMPLE_RATIO", "1.5")]
    [InlineData("PEAK_OTEL_SAMPLE_RATIO", "NaN")]
    [InlineData("PEAK_OTEL_SAMPLE_RATIO", "0,5")]
    [InlineData("PEAK_OTEL_PATIENCE_MS", "-1")]
    public void A_value_that_cannot_be_used_is_one_sentence_that_names_the_variable(string variable, string value)
    {
        var wrong = Assert.Throws<FormatException>(() => Read(("PEAK_OTEL_ENABLED", "1"), (variable, value)));
        Assert.StartsWith($"Telemetry stays off: {variable} is \"{value}\" and must be ", wrong.Message);
    }

    // The last of a name counts, as in an environment.
    private static TelemetryOptions? Read(params (string Name, string? Value)[] variables) => TelemetryOptions.Read(name => variables.LastOrDefault(v => v.Name == name).Value);
}
