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

    /// <summary>Reads what runs were made from, for the reports of one command; relative paths inside a bundle start from the folder.</summary>
    public RunReader RunReader(string baseFolder) => new(_strategies, baseFolder);
}
