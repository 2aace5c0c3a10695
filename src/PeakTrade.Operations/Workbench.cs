using PeakTrade.Configuration;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>The operations, put together once for a process; each door holds one.</summary>
public sealed class Workbench
{
    private readonly StrategyRegistry _strategies;
    private readonly Func<TrackingSession> _track;

    /// <summary>Operations over one registry of strategies and one clock.</summary>
    public Workbench(TimeProvider? clock = null)
    {
        var strategies = new StrategyRegistry();
        var trackers = new TrackerRegistry();
        _track = () => new TrackingSession(trackers, clock ?? TimeProvider.System);
        Backtest = new RunBacktest(strategies, trackers, clock ?? TimeProvider.System);
        Measure = new MeasureBacktest(Backtest, clock ?? TimeProvider.System);
        Study = new RunStudy(strategies, trackers, clock ?? TimeProvider.System);
        WalkForward = new RunWalkForward(strategies, trackers, clock ?? TimeProvider.System);
        Batch = new RunBatch(strategies, trackers, clock ?? TimeProvider.System);
        TestRuns = new TestRuns(strategies, clock ?? TimeProvider.System);
        FindStrategies = new FindStrategies(strategies);
        TestStrategy = new TestStrategy(strategies);
        RegisterStrategy = new RegisterStrategy(strategies);
        RegisterTracker = new RegisterTracker(trackers);
        WaitingRuns = new WaitingRuns(trackers, clock ?? TimeProvider.System);
        _strategies = strategies;
    }

    /// <summary>Runs a backtest.</summary>
    public RunBacktest Backtest { get; }

    /// <summary>Shows where the time and memory of a backtest go.</summary>
    public MeasureBacktest Measure { get; }

    /// <summary>Searches parameters.</summary>
    public RunStudy Study { get; }

    /// <summary>Tries searched parameters on data they have not seen.</summary>
    public RunWalkForward WalkForward { get; }

    /// <summary>Runs a batch of backtests.</summary>
    public RunBatch Batch { get; }

    /// <summary>Checks stored runs against their receipts, and does them again.</summary>
    public TestRuns TestRuns { get; }

    /// <summary>Lists strategies.</summary>
    public FindStrategies FindStrategies { get; }

    /// <summary>Proves that a strategy does not look ahead.</summary>
    public TestStrategy TestStrategy { get; }

    /// <summary>Registers strategies of the user's own.</summary>
    public RegisterStrategy RegisterStrategy { get; }

    /// <summary>Registers trackers of the user's own.</summary>
    public RegisterTracker RegisterTracker { get; }

    /// <summary>Shows and delivers tracked runs that wait.</summary>
    public WaitingRuns WaitingRuns { get; }

    /// <summary>The trackers of one command, for all requests that it makes.</summary>
    public TrackingSession Track() => _track();

    /// <summary>
    /// The listener of a command, whose words telemetry hears as well where the environment asks for it (<c>PEAK_OTEL_ENABLED</c>); call it when a command begins, and
    /// <see cref="Flush"/> when it has ended.
    /// </summary>
    public static IListener Hear(IListener listener)
    {
        TelemetryExport.Begin(Environment.GetEnvironmentVariable, EngineVersion.Current, Secrets.Redact, listener.Warn);
        return TelemetryExport.Current is { } telemetry ? new TelemetryListener(listener, telemetry) : listener;
    }

    /// <summary>Has telemetry send what a command told of its work. It gives up on a collector that does not answer, and says so once in the life of the process.</summary>
    public static void Flush(Action<string>? warn) => TelemetryExport.Current?.Flush(warn);

    /// <summary>Tells telemetry of a fault that ends a command, unless the operation has told of it.</summary>
    public static void Tell(PeakTradeException fault) => Told.Fault(fault);

    /// <summary>Reads what runs were made from, for the reports of one command; relative paths inside a bundle start from the folder.</summary>
    public RunReader RunReader(string baseFolder) => new(_strategies, baseFolder);
}
