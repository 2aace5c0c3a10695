namespace PeakTrade.Operations.Tests.Backtests;

/// <summary>A run that does not come to its end leaves nothing behind.</summary>
public sealed class StoppedTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_run_cancelled_while_its_strategy_decides_is_not_stored()
    {
        using var stop = new CancellationTokenSource();
        var request = _desk.Request with { Strategy = null, OwnStrategy = new Deciding(stop.Cancel) };
        Assert.ThrowsAny<OperationCanceledException>(() => _desk.Run(request, stop.Token));
        Assert.Empty(_desk.Runs);
    }

    [Fact]
    public void A_run_cancelled_before_it_begins_is_not_stored()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _desk.Run(_desk.Request, stop.Token));
        Assert.Empty(_desk.Runs);
    }

    [Fact]
    public void A_strategy_that_throws_fails_its_own_run_only()
    {
        var request = _desk.Request with { Strategy = null, OwnStrategy = new Deciding(() => throw new InvalidOperationException("boom")) };
        Assert.Equal("Strategy.Threw", Assert.Throws<PeakTradeException>(() => _desk.Run(request)).Kind.Id);
        Assert.Empty(_desk.Runs);
        Assert.NotNull(_desk.Run(_desk.Request).RunId);
    }

    private sealed class Deciding(Action act) : IStrategy
    {
        public StrategyInfo Info { get; } = new("deciding", "For a test.", []);

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) => act();
    }
}
