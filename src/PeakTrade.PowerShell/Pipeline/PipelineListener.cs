using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>Hands what an operation says to the pipeline thread; progress at most four times a second.</summary>
internal sealed class PipelineListener(PeakTradeCmdlet cmdlet, PipelinePump pump) : IListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private TimeSpan _nextProgress = Pause;

    public void Say(string message) => pump.Post(() => cmdlet.WriteVerbose(message));

    public void Warn(string message) => pump.Post(() => cmdlet.WriteWarning(message));

    // What is over within the first quarter of a second shows no progress at all.
    public void Progress(string activity, double? fraction)
    {
        var now = TimeProvider.System.GetElapsedTime(_started);
        if (now < _nextProgress) return;
        _nextProgress = now + Pause;
        pump.Post(() => cmdlet.ShowProgress(new ProgressRecord(PeakTradeCmdlet.ProgressId, cmdlet.MyInvocation.MyCommand.Name, activity)
        {
            PercentComplete = fraction is { } done ? (int)(done * 100) : -1,
        }));
    }
}
