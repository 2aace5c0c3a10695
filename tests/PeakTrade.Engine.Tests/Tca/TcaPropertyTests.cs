using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Tca;

/// <summary>What holds for the costs of every run.</summary>
public sealed class TcaPropertyTests
{
    [Fact]
    public void The_parts_add_up_to_what_was_paid_above_the_decision_prices() => Cases.Check(Cases.Any, 1_000, 71, given =>
    {
        var run = given.Pipeline();
        var report = TcaAnalysis.Of(run, TcaInputs.None);
        var filled = run.GetOrders().Where(o => o.Status == OrderStatus.Filled).ToList();
        var expected = filled.Sum(o => (o.IsBuy ? 1 : -1) * (o.FillPrice!.Value - o.DecisionPrice) * o.Units + o.Fee) + run.BorrowPaid;
        var scale = given.Options.StartCapital + filled.Sum(o => o.Units * o.FillPrice!.Value);
        Agreement.Same("shortfall", expected, report.Total.Shortfall, scale);
        Agreement.Same("fees", run.FeesPaid, report.Total.Fees, scale);
        Agreement.Same("slippage", run.SlippagePaid, report.Total.Slippage, scale);
        Agreement.Same("borrow", run.BorrowPaid, report.Total.Borrow, scale);
        foreach (var fill in report.Fills)
            Agreement.Same($"fill {fill.Number}", (fill.IsBuy ? 1 : -1) * (fill.FillPrice - fill.DecisionPrice) * fill.Units, fill.Costs.Delay + fill.Costs.Slippage, scale);
    });

    [Fact]
    public void Every_grouping_and_the_trades_add_up_to_the_sum() => Cases.Check(Cases.Any, 1_000, 72, given =>
    {
        var report = TcaAnalysis.Of(given.Pipeline(), TcaInputs.None);
        var scale = given.Options.StartCapital + report.Total.Notional;
        foreach (var costs in report.Groups.GroupBy(g => g.By).Select(g => g.Aggregate(default(TcaCosts), (sum, group) => sum + group.Costs)).Append(report.Trades.Aggregate(default(TcaCosts), (sum, t) => sum + t.Costs)))
        {
            Assert.Equal(report.Total.Fills, report.Total.Fills == 0 ? 0 : costs.Fills);
            Agreement.Same("notional", report.Total.Notional, costs.Notional, scale);
            Agreement.Same("delay", report.Total.Delay, costs.Delay, scale);
            Agreement.Same("slippage", report.Total.Slippage, costs.Slippage, scale);
            Agreement.Same("fees", report.Total.Fees, costs.Fees, scale);
            Agreement.Same("borrow", report.Total.Borrow, costs.Borrow, scale);
        }

        if (report.Total.Fills > 0) Assert.Equal(7, report.Groups.Select(g => g.By).Distinct().Count());
    });

    [Fact]
    public void The_trades_are_those_of_the_run() => Cases.Check(Cases.Any, 1_000, 73, given =>
    {
        var run = given.Pipeline();
        var trades = run.GetTrades();
        var report = TcaAnalysis.Of(run, TcaInputs.None);
        Assert.Equal(trades.Count, report.Trades.Count);
        foreach (var (own, trade) in report.Trades.Zip(trades))
        {
            Assert.Equal((trade.Side, trade.EntryTime, trade.IsOpen ? null : trade.ExitTime), (own.Side, own.EntryTime, own.ExitTime));
            Agreement.Same("profit", trade.Profit, own.Profit, given.Options.StartCapital);
            Agreement.Same("borrow", trade.Borrow, own.Costs.Borrow, given.Options.StartCapital);
        }
    });

    [Fact]
    public void Without_costs_the_approximated_run_has_every_cost_back_and_at_one_it_is_the_run() => Cases.Check(Cases.Any, 500, 74, given =>
    {
        var run = given.Pipeline();
        var curve = TcaAnalysis.Of(run, TcaInputs.None).Sensitivity;
        Assert.True(curve.IsApproximate);
        Assert.Equal([0, 1, 2, 5, 10], curve.Points.Select(p => p.Multiple));
        Assert.Equal((run.FinalEquity, run.TotalReturn, run.Cagr, run.Sharpe, run.MaxDrawdown, run.Trades), Figures(curve.Points[1]));
        var costs = run.FeesPaid + run.SlippagePaid + run.BorrowPaid;
        foreach (var point in curve.Points) Agreement.Same($"final equity at {point.Multiple}", run.FinalEquity - (point.Multiple - 1) * costs, point.FinalEquity!.Value, given.Options.StartCapital + 10 * costs);
    });

    internal static (double?, double?, double?, double?, double?, int?) Figures(SensitivityPoint p) => (p.FinalEquity, p.TotalReturn, p.Cagr, p.Sharpe, p.MaxDrawdown, p.Trades);
}
