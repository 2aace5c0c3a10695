using OpenTelemetry.Trace;

namespace PeakTrade.Runs;

/// <summary>A sampler that sends what another would, and has the process know the rest all the same: a log record of a trace that is not sent still says of which run it is.</summary>
internal sealed class UnsentButKnown(Sampler sampler) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var result = sampler.ShouldSample(samplingParameters);
        return result.Decision == SamplingDecision.Drop ? new SamplingResult(SamplingDecision.RecordOnly) : result;
    }
}
