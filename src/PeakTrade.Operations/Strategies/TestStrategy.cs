using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>A test for look-ahead as a door asks for it.</summary>
public sealed record TestStrategyRequest
{
    /// <summary>The absolute folder that relative paths of this request start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The key of a registered strategy.</summary>
    public string? Strategy { get; init; }

    /// <summary>A strategy that is not registered, such as a script block.</summary>
    public IStrategy? OwnStrategy { get; init; }

    /// <summary>Parameters; what is left out has its default.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Whether parameters may lie outside the range of their schema.</summary>
    public bool AllowOutOfRange { get; init; }

    /// <summary>The data to test on; generated bars where none are named.</summary>
    public string? DataPath { get; init; }

    /// <summary>The instrument of data that hold many.</summary>
    public string? Symbol { get; init; }

    /// <summary>The seed of the scrambled futures and of generated bars.</summary>
    public long Seed { get; init; } = 42;
}

/// <summary>Proves that a strategy does not look ahead, or names the first bar where it does.</summary>
public sealed class TestStrategy(StrategyRegistry strategies)
{
    private const int GeneratedBars = 2_000;

    // A script takes a microsecond or more for what compiled code does in ten nanoseconds.
    private const long ScriptWork = LookAheadProof.Work / 100;

    /// <summary>Runs the strategy on truncated and on future-scrambled data.</summary>
    public LookAheadReport Execute(TestStrategyRequest request, IListener listener, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        var strategy = request.OwnStrategy ?? strategies.Get(request.Strategy ?? throw FaultCatalogue.StrategyNotGiven.Because("No strategy was named.")).Strategy;
        var parameters = strategy.Info.Bind(request.Parameters, request.AllowOutOfRange);
        var bars = request.DataPath is { } path
            ? MarketData.Read(new DataOptions { Symbol = request.Symbol }, Path.GetFullPath(path, request.BaseFolder), cancel).Bars
            : SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "SAMPLE", Count = GeneratedBars, Seed = request.Seed });
        listener.Say($"Testing {strategy.Info.Key} ({parameters}) on {bars.Count} bars of {bars.Symbol}.");
        listener.Progress($"Testing {strategy.Info.Key} on {bars.Symbol}", null);
        return LookAheadProof.Run(strategy, bars, parameters, request.Seed, strategy.Info.HasSchema ? LookAheadProof.Work : ScriptWork, cancel);
    }
}
