using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Hands on what an operation says, and has telemetry log it. How far the work is nobody wants to read later.</summary>
internal sealed class TelemetryListener(IListener listener, TelemetryExport telemetry) : IListener
{
    public void Say(string message)
    {
        telemetry.Log(TelemetryLevel.Information, message);
        listener.Say(message);
    }

    public void Warn(string message)
    {
        telemetry.Log(TelemetryLevel.Warning, message);
        listener.Warn(message);
    }

    public void Progress(string activity, double? fraction) => listener.Progress(activity, fraction);
}
