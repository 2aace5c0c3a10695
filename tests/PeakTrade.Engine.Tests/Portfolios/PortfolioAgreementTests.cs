namespace PeakTrade.Engine.Tests.Portfolios;

public sealed class PortfolioAgreementTests
{
    private const int CasesASeed = 1_500;

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(53)]
    [InlineData(54)]
    public void A_portfolio_by_weights_agrees_with_the_plain_engine(ulong seed) => PortfolioCases.Check(CasesASeed, seed, PortfolioAgreement.Of);

    [Fact]
    public void Generated_options_are_ones_that_the_validator_takes() =>
        PortfolioCases.Check(1_000, 55, given => Assert.Empty(PortfolioBacktester.Validate(given.Portfolio, given.Options)));

    [Fact]
    public void The_generated_cases_reach_every_rule()
    {
        var runs = PortfolioCases.Sample(CasesASeed, 51).Select(given => given.Run()).ToList();
        var orders = runs.SelectMany(r => r.GetOrders()).ToList();
        foreach (var (status, words) in new[]
        {
            (OrderStatus.Filled, "rebalance from"), (OrderStatus.Filled, "max_turnover"), (OrderStatus.Filled, "max_gross_exposure"), (OrderStatus.Filled, "maintenance margin"),
            (OrderStatus.Filled, "the data of"), (OrderStatus.Rejected, "allow_short"), (OrderStatus.Rejected, "less than one lot"), (OrderStatus.Rejected, "no room"),
            (OrderStatus.Expired, "no bar at"), (OrderStatus.Expired, "is the last of"), (OrderStatus.Expired, "the data end"),
        })
        {
            var count = orders.Count(o => o.Status == status && o.Reason.Contains(words));
            Assert.True(count >= 3, $"{status} because of {words}: {count} orders");
        }

        Assert.True(runs.Count(r => r.Trades > 0) > runs.Count / 2);
        Assert.True(runs.Count(r => r.GetTrades().Any(t => t.Borrow > 0)) > 50);
        Assert.True(orders.Count(o => o.SignalBar < 0) > 50);
        Assert.True(runs.Count(r => r.FinalEquity <= 0) > 3);
    }
}
