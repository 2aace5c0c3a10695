using System.Diagnostics;

namespace PeakTrade.Cli.Tests.Telemetry;

/// <summary>Collectors that are not there, or are as good as that: the run does not notice, and its end does not wait.</summary>
public sealed class DeadCollectorTests : IDisposable
{
    // What a machine that is busy with other tests may need for the rest of the command.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [LinuxTheory]
    [InlineData(nameof(Manner.NeverAnswers), "does not answer")]
    [InlineData(nameof(Manner.AnswersServerError), "answers 500")]
    [InlineData(nameof(Manner.ClosesInTheMiddle), "")]
    public void One_that_misbehaves_is_one_warning(string manner, string why)
    {
        using var collector = new Receiver(Enum.Parse<Manner>(manner));
        Warned(collector.Endpoint, why);
        Assert.NotEqual(0, collector.Connections);
    }

    [LinuxTheory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public void One_that_is_not_there_is_one_warning(string protocol)
    {
        string endpoint;
        using (var gone = new Receiver()) endpoint = gone.Endpoint;
        // On a machine that is busy even a refusal may come too late to be waited for.
        Warned(endpoint, "", protocol);
    }

    private void Warned(string endpoint, string why, string protocol = "http/protobuf")
    {
        var data = _place.Sample();
        string[] command = ["backtest", data, "-s", "ma_crossover"];
        var clock = Stopwatch.StartNew();
        var without = _place.Process(command).Good();
        var usual = clock.Elapsed;
        clock.Restart();
        var outcome = _place.ProcessWith(["PEAK_OTEL_ENABLED=1", $"PEAK_OTEL_EXPORTER_OTLP_ENDPOINT={endpoint}", $"PEAK_OTEL_EXPORTER_OTLP_PROTOCOL={protocol}"], command);

        // Its exporter would wait for ten seconds.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, usual + usual + Slack);
        Assert.Equal(0, outcome.Code);
        Assert.Equal(without.Lines.Length, outcome.Lines.Length);
        var warning = Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"peaktrade: warning: Telemetry does not reach {endpoint}: ", warning);
        Assert.Contains(why, warning);
        Assert.Equal(2, _place.Runs.Count);
    }
}
