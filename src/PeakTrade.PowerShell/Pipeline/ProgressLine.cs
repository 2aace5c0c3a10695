using System.Management.Automation;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>
/// The progress of one command. Work says how far it is as often as it likes, from any thread; the pipeline thread shows the latest of it, four times a
/// second at most, and nothing for what is over within the first quarter.
/// </summary>
internal sealed class ProgressLine(PeakTradeCmdlet cmdlet)
{
    public const int Id = 7311;
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private TimeSpan _next = Pause;
    private volatile Step? _latest;
    private Step? _shown;

    public void Report(string activity, double? fraction) => _latest = new(activity, fraction);

    /// <summary>Shows what is new, if it is time for it. On the pipeline thread.</summary>
    public void Show()
    {
        if (_latest is not { } step || step == _shown) return;
        var now = TimeProvider.System.GetElapsedTime(_started);
        if (now < _next) return;
        _next = now + Pause;
        _shown = step;
        cmdlet.WriteProgress(new ProgressRecord(Id, cmdlet.MyInvocation.MyCommand.Name, step.Activity) { PercentComplete = step.Fraction is { } done ? (int)(done * 100) : -1 });
    }

    /// <summary>Takes the line away again, where there is one. On the pipeline thread.</summary>
    public void Complete()
    {
        if (_shown is null) return;
        _shown = _latest = null;
        cmdlet.WriteProgress(new ProgressRecord(Id, cmdlet.MyInvocation.MyCommand.Name, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private sealed record Step(string Activity, double? Fraction);
}
