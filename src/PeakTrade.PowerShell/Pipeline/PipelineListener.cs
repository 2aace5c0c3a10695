using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>Hands what an operation says to the pipeline thread.</summary>
internal sealed class PipelineListener(PeakTradeCmdlet cmdlet, PipelinePump pump, ProgressLine progress) : IListener
{
    public void Say(string message) => pump.Post(() => cmdlet.WriteVerbose(message));

    public void Warn(string message) => pump.Post(() => cmdlet.WriteWarning(message));

    public void Progress(string activity, double? fraction) => progress.Report(activity, fraction);
}
