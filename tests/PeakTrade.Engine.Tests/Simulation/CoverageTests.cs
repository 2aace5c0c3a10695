namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>Agreement over generated cases is worth what the cases hold: each event of the law must really occur in them.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void The_generated_cases_hold_every_event_of_the_law()
    {
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var seed in AgreementTests.SeedNumbers)
        {
            Cases.Check(Cases.Any, AgreementTests.CasesASeed, seed, given =>
            {
                foreach (var sight in Events(given.Reference(), given).Distinct()) seen[sight] = seen.GetValueOrDefault(sight) + 1;
            });
        }

        string[] wanted =
        [
            "StopLoss", "StopLoss gapped", "TakeProfit", "TakeProfit gapped", "TrailingStop", "TrailingStop gapped", "Liquidation", "Liquidation gapped", "Liquidation of a long",
            "Liquidation of a short", "ambiguous", "ambiguous, target first", "readings differ", "rejected: short", "rejected: equity", "rejected: 0 units", "rejected: average true range",
            "rejected: volatility", "rejected: distance", "expired entry", "expired exit", "expired level", "cancelled", "cut to leverage", "open at the end", "reversal", "stopped in the entry bar",
            "borrow paid", "ruin", "lots", "no trades",
        ];
        var missing = wanted.Where(w => seen.GetValueOrDefault(w) < 5).Select(w => $"{w}: {seen.GetValueOrDefault(w)}");
        Assert.True(!missing.Any(), $"Fewer than 5 cases hold {string.Join("; ", missing)}");
    }

    private static IEnumerable<string> Events(ReferenceRun run, Case given)
    {
        foreach (var order in run.Orders)
        {
            var level = order.Kind is not (OrderKind.Entry or OrderKind.Exit);
            switch (order.Status)
            {
                case OrderStatus.Rejected: yield return $"rejected: {order.Why}"; break;
                case OrderStatus.Expired: yield return level ? "expired level" : order.Kind == OrderKind.Entry ? "expired entry" : "expired exit"; break;
                case OrderStatus.Cancelled: yield return "cancelled"; break;
                default:
                    if (level) yield return order.Why == "gap" ? $"{order.Kind} gapped" : $"{order.Kind}";
                    if (order.Kind == OrderKind.Liquidation) yield return order.Side == Side.Long ? "Liquidation of a long" : "Liquidation of a short";
                    if (order.Why == "ambiguous") yield return order.Kind == OrderKind.TakeProfit ? "ambiguous, target first" : "ambiguous";
                    if (order.Why == "leverage") yield return "cut to leverage";
                    if (given.Options.LotStep > 0) yield return "lots";
                    break;
            }
        }

        if (run.OpenAtEnd) yield return "open at the end";
        if (run.Trades.Count == 0) yield return "no trades";
        if (run.Equity.Any(e => e <= 0)) yield return "ruin";
        if (run.Trades.Any(t => t.Borrow > 0)) yield return "borrow paid";
        if (run.Trades.Any(t => t.ExitKind is not null and not OrderKind.Exit && t.EntryBar == t.ExitBar)) yield return "stopped in the entry bar";
        if (Math.Abs(run.FinalPessimistic - run.FinalOptimistic) > 1) yield return "readings differ";
        if (run.Trades.Zip(run.Trades.Skip(1)).Any(p => p.First.ExitKind == OrderKind.Exit && p.First.ExitBar == p.Second.EntryBar)) yield return "reversal";
    }
}
