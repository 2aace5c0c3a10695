using static PeakTrade.Reports.Tests.MadeRun;

namespace PeakTrade.Reports.Tests;

public class BacktestTextTests
{
    private static readonly MadeRun Run = new()
    {
        Parameters = new ParameterSet([new("fast_window", 20L)]),
        Metrics = new() { FinalEquity = 10_400, TotalReturn = 0.04, WinRate = 2.0 / 3, ProfitFactor = 2.6, Expectancy = 26.67, AverageHoldingBars = 4.5, LongestHoldingBars = 1_200, MaxDrawdown = -0.02, MaxDrawdownBars = 1 },
        Trades = [Trade(1, 100, 5), Trade(2, -50, 2, OrderKind.StopLoss), Trade(3, 30, 4, OrderKind.TakeProfit, Side.Short), Trade(4, 70, 9, exit: null)],
    };

    [Fact]
    public void Sides_and_exits_stand_in_a_table()
    {
        var text = BacktestText.Of(Run.Result);
        Assert.Contains(
            """
            Trades
            ------
                                             trades            won  profit factor         profit           fees
            long                                  3        50.00 %           2.00         120.00           3.00
            short                                 1       100.00 %      undefined          30.00           1.00
            exit                                  1       100.00 %      undefined         100.00           1.00
            stop_loss                             1         0.00 %           0.00         -50.00           1.00
            take_profit                           1       100.00 %      undefined          30.00           1.00
            open                                  1      undefined      undefined          70.00           1.00

            best / worst              100.00 / -50.00
            longest streaks           1 won, 1 lost

            """.ReplaceLineEndings("\n"),
            text, StringComparison.Ordinal);
        Assert.Contains("\nheld                      4.50 bars on average, 1,200 at most\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ambiguous_run_says_between_what_its_equity_lies()
    {
        var text = BacktestText.Of(Run.Result with { AmbiguousBars = 1_200, FinalEquityPessimistic = 9_900, FinalEquityOptimistic = 11_000 });
        Assert.Contains("\nambiguous bars            1,200 held a stop and a target; final equity lies between 9,900.00 and 11,000.00\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Trades_that_cannot_be_read_here_take_nothing_else_with_them()
    {
        var text = BacktestText.Of(new BacktestResult(new Metrics { Trades = 3, FinalEquity = 5 }, new Unreadable()) { Symbol = "S", Strategy = "s" });
        Assert.Contains("final equity              5.00\n", text, StringComparison.Ordinal);
        Assert.EndsWith("by side and exit          not told: the trades cannot be read here (Lake.NotAvailable)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_gives_the_same_text_and_none_of_it_is_of_the_machine()
    {
        var text = BacktestText.Of(Run.Result);
        Assert.Equal(text, BacktestText.Of(Run.Result));
        Assert.DoesNotContain("somewhere", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1970", text, StringComparison.Ordinal);
    }

    private sealed class Unreadable : IRunDetails
    {
        public IReadOnlyList<Trade> ReadTrades() => throw FaultCatalogue.LakeNotAvailable.Because("/some/where does not exist.");

        public IReadOnlyList<Order> ReadOrders() => [];

        public EquityCurve ReadEquity() => new(ReadOnlyMemory<long>.Empty, ReadOnlyMemory<double>.Empty, ReadOnlyMemory<double>.Empty);
    }
}
