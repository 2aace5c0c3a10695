using PeakTrade.Engine.Tca;

namespace PeakTrade.Engine;

/// <summary>Measures what trading cost a run. Each formula stands in <c>docs/tca-report.md</c>.</summary>
public static class TcaAnalysis
{
    /// <summary>The costs of a run that kept its order journal.</summary>
    /// <exception cref="PeakTradeException">The run has no journal (<c>Report.NoOrders</c>), or one that cannot be read.</exception>
    public static TcaReport Of(BacktestResult result, TcaInputs inputs)
    {
        var orders = Orders(result);
        var fills = FilledOrders.Measure(result, orders);
        var trades = RoundTrips.Gather(fills, result.GetTrades());
        var impact = new ImpactModel(inputs).Estimate(fills);
        var total = Sum(fills);
        var start = StartCapital(result);
        var gross = result.FinalEquity - start + total.Slippage + total.Fees + total.Borrow;
        return new TcaReport
        {
            Symbol = result.Symbol,
            Strategy = result.Strategy,
            Parameters = result.Parameters,
            Start = result.Start,
            End = result.End,
            Bars = result.Bars,
            StartCapital = start,
            FinalEquity = result.FinalEquity,
            GrossProfit = gross,
            DataHash = result.DataHash,
            ConfigHash = result.ConfigHash,
            Total = total,
            Fills = fills,
            Trades = trades,
            Groups = [.. FillGroups.Of(fills)],
            Unfilled = UnfilledOrders.Count(orders),
            Impact = impact with { CapacityEquity = Capacity(impact, gross, start) },
            Sensitivity = new SensitivityCurve(result, start, fills).Draw(inputs),
        };
    }

    internal static TcaCosts Sum(IEnumerable<TcaFill> fills)
    {
        var sum = default(TcaCosts);
        foreach (var fill in fills) sum += fill.Costs;
        return sum;
    }

    // A vectorized run keeps no journal, and a chain of windows has many, each counting for itself.
    private static IReadOnlyList<Order> Orders(BacktestResult result)
    {
        var orders = result.GetOrders();
        if (orders.Count > 0 || (result.Trades == 0 && result.Execution == ExecutionMode.Pipeline)) return orders;
        var why = result.Execution == ExecutionMode.Vectorized ? "execution = \"vectorized\" keeps none" : "its trades come from several windows put together";
        throw FaultCatalogue.ReportNoOrders.Because($"{result.Symbol}, {result.Strategy}: there is no order journal to measure costs from: {why}.", "Run it with execution = \"pipeline\" (-Execution Pipeline), and report on that run.", target: result.RunId is { } id ? id : result.Symbol);
    }

    private static double StartCapital(BacktestResult result)
    {
        var start = result.FinalEquity / (1 + (result.TotalReturn ?? 0));
        if (double.IsFinite(start) && start > 0) return start;
        var equity = result.GetEquity().Equity.Span; // All is lost: nothing to divide by.
        return equity.IsEmpty ? result.FinalEquity : equity[0];
    }

    // Units grow with the equity, gross profit with them, and impact by their power of 3/2: I k^1.5 = G k / 2, solved for k.
    private static double? Capacity(TcaImpact impact, double gross, double start)
    {
        if (impact.Cost is not > 0 || gross <= 0) return null;
        var grown = gross / (2 * impact.Cost.Value);
        return grown * grown * start is var equity && double.IsFinite(equity) ? equity : null;
    }
}
