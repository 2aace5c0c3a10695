namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>Nothing is allocated a row but the columns that a result keeps.</summary>
public sealed class PortfolioAllocationTests
{
    private const int Fewer = 10_000, More = 20_000;

    // Of each row the equity, the number of positions, the exposure, and the two columns of the index that it is measured against.
    private static readonly long Columns = (More - Fewer) * (4 * sizeof(double) + System.Runtime.CompilerServices.Unsafe.SizeOf<ExposurePoint>());

    [Theory]
    [InlineData(FillRule.NextOpen)]
    [InlineData(FillRule.Close)]
    public void A_portfolio_that_is_held_allocates_its_columns_only(FillRule fill)
    {
        // Five minutes a bar: all rows lie in one quarter.
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var universe = Universe.Of("FIVE", Enumerable.Range(0, 5).Select(i =>
        {
            double[] prices = [.. Enumerable.Range(0, More + 1).Select(t => 100 + 10 * Math.Sin(t / 300.0 + i))];
            return new Bars($"{(char)('A' + i)}", [.. Enumerable.Range(0, More + 1).Select(t => start.AddMinutes(5 * t).Ticks)], prices, prices, prices, prices);
        }));
        long Allocated(int rows)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var run = PortfolioBacktester.RunEqualWeight(universe, new() { Rebalance = RebalanceFrequency.Quarterly }, new() { Fill = fill }, 0, rows);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal((1, 5), (run.Portfolio!.Rebalances, run.Trades));
            return allocated;
        }

        // The first runs fill the pools.
        Allocated(More);
        Allocated(Fewer);
        Assert.InRange(Allocated(More) - Allocated(Fewer), 1, Columns + 4_096);
    }
}
