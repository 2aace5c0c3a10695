namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>What the generated universes bring about: an agreement over cases in which nothing happens would say nothing.</summary>
public sealed class SharedCashCoverageTests
{
    [Fact]
    public void Generated_universes_bring_about_every_end_of_an_order_and_every_rule()
    {
        var seen = new Dictionary<string, int>();
        foreach (var seed in SharedCashAgreementTests.SeedNumbers) SharedCases.Check(SharedCashAgreementTests.CasesASeed, seed, given =>
        {
            var run = given.Run();
            foreach (var order in run.GetOrders())
            {
                Count($"{order.Kind} {order.Status}");
                foreach (var word in new[] { "max_positions", "gross exposure leaves", "gross exposure of the positions", "leverage cap", "no equity", "allow_short" }.Where(order.Reason.Contains)) Count(word);
            }

            if (run.AmbiguousBars > 0 && run.FinalEquityPessimistic != run.FinalEquityOptimistic) Count("an interval");
            if (run.Portfolio!.Delisted.Count > 0) Count("delisted");
            if (run.GetExposure().Any(e => e is { Long: > 0, Short: > 0 })) Count("long and short at once");
            if (run.GetExposure().Any(e => e.Cash < 0)) Count("borrowed cash");
            if (run.GetTrades().Any(t => given.Universe.RowFrom(t.EntryTime) > given.From + 1 && Suspended(given, t))) Count("held while suspended");
        });

        string[] wanted =
        [
            "Entry Filled", "Entry Rejected", "Entry Expired", "Exit Filled", "Exit Expired", "StopLoss Filled", "StopLoss Cancelled", "StopLoss Expired", "TakeProfit Filled", "TrailingStop Filled",
            "Liquidation Filled", "Delisting Filled", "max_positions", "gross exposure leaves", "gross exposure of the positions", "leverage cap", "no equity", "allow_short", "an interval", "delisted",
            "long and short at once", "borrowed cash", "held while suspended",
        ];
        Assert.All(wanted, what => Assert.True(seen.GetValueOrDefault(what) >= 5, $"{what}: {seen.GetValueOrDefault(what)}"));

        void Count(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
    }

    private static bool Suspended(SharedCase given, Trade trade)
    {
        var number = given.Universe.Symbols.Index().First(s => s.Item == trade.Symbol).Index;
        for (var row = given.From + trade.EntryBar; row < given.From + trade.ExitBar; row++)
        {
            if (given.Universe.BarsAt(row)[number] < 0) return true;
        }

        return false;
    }
}
