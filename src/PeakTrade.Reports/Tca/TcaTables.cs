using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>The report as CSV tables: every fill, and every figure. Numbers have every digit, undefined ones are empty.</summary>
public static class TcaTables
{
    private static readonly string[] FillColumns =
    [
        "number", "trade", "symbol", "signal_time", "time", "kind", "side", "action", "units", "decision_price", "market_price", "fill_price", "notional",
        "delay", "slippage", "fees", "borrow", "shortfall", "shortfall_bps", "participation", "impact_estimate",
    ];

    /// <summary>Writes a row a fill.</summary>
    public static void WriteFills(TcaReport report, TextWriter to)
    {
        Row(to, FillColumns);
        foreach (var fill in report.Fills)
        {
            var costs = fill.Costs;
            Row(to, fill.Number, fill.Trade, fill.Symbol, fill.SignalTime, fill.Time, TcaText.Word(fill.Kind), TcaText.Word(fill.Side), fill.IsBuy ? "buy" : "sell", fill.Units, fill.DecisionPrice, fill.MarketPrice,
                fill.FillPrice, costs.Notional, costs.Delay, costs.Slippage, costs.Fees, costs.Borrow, costs.Shortfall, costs.ShortfallBps, fill.Participation, fill.ImpactEstimate);
        }
    }

    /// <summary>Writes a row a figure: the part of the report, what of it, the figure, its value.</summary>
    public static void WriteSummary(TcaReport report, TextWriter to)
    {
        Row(to, "section", "name", "figure", "value");
        Row(to, "run", "", "symbol", report.Symbol);
        Row(to, "run", "", "strategy", report.Strategy);
        Row(to, "run", "", "start", report.Start);
        Row(to, "run", "", "end", report.End);
        Row(to, "run", "", "bars", report.Bars);
        Row(to, "run", "", "start_capital", report.StartCapital);
        Row(to, "run", "", "final_equity", report.FinalEquity);
        Row(to, "run", "", "gross_profit", report.GrossProfit);
        Row(to, "run", "", "trades", report.Trades.Count);
        Costs(to, "total", "", report.Total);
        foreach (var group in report.Groups) Costs(to, TcaText.Word(group.By), group.Name, group.Costs);
        foreach (var unfilled in report.Unfilled) Row(to, "unfilled", $"{TcaText.Word(unfilled.Status)} {TcaText.Word(unfilled.Kind)}: {unfilled.Reason}", "orders", unfilled.Orders);
        Impact(to, report.Impact);
        foreach (var point in report.Sensitivity.Points) Point(to, point);
        Row(to, "sensitivity", "", "approximate", report.Sensitivity.IsApproximate ? 1 : 0);
        Row(to, "sensitivity", "", "break_even_multiple", report.Sensitivity.BreakEvenMultiple);
    }

    private static void Costs(TextWriter to, string section, string name, TcaCosts costs)
    {
        Row(to, section, name, "fills", costs.Fills);
        Row(to, section, name, "notional", costs.Notional);
        foreach (var (part, money, bps) in TcaText.Parts(costs).Append(("Shortfall", costs.Shortfall, costs.ShortfallBps)))
        {
            Row(to, section, name, part.ToLowerInvariant(), money);
            Row(to, section, name, $"{part.ToLowerInvariant()}_bps", bps);
        }
    }

    private static void Impact(TextWriter to, TcaImpact impact)
    {
        Row(to, "impact_estimate", "", "coefficient", impact.Coefficient);
        Row(to, "impact_estimate", "", "fills", impact.Fills);
        Row(to, "impact_estimate", "", "cost", impact.Cost);
        Row(to, "impact_estimate", "", "cost_bps", impact.CostBps);
        Row(to, "impact_estimate", "", "mean_participation", impact.MeanParticipation);
        Row(to, "impact_estimate", "", "participation_95", impact.Participation95);
        Row(to, "impact_estimate", "", "max_participation", impact.MaxParticipation);
        Row(to, "impact_estimate", "", "capacity_equity", impact.CapacityEquity);
    }

    private static void Point(TextWriter to, in SensitivityPoint point)
    {
        var name = point.Multiple.ToString("R", CultureInfo.InvariantCulture);
        Row(to, "sensitivity", name, "final_equity", point.FinalEquity);
        Row(to, "sensitivity", name, "total_return", point.TotalReturn);
        Row(to, "sensitivity", name, "cagr", point.Cagr);
        Row(to, "sensitivity", name, "sharpe", point.Sharpe);
        Row(to, "sensitivity", name, "max_drawdown", point.MaxDrawdown);
        Row(to, "sensitivity", name, "trades", point.Trades);
    }

    private static void Row(TextWriter to, params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) to.Write(',');
            to.Write(CellText.ForCsv(cells[i]));
        }

        to.Write('\n');
    }
}
