namespace PeakTrade.Engine.Tests.Backtests;

/// <summary>Nothing is allocated a bar but the columns that a result keeps.</summary>
public sealed class AllocationTests
{
    private const int Fewer = 100_000, More = 200_000;
    private static readonly Bars Bars = Momentum.Walk(More);
    private static readonly sbyte[] Flat = new sbyte[More];
    private static readonly sbyte[] Long = [.. Enumerable.Repeat((sbyte)1, More)];

    // The equity.
    private const long Columns = sizeof(double) * (More - Fewer);

    public static TheoryData<ExecutionMode, FillRule> Executions => new()
    {
        { ExecutionMode.Pipeline, FillRule.NextOpen }, { ExecutionMode.Pipeline, FillRule.Close }, { ExecutionMode.Vectorized, FillRule.NextOpen }, { ExecutionMode.Vectorized, FillRule.Close },
    };

    [Theory]
    [MemberData(nameof(Executions))]
    public void A_run_without_trades_allocates_its_columns_only(ExecutionMode execution, FillRule fill) =>
        Assert.InRange(Growth(Flat, new() { Execution = execution, Fill = fill }), Columns, Columns + 4_096);

    [Theory]
    [MemberData(nameof(Executions))]
    public void A_run_that_holds_a_position_allocates_its_columns_only(ExecutionMode execution, FillRule fill) =>
        Assert.InRange(Growth(Long, new() { Execution = execution, Fill = fill, MaxLeverage = 1.1, Sizing = new(SizingKind.Fraction, 1.1) }), Columns, Columns + 4_096);

    [Fact]
    public void A_run_with_levels_that_nobody_reaches_allocates_its_columns_only() =>
        Assert.InRange(Growth(Long, new() { StopLoss = Distance.OfPrice(0.999), TakeProfit = Distance.OfAtr(14, 1e9), TrailingStop = Distance.OfPrice(0.999) }),
            Columns + sizeof(double) * (More - Fewer), Columns + sizeof(double) * (More - Fewer) + 4_096);

    [Theory]
    [InlineData(ExecutionMode.Pipeline)]
    [InlineData(ExecutionMode.Vectorized)]
    public void Each_further_run_of_a_sweep_allocates_no_more_than_its_figures(ExecutionMode execution)
    {
        var strategy = new Momentum();
        var bars = Bars.First(20_000);
        var sets = Enumerable.Range(1, 60).Select(strategy.With).ToList();
        long Allocated(int count) => Measured(() => ParameterSweep.Run(bars, strategy, sets[..count], new() { Execution = execution }, workers: 1));
        Allocated(60);
        var each = (Allocated(60) - Allocated(20)) / 40;
        Assert.InRange(each, 1, 4_096);
    }

    private static long Growth(sbyte[] states, BacktestOptions options)
    {
        long Allocated(int count) => Measured(() => Backtester.Run(Bars.First(count), states.AsSpan(0, count), options));
        // The first runs fill the pools.
        Allocated(More);
        Allocated(Fewer);
        return Allocated(More) - Allocated(Fewer);
    }

    private static long Measured(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
