using System.Diagnostics;
using OpenTelemetry;
using PeakTrade.Engine;

namespace PeakTrade.Runs;

/// <summary>
/// Gives each span what holds of those around it, at its end: what a run is of is known after it has begun. So each span can be found by itself, by the run's id or the
/// batch's name.
/// </summary>
internal sealed class Inheritance : BaseProcessor<Activity>
{
    private volatile bool _hasNews;

    /// <summary>Whether something was told since the last flush.</summary>
    public bool HasNews
    {
        get => _hasNews;
        set => _hasNews = value;
    }

    public override void OnEnd(Activity data)
    {
        _hasNews = true;
        for (var around = data.Parent; around is not null; around = around.Parent)
        {
            foreach (var name in SpanAttributes.Inherited)
            {
                if (around.GetTagItem(name) is { } value && data.GetTagItem(name) is null) data.SetTag(name, value);
            }
        }
    }
}
