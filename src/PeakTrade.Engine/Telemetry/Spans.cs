using System.Diagnostics;

namespace PeakTrade.Engine;

/// <summary>
/// The spans of the work, by the runtime's own means: whoever listens to the source hears them, and where nobody does a span is null. They stand at the edges only; what
/// is done a bar, or a rebalance, has none.
/// </summary>
public static class Spans
{
    /// <summary>The name of the source, and of the meter.</summary>
    public const string SourceName = "PeakTrade";

    /// <summary>A request for backtests: the root of its runs.</summary>
    public const string Backtest = "backtest";

    /// <summary>A batch: the root of its runs.</summary>
    public const string Batch = "batch";

    /// <summary>One run, from its data to its evidence.</summary>
    public const string Run = "run";

    /// <summary>Reading and checking data.</summary>
    public const string Load = "load";

    /// <summary>The strategy's decisions.</summary>
    public const string Signals = "signals";

    /// <summary>Orders, fills and figures.</summary>
    public const string Simulate = "simulate";

    /// <summary>Writing evidence.</summary>
    public const string Write = "write";

    /// <summary>A study of parameters.</summary>
    public const string Study = "study";

    /// <summary>A trial of a study.</summary>
    public const string Trial = "trial";

    /// <summary>A walk-forward validation.</summary>
    public const string WalkForward = "walkforward";

    /// <summary>A fold of a walk-forward validation.</summary>
    public const string Fold = "fold";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens.</summary>
    public static bool AreHeard => Source.HasListeners();

    /// <summary>A span under the one that is open on this thread; disposing it ends it. Null where nobody listens.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);
}
