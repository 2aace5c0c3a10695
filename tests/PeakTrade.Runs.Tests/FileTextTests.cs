using System.Globalization;

namespace PeakTrade.Runs.Tests;

/// <summary>The files byte for byte, against texts written by hand.</summary>
public sealed class FileTextTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    // Drawdown of the last row: 9000.25 / 12000 - 1 = -0.24997916666666664 in double arithmetic.
    [Fact]
    public void Equity_is_written_with_its_drawdown() => Assert.Equal(
        "time,equity,drawdown,units\n2020-01-01T00:00:00Z,10000,0,0\n2020-01-02T00:00:00Z,12000,0,1.5\n2020-01-03T00:00:00.5Z,9000.25,-0.24997916666666664,-2\n",
        Text("equity.csv"));

    [Fact]
    public void A_trade_is_one_row() => Assert.Equal(
        "number,side,units,entry_bar,entry_time,entry_price,exit_bar,exit_time,exit_price,exit_kind,fees,slippage,borrow,profit,return,symbol\n" +
        "1,short,1.5,1,2020-01-02T00:00:00Z,100.5,2,2020-01-03T00:00:00Z,90,stop_loss,0.25,0.1,0.05,15.45,0.1024,BTC/EUR\n",
        Text("trades.csv"));

    [Fact]
    public void An_order_is_one_row_and_its_reason_is_quoted_where_needed() => Assert.Equal(
        "number,signal_bar,signal_time,kind,side,units,level,status,reason,end_bar,end_time,fill_price,fee,slippage,symbol,decision_price\n" +
        "1,0,2020-01-01T00:00:00Z,take_profit,long,2,110.5,filled,\"filled at 110.5, \"\"level\"\" reached\",2,2020-01-03T00:00:00Z,110.25,0.2,0.05,BTC/EUR,110.5\n",
        Text("orders.csv"));

    [Fact]
    public void Open_trades_and_orders_at_the_market_leave_cells_empty()
    {
        var details = new Given.Details(Given.Equity(), [Given.Trade() with { ExitKind = null }], [Given.Order() with { Level = null, FillPrice = null, Reason = "" }]);
        Assert.Contains(",90,,0.25,", Text("trades.csv", Given.Result(details)), StringComparison.Ordinal);
        Assert.Contains(",2,,filled,,2,2020-01-03T00:00:00Z,,0.2,", Text("orders.csv", Given.Result(details)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_figures_stand_in_a_fixed_order_and_undefined_ones_are_null() => Assert.Equal(
        """
        {
          "symbol": "BTC/EUR",
          "strategy": "ma_crossover",
          "parameters": {
            "fast_window": 20,
            "threshold": 2.0,
            "average": "ema",
            "filter": true
          },
          "start": "2020-01-01T00:00:00Z",
          "end": "2020-01-03T00:00:00.5Z",
          "bars": 3,
          "execution": "pipeline",
          "final_equity": 9000.25,
          "total_return": -0.099975,
          "cagr": null,
          "volatility": null,
          "sharpe": null,
          "sortino": null,
          "calmar": null,
          "max_drawdown": null,
          "max_drawdown_bars": 0,
          "ulcer_index": null,
          "value_at_risk_95": null,
          "conditional_value_at_risk_95": null,
          "skew": null,
          "kurtosis": null,
          "buy_and_hold_return": null,
          "alpha": null,
          "beta": null,
          "periods_per_year": 365,
          "periods_per_year_source": "daily bars, weekends traded",
          "trades": 1,
          "win_rate": null,
          "profit_factor": null,
          "payoff": null,
          "expectancy": null,
          "average_holding_bars": null,
          "longest_holding_bars": 0,
          "exposure": null,
          "turnover": null,
          "fees_paid": 0,
          "slippage_paid": 0,
          "borrow_paid": 0,
          "ambiguous_bars": 0,
          "final_equity_pessimistic": 9000.25,
          "final_equity_optimistic": 9100,
          "open_at_end": false,
          "no_trades_reason": null,
          "rows_dropped": 0,
          "data_hash": "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
          "config_hash": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
          "engine_version": "0.1.0"
        }

        """.ReplaceLineEndings("\n"),
        Text("stats.json"));

    [Fact]
    public void The_tables_of_a_portfolio_are_a_row_a_position_a_close_and_a_factor() => Assert.Equal(
        [
            "time,symbol,units,price,weight,target,score\n2020-01-02T00:00:00Z,AAA,10,100.5,0.1,0.125,1.5\n2020-01-02T00:00:00Z,\"B,B\",-3,50,-0.015,-0.02,\n",
            "time,cash,long,short,positions,largest_weight,concentration\n2020-01-01T00:00:00Z,10000,0,0,0,0,0\n2020-01-02T00:00:00Z,9145,1005,150,2,0.1005,0.775\n",
            "from_time,to_time,factor,exposure,factor_return,contribution\n2020-01-02T00:00:00Z,2020-01-03T00:00:00Z,momentum_12_1,0.25,-0.02,-0.005\n2020-01-02T00:00:00Z,2020-01-03T00:00:00Z,specific,,,0.001\n",
        ],
        new[] { "holdings.csv", "exposure.csv", "factor_contributions.csv" }.Select(name => Text(name, Given.Portfolio())));

    [Fact]
    public void The_facts_of_a_portfolio_are_an_object_of_their_own_and_sectors_stand_in_the_order_of_their_names() => Assert.Contains(
        """
          "rows_dropped": 0,
          "portfolio": {
            "symbols": [
              "AAA",
              "B,B"
            ],
            "sectors": {
              "AAA": "Air & \"space\"",
              "B,B": "Banks"
            },
            "bundle": "core",
            "factors": [
              "momentum_12_1",
              "reversal_5d"
            ],
            "rebalances": 2,
            "average_gross": 0.75,
            "average_net": -0.125,
            "average_positions": 1.5,
            "largest_weight": 0.6,
            "delisted": [
              "B,B"
            ]
          },
          "data_hash":
        """.ReplaceLineEndings("\n"),
        Text("stats.json", Given.Portfolio()), StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_figure_that_is_not_finite_is_null(double figure)
    {
        var text = Text("stats.json", Given.Result() with { ProfitFactor = figure, FinalEquity = figure, Parameters = new([new("x", figure)]) });
        Assert.Contains("\"profit_factor\": null", text, StringComparison.Ordinal);
        Assert.Contains("\"final_equity\": null", text, StringComparison.Ordinal);
        Assert.Contains("\"x\": null", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_receipt_says_who_what_when_and_where() => Assert.StartsWith(
        """
          "engine_version": "0.1.0",
          "git": {
            "commit": "0123456789abcdef0123456789abcdef01234567",
            "dirty": false
          },
          "seed": 42,
          "strategy": "ma_crossover",
          "symbol": "BTC/EUR",
          "config_hash": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
          "data_hash": "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
          "data_path": "/data/btc.csv",
          "started": "2026-03-04T05:06:05.5Z",
          "finished": "2026-03-04T05:06:07Z",
          "seconds": 1.5,
          "host": {
            "operating_system": "Linux 6",
            "architecture": "x64",
            "cores": 2,
            "dotnet": "10.0.0",
            "machine_hash": "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
          },
          "notices": [
            "2 gaps"
          ],
          "artifacts": {
            "config_snapshot.toml": {
        """.ReplaceLineEndings("\n"),
        Text("run.json") is var text ? text[text.IndexOf("  \"engine_version\"", StringComparison.Ordinal)..] : "", StringComparison.Ordinal);

    [Fact]
    public void A_user_whose_numbers_have_commas_writes_and_reads_the_same_files()
    {
        var names = new[] { "equity.csv", "trades.csv", "orders.csv", "stats.json" };
        var wanted = names.Select(name => Text(name)).ToList();
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (",", "\u2212");
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(wanted, names.Select(name => Text(name)));
            Assert.Equal(9_000.25, _given.Find()[0].Result!.GetEquity().Equity.Span[2]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_machine_is_told_apart_and_not_named()
    {
        var host = HostFacts.Read();
        Assert.Equal(64, host.MachineHash.Length);
        Assert.DoesNotContain(Environment.MachineName, $"{host}", StringComparison.OrdinalIgnoreCase);
    }

    private string Text(string name, BacktestResult? result = null) => File.ReadAllText(Path.Combine(_given.CsvStore.Save(result ?? Given.Result(), Given.Evidence()).RunPath!, name));
}
