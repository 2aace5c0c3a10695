namespace PeakTrade.Configuration.Tests;

public class ConfigReaderTests
{
    [Fact]
    public void Without_a_file_every_setting_has_its_default()
    {
        var config = ConfigReader.Read(null, null, []);
        Assert.Equal(new BacktestOptions(), config.Backtest);
        Assert.Equal(new DataOptions(), config.Data);
        Assert.Equal(new ResultsOptions(), config.Results);
        Assert.Equal(RunMode.Research, config.Mode);
        Assert.Equal((false, "noop", false), (config.Tracking.Enabled, config.Tracking.Backend, config.Tracking.Strict));
        Assert.Null(config.Strategy.Key);
        Assert.Empty(config.Strategy.Parameters);
        Assert.Null(config.SourceText);
    }

    [Fact]
    public void Every_key_of_the_backtest_is_read()
    {
        var read = Read("""
            [backtest]
            start_capital = 5_000
            fee_bps = 1.5
            fee_fixed = 1
            fee_minimum = 2
            slippage_bps = 0
            borrow_rate = 0.03
            fill = "close"
            intrabar = "path"
            allow_short = false
            sizing = { kind = "volatility_target", value = 0.2, window = 30 }
            lot_step = 0.01
            max_leverage = 3
            maintenance_margin = 0.1
            stop_loss = 0.05
            take_profit = { kind = "fraction", value = 0.1 }
            trailing_stop = { kind = "atr", window = 20, multiple = 3 }
            execution = "pipeline"
            seed = 7
            periods_per_year = 365
            """).Backtest;
        Assert.Equal(
            new BacktestOptions
            {
                StartCapital = 5_000, FeeBps = 1.5, FeeFixed = 1, FeeMinimum = 2, SlippageBps = 0, BorrowRate = 0.03, Fill = FillRule.Close, Intrabar = IntrabarRule.Path,
                AllowShort = false, Sizing = new(SizingKind.VolatilityTarget, 0.2, 30), LotStep = 0.01, MaxLeverage = 3, MaintenanceMargin = 0.1, StopLoss = Distance.OfPrice(0.05),
                TakeProfit = Distance.OfPrice(0.1), TrailingStop = Distance.OfAtr(20, 3), Seed = 7, PeriodsPerYear = 365,
            },
            read);
    }

    [Fact]
    public void The_other_tables_are_read()
    {
        var config = Read("""
            [strategy]
            key = "mine"
            allow_out_of_range = true
            strategy_note.x = 1
            [strategy.mine]
            a = 1
            b = 1.5
            c = true
            d = "sma"
            [data]
            backend = "duckdb"
            path = "bars.csv"
            symbol = "BTC/EUR"
            timezone = "Europe/Berlin"
            on_bad_row = "drop"
            from = "2021-06-01"
            to = 2021-07-01T12:00:00Z
            resample = "60m"
            session = "17:30"
            [results]
            root = "out"
            [tracking]
            enabled = true
            backend = "mlflow"
            strict = true
            mlflow = { tracking_uri = "http://localhost:5000", experiment_name = "e", tags = { z = "1", a = "2" } }
            """);
        var data = new DataOptions
        {
            Backend = "duckdb", Path = "bars.csv", Symbol = "BTC/EUR", Timezone = "Europe/Berlin", OnBadRow = OnBadRow.Drop,
            From = new(2021, 5, 31, 22, 0, 0, DateTimeKind.Utc), To = new(2021, 7, 1, 12, 0, 0, DateTimeKind.Utc), Resample = BarInterval.Parse("1h"), Session = new(17, 30),
        };
        Assert.Equal(data, config.Data);
        Assert.Equal("out", config.Results.Root);
        Assert.Equal((true, "mlflow", true), (config.Tracking.Enabled, config.Tracking.Backend, config.Tracking.Strict));
        Assert.Equal(("http://localhost:5000", "e"), (config.Tracking.Mlflow.TrackingUri, config.Tracking.Mlflow.ExperimentName));
        Assert.Equal(["a", "z"], config.Tracking.Mlflow.Tags.Keys);
        Assert.Equal(("mine", true), (config.Strategy.Key, config.Strategy.AllowOutOfRange));
        Assert.Equal([1L, 1.5, true, "sma"], config.Strategy.Parameters.Values);
    }

    public static TheoryData<object, string> Moments => new()
    {
        { "2021-06-01", "2021-05-31T22:00" },
        { new DateOnly(2021, 6, 1), "2021-05-31T22:00" },
        { "2021-06-01T12:00", "2021-06-01T10:00" },
        { "2021-06-01 12:00:30.5", "2021-06-01T10:00" },
        { new DateTime(2021, 6, 1, 12, 0, 0), "2021-06-01T10:00" },
        { new DateTime(2021, 6, 1, 12, 0, 0, DateTimeKind.Utc), "2021-06-01T12:00" },
        { new DateTime(2021, 6, 1, 12, 0, 0, DateTimeKind.Utc).ToLocalTime(), "2021-06-01T12:00" },
        { new DateTimeOffset(2021, 6, 1, 12, 0, 0, TimeSpan.FromHours(-4)), "2021-06-01T16:00" },
        { "2021-06-01T12:00Z", "2021-06-01T12:00" },
        { "2021-06-01T12:00-04:00", "2021-06-01T16:00" },
        // Skipped: read as if the clocks had not been moved yet. Twice: the first.
        { "2021-03-28T02:30", "2021-03-28T01:30" },
        { "2021-10-31T02:30", "2021-10-31T00:30" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void A_moment_without_a_zone_is_in_the_data_s_own(object given, string utc)
    {
        var from = Read("data.timezone = 'Europe/Berlin'", ("data.from", given)).Data.From!.Value;
        Assert.Equal((utc, DateTimeKind.Utc), ($"{from:yyyy-MM-ddTHH:mm}", from.Kind));
    }

    [Fact]
    public void An_override_of_the_key_picks_another_strategys_table()
    {
        const string Text = "[strategy]\nkey = 'a'\n[strategy.a]\nx = 1\n[strategy.b]\ny = 2\n";
        var strategy = Read(Text, ("strategy.key", "b"), ("strategy.b.z", "3")).Strategy;
        Assert.Equal("b", strategy.Key);
        Assert.Equal([new("y", 2L), new("z", "3")], strategy.Parameters);
        Assert.Equal([new("x", 1L)], strategy.ParametersOf("a"));
    }

    public static TheoryData<string, object?, object?> Values => new()
    {
        { "backtest.fee_bps", "7.5", 7.5 },
        { "backtest.fee_bps", 7, 7.0 },
        { "backtest.fee_bps", 7.5m, 7.5 },
        { "backtest.fee_bps", 0.1f, 0.1 },
        { "backtest.fee_bps", null, 10.0 },
        { "backtest.seed", "0x10", 16L },
        { "backtest.seed", 5m, 5L },
        { "backtest.allow_short", "false", false },
        { "backtest.allow_short", false, false },
        { "backtest.fill", "close", FillRule.Close },
        { "backtest.fill", FillRule.Close, FillRule.Close },
        { "backtest.sizing", "{ kind = 'fixed_cash', value = 5000 }", new Sizing(SizingKind.FixedCash, 5000) },
        { "backtest.sizing", new Dictionary<string, object?> { ["kind"] = "fixed_units", ["value"] = 3 }, new Sizing(SizingKind.FixedUnits, 3) },
        { "backtest.sizing", new System.Collections.Hashtable { ["value"] = "0.25" }, new Sizing(SizingKind.Fraction, 0.25) },
        { "backtest.sizing.value", "0.5", new Sizing(SizingKind.Fraction, 0.5) },
        { "backtest.stop_loss", "0.03", Distance.OfPrice(0.03) },
        { "backtest.stop_loss", "{ kind = 'atr' }", Distance.OfAtr(14, 2) },
        { "backtest.stop_loss", null, null },
        { "data.symbol", 600519, "600519" },
        { "data.symbol", "600519", "600519" },
        { "data.symbol", "true", "true" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_override_wins_over_the_file_whatever_door_it_came_through(string key, object? given, object? expected)
    {
        var config = Read("[backtest]\nfee_bps = 1\nstop_loss = 0.9\n[data]\nsymbol = 'file'\n", (key, given));
        Assert.Equal(expected, key.Split('.')[1] switch
        {
            "fee_bps" => config.Backtest.FeeBps,
            "seed" => config.Backtest.Seed,
            "allow_short" => config.Backtest.AllowShort,
            "fill" => config.Backtest.Fill,
            "sizing" => config.Backtest.Sizing,
            "stop_loss" => config.Backtest.StopLoss,
            _ => (object?)config.Data.Symbol,
        });
    }

    [Fact]
    public void A_key_inside_a_table_of_the_file_changes_that_key_alone() =>
        Assert.Equal(
            new Sizing(SizingKind.VolatilityTarget, 0.3, 40),
            Read("[backtest]\nsizing = { kind = 'volatility_target', value = 0.1, window = 40 }", ("backtest.sizing.value", 0.3)).Backtest.Sizing);

    [Fact]
    public void The_last_of_two_overrides_wins() => Assert.Equal(3, Read("", ("backtest.fee_bps", 2), ("backtest.fee_bps", 3)).Backtest.FeeBps);

    [Theory]
    [InlineData("pandas", "managed")]
    [InlineData("polars", "duckdb")]
    public void A_backend_of_an_older_file_is_mapped_with_a_notice(string given, string meant)
    {
        var config = Read($"[data]\nbackend = '{given}'");
        Assert.Equal(meant, config.Data.Backend);
        var notice = Assert.Single(config.Notices);
        Assert.Equal($"config.toml, line 2, column 1: data.backend \"{given}\" is read as \"{meant}\". Write backend = \"{meant}\".", notice.ToString());
    }

    [Fact]
    public void A_parameter_table_with_a_misspelt_key_is_noticed() =>
        Assert.Equal(
            "config.toml, line 2, column 1: There is no table [strategy.ma_crossover], so the strategy runs with its defaults. Did you mean \"ma_crosover\"?",
            Assert.Single(Read("[strategy]\nkey = 'ma_crossover'\n[strategy.ma_crosover]\nfast_window = 3").Notices).ToString());

    private static RunConfig Read(string text, params (string Key, object? Value)[] overrides) =>
        ConfigReader.Read(text, "config.toml", overrides.Select(o => KeyValuePair.Create(o.Key, o.Value)));
}
