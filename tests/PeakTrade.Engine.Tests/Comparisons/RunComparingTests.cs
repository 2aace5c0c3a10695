using PeakTrade.Engine.Tests.Risk;

namespace PeakTrade.Engine.Tests.Comparisons;

public class RunComparingTests
{
    private static readonly IReadOnlyDictionary<(ComparisonKind Kind, string Name), object?> None = new Dictionary<(ComparisonKind Kind, string Name), object?>();

    [Fact]
    public void Parameters_of_different_strategies_stand_side_by_side_with_gaps()
    {
        var comparison = Compare(Run("a", ("fast", 20L), ("slow", 50L)), Run("b", ("fast", 20.0), ("window", 14L)));
        var rows = comparison.Rows.Where(r => r.Kind == ComparisonKind.Parameter).ToList();
        Assert.Equal(["fast", "slow", "window"], rows.Select(r => r.Name));
        Assert.Equal([false, true, true], rows.Select(r => r.Differs));
        Assert.Equal([50L, null], rows[1].Values);
        Assert.True(comparison.Rows.Single(r => r.Name == "strategy").Differs);
    }

    [Fact]
    public void The_best_of_a_figure_is_the_highest_or_the_lowest_as_it_means_and_none_where_two_share_it()
    {
        var (one, two) = (Run("a") with { MaxDrawdown = -0.1, FeesPaid = 5, Sharpe = 1, Trades = 3 }, Run("a") with { MaxDrawdown = -0.2, FeesPaid = 3, Sharpe = 1, Trades = 4 });
        var rows = Compare(one, two).Rows.Where(r => r.Kind == ComparisonKind.Metric).ToDictionary(r => r.Name);
        Assert.Equal((0, 1, null, null), (rows["max_drawdown"].Best, rows["fees_paid"].Best, rows["sharpe"].Best, rows["trades"].Best));
        Assert.Equal([0, -2], rows["fees_paid"].Differences);
        Assert.Equal(["★-10.00 %", "-20.00 %"], rows["max_drawdown"].Cells);
    }

    [Fact]
    public void Cells_of_five_runs_fit_into_ten_characters_and_lose_no_leading_digit()
    {
        var runs = Enumerable.Range(0, 5).Select(i => Run("breakout_donchian") with { FinalEquity = 1_961_148.0993 + i, Expectancy = -30_286.457 - i, Skew = -0.0036 }).ToList();
        var rows = RunComparing.Of(runs, ["1", "2", "3", "4", "5"], 0, [None, None, None, None, None]).Rows.ToDictionary(r => r.Name);
        Assert.All(rows.Values, row => Assert.All(row.Cells, cell => Assert.InRange(cell.Length, 0, 10)));
        Assert.Equal(["1961148", "★1961152"], new[] { rows["final_equity"].Cells[0], rows["final_equity"].Cells[4] });
        Assert.Equal("★-30286.46", rows["expectancy"].Cells[0]);
        Assert.Equal("0.00", rows["skew"].Cells[0]);
        Assert.Equal("breakout_…", rows["strategy"].Cells[0]);
    }

    [Fact]
    public void Facts_that_no_run_has_are_left_out()
    {
        Dictionary<(ComparisonKind Kind, string Name), object?> first = new() { [(ComparisonKind.Setting, "backtest.fee_bps")] = 10L, [(ComparisonKind.Setting, "data.from")] = null };
        Dictionary<(ComparisonKind Kind, string Name), object?> second = new() { [(ComparisonKind.Setting, "backtest.fee_bps")] = 5L, [(ComparisonKind.Setting, "data.from")] = null };
        var row = Assert.Single(RunComparing.Of([Run("a"), Run("a")], ["1", "2"], 1, [first, second]).Rows, r => r.Kind == ComparisonKind.Setting);
        Assert.True(row.Differs);
        Assert.Equal([5, 0], row.Differences);
    }

    [Fact]
    public void Each_run_but_the_reference_is_tested_against_it()
    {
        var comparison = RunComparing.Of([Run("a"), Run("b"), Run("c")], ["1", "2", "3"], 1, [None, None, None]);
        Assert.Equal([0, 2], comparison.SharpeDifferences.Select(d => d.Run));
        var verdict = comparison.Rows.Single(r => r.Name == "sharpe_verdict");
        Assert.Equal(["same", "reference", "same"], verdict.Cells);
        Assert.Null(verdict.Values[1]);
    }

    private static RunComparison Compare(BacktestResult one, BacktestResult two) => RunComparing.Of([one, two], ["1", "2"], 0, [None, None]);

    private static BacktestResult Run(string strategy, params (string Name, object Value)[] parameters)
    {
        double[] equity = [100, .. GivenRun.Returns(100, 3).Select((r, i) => 100 + 10 * r * i)];
        return new GivenRun { Equity = equity }.Result with { Strategy = strategy, Parameters = new ParameterSet(parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))) };
    }
}
