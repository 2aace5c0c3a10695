using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>The version that a result was worked out by.</summary>
public static class EngineVersion
{
    /// <summary>Major, minor and patch.</summary>
    public static string Current { get; } = typeof(Backtester).Assembly.GetName().Version!.ToString(3);
}
