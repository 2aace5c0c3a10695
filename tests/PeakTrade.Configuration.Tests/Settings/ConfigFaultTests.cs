namespace PeakTrade.Configuration.Tests;

public class ConfigFaultTests
{
    [Fact]
    public void All_faults_of_a_file_and_its_overrides_come_at_once_in_their_order()
    {
        const string Text = """
            mode = "research"

            [backtest]
            fee_bp = 10
            start_capital = "much"
              fill = "next_opne"
            slippage_bps = -1

            [data]
            timezone = "Europe/Berln"
            """;
        var faults = Faults(Text, ("backtest.maintenance_margin", 1), ("data.symbl", "x"));
        Assert.Equal(
            [
                "config.toml, line 4, column 1: There is no setting \"fee_bp\" in [backtest]. Did you mean \"fee_bps\"?",
                "config.toml, line 5, column 17: backtest.start_capital must be a number, and is the string \"much\".",
                "config.toml, line 6, column 3: backtest.fill must be \"next_open\" or \"close\", and is \"next_opne\". Did you mean \"next_open\"?",
                "config.toml, line 7, column 1: slippage_bps must be from 0 to below 10000 (100 %), and is -1.",
                "config.toml, line 10, column 1: data.timezone must be UTC or an IANA name such as Europe/Berlin, and is \"Europe/Berln\". Did you mean \"Europe/Berlin\"?",
                "backtest.maintenance_margin: maintenance_margin must be a fraction from 0 to below 1, and is 1.",
                "data.symbl: There is no setting \"symbl\" in [data]. Did you mean \"symbol\"?",
            ],
            faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("[backtst]\n", 1, 2, "There is no setting \"backtst\". Did you mean \"backtest\"?")]
    [InlineData("fee_bps = 1\n", 1, 1, "There is no setting \"fee_bps\". It belongs in [backtest].")]
    [InlineData("colour = 1\n", 1, 1, "There is no setting \"colour\". Known are mode, strategy, backtest, portfolio, data, results, tracking.")]
    [InlineData("backtest = 1\n", 1, 12, "backtest must be a table, and is the integer 1.")]
    [InlineData("[[backtest]]\n", 1, 1, "backtest must be a table, and is an array.")]
    [InlineData("[strategy]\nfast_window = 1\n", 2, 1, "There is no setting \"fast_window\" in [strategy]. Parameters stand in a table of their own: [strategy.<key>].")]
    [InlineData("[strategy]\nkye = 'x'\n", 2, 1, "There is no setting \"kye\" in [strategy]. Did you mean \"key\"?")]
    [InlineData("[strategy.x]\na = [1]\n", 2, 5, "strategy.x.a must be a number, true or false, or a text, and is an array.")]
    [InlineData("[backtest]\nseed = 1.0\n", 2, 8, "backtest.seed must be a whole number, and is the float 1.0.")]
    [InlineData("[backtest]\nallow_short = 'yes'\n", 2, 15, "backtest.allow_short must be true or false, and is the string \"yes\".")]
    [InlineData("[backtest]\nfill = true\n", 2, 8, "backtest.fill must be a text in quotes, and is true.")]
    [InlineData("[backtest]\nfee_bps = nan\n", 2, 1, "fee_bps must be from 0 to below 10000 (100 %), and is NaN.")]
    [InlineData("[backtest]\nsizing = 1\n", 2, 10, "backtest.sizing must be a table, and is the integer 1.")]
    [InlineData("[backtest]\nsizing = { kind = 'fraction', vlaue = 1 }\n", 2, 31, "There is no setting \"vlaue\" in [backtest.sizing]. Did you mean \"value\"?")]
    [InlineData("[backtest]\nsizing = { kind = 'fixed_cash' }\n", 2, 10, "backtest.sizing.value is missing; kind = \"fixed_cash\" needs it.")]
    [InlineData("[backtest]\nsizing = { value = 1, window = 9 }\n", 2, 23, "backtest.sizing.window means nothing with kind = \"fraction\". Take it out.")]
    [InlineData("[backtest.sizing]\nkind = 'volatility_target'\nvalue = 1\nwindow = 1\n", 4, 1, "backtest.sizing.window must be 2 bars or more, and is 1.")]
    [InlineData("[backtest.sizing]\nvalue = -1\n", 2, 1, "sizing.value must be above 0, and is -1.")]
    [InlineData("[backtest]\nstop_loss = '5 %'\n", 2, 13, "backtest.stop_loss must be a number or a table, and is the string \"5 %\".")]
    [InlineData("[backtest]\nstop_loss = 5\n", 2, 1, "stop_loss must be a fraction between 0 and 1, and is 5.")]
    [InlineData("[backtest]\nstop_loss = { window = 14 }\n", 2, 1, "backtest.stop_loss lacks kind. Write kind = \"fraction\" or kind = \"atr\".")]
    [InlineData("[backtest]\nstop_loss = { kind = 'atr', window = 0 }\n", 2, 29, "backtest.stop_loss.window must be 1 bars or more, and is 0.")]
    [InlineData("[backtest]\nstop_loss = { kind = 'atr', multiple = 0 }\n", 2, 29, "stop_loss.multiple must be above 0, and is 0.")]
    [InlineData("[backtest]\nstop_loss = { kind = 'fraction', value = 0.1, window = 3 }\n", 2, 47, "backtest.stop_loss.window means nothing with kind = \"fraction\". Take it out.")]
    [InlineData("[backtest]\nexecution = 'vectorized'\nstop_loss = 0.1\n", 2, 1, "execution = \"vectorized\" knows no orders inside a bar. Leave out stop_loss, take_profit and trailing_stop, or use execution = \"pipeline\".")]
    [InlineData("[portfolio]\nenabeld = true\n", 2, 1, "There is no setting \"enabeld\" in [portfolio]. Did you mean \"enabled\"?")]
    [InlineData("max_turnover = 1\n", 1, 1, "There is no setting \"max_turnover\". It belongs in [portfolio].")]
    [InlineData("[portfolio]\nenabled = 1\n", 2, 11, "portfolio.enabled must be true or false, and is the integer 1.")]
    [InlineData("[portfolio]\nrebalance = 'montly'\n", 2, 1, "portfolio.rebalance must be \"D\", \"W\", \"M\", \"Q\", \"daily\", \"weekly\", \"monthly\" or \"quarterly\", and is \"montly\". Did you mean \"monthly\"?")]
    [InlineData("[portfolio]\nrebalance = 1\n", 2, 13, "portfolio.rebalance must be a text in quotes, and is the integer 1.")]
    [InlineData("[portfolio]\nmax_gross_exposure = 0\n", 2, 1, "max_gross_exposure must be above 0, and is 0.")]
    [InlineData("[portfolio]\nmax_gross_exposure = '1'\n", 2, 22, "portfolio.max_gross_exposure must be a number, and is the string \"1\".")]
    [InlineData("[portfolio]\nnet_exposure = inf\n", 2, 1, "net_exposure must be a number, and is Infinity.")]
    [InlineData("[portfolio]\nmax_gross_exposure = 1.5\nnet_exposure = -2\n", 3, 1, "net_exposure -2 is beyond max_gross_exposure 1.5. Keep the net within the gross.")]
    [InlineData("[portfolio]\nmax_gross_exposure = 'all'\nnet_exposure = 2\n", 2, 22, "portfolio.max_gross_exposure must be a number, and is the string \"all\".")]
    [InlineData("[portfolio]\nmax_weight = nan\n", 2, 1, "max_weight must be above 0, and is NaN.")]
    [InlineData("[portfolio]\nmax_turnover = -1\n", 2, 1, "max_turnover must be above 0, and is -1.")]
    [InlineData("[portfolio]\nmin_trade = 1\n", 2, 1, "min_trade must be a fraction from 0 to below 1, and is 1.")]
    [InlineData("[portfolio]\nmax_positions = 0\n", 2, 17, "portfolio.max_positions must be a whole number from 1 on, and is the integer 0.")]
    [InlineData("[portfolio]\nmax_positions = 2.0\n", 2, 17, "portfolio.max_positions must be a whole number from 1 on, and is the float 2.0.")]
    [InlineData("[portfolio]\nmax_positions = 4294967296\n", 2, 17, "portfolio.max_positions must be a whole number from 1 on, and is the integer 4294967296.")]
    [InlineData("[portfolio]\nbundle = ''\n", 2, 1, "portfolio.bundle must not be empty. Leave it out for its default.")]
    [InlineData("[portfolio]\nuniverse = ['a']\n", 2, 12, "portfolio.universe must be a text in quotes, and is an array.")]
    [InlineData("[portfolio]\nsectors = 5\n", 2, 11, "portfolio.sectors must be a text in quotes, and is the integer 5.")]
    [InlineData("[data]\npath = ''\n", 2, 1, "data.path must not be empty. Leave it out for its default.")]
    [InlineData("[data]\ntimezone = 'W. Europe Standard Time'\n", 2, 1, "data.timezone must be UTC or an IANA name such as Europe/Berlin, and is \"W. Europe Standard Time\".")]
    [InlineData("[data]\nfrom = 'soon'\n", 2, 8, "data.from must be a date or a time such as 2024-03-01 or 2024-03-01T14:30+02:00, and is the string \"soon\".")]
    [InlineData("[data]\nto = 2024\n", 2, 6, "data.to must be a date or a time such as 2024-03-01 or 2024-03-01T14:30+02:00, and is the integer 2024.")]
    [InlineData("[data]\nfrom = 2024-03-01\nto = 2024-03-01\n", 3, 1, "data.to must be after data.from (2024-03-01T00:00:00Z), and is 2024-03-01T00:00:00Z.")]
    [InlineData("[data]\nsession = '25:00'\n", 2, 11, "data.session must be a time of day such as \"17:00\", and is the string \"25:00\".")]
    [InlineData("[tracking.mlflow]\ntags = { a = 1 }\n", 2, 14, "tracking.mlflow.tags.a must be a text in quotes, and is the integer 1.")]
    [InlineData("[tracking.mlflow]\ntracking_uri = 'sqlite:x.db'\n", 2, 1, "tracking.mlflow.tracking_uri must be a folder (file:./mlruns), or start with http:// or https://, and is \"sqlite:x.db\". Name a folder or a server; a database is MLflow's own: start mlflow server over it, and name that.")]
    [InlineData("[tracking.mlflow]\ntracking_uri = 'databricks'\n", 2, 1, "tracking.mlflow.tracking_uri must be a folder (file:./mlruns), or start with http:// or https://, and is \"databricks\". Name a folder or a server; a database is MLflow's own: start mlflow server over it, and name that.")]
    [InlineData("[tracking.mlflow]\ntracking_uri = 'ftp://u:p@h'\n", 2, 1, "tracking.mlflow.tracking_uri must be a folder (file:./mlruns), or start with http:// or https://, and is \"ftp://***@h\". Name a folder or a server; a database is MLflow's own: start mlflow server over it, and name that.")]
    [InlineData("mode = 'live'\n[tracking]\nenabled = true\n", 3, 1, "tracking.enabled must be false in mode = \"live\". Turn tracking off, or use mode = \"research\".")]
    [InlineData("mode = 'live'\ndata.backend = 'polars'\n", 2, 6, "data.backend must be \"managed\" in mode = \"live\". Use the managed backend, or mode = \"research\".")]
    public void A_fault_says_where_it_is_what_came_and_what_was_wanted(string text, int line, int column, string message)
    {
        var fault = Assert.Single(Faults(text));
        Assert.Equal((line, column), (fault.Place.Line, fault.Place.Column));
        Assert.Equal($"config.toml, line {line}, column {column}: {message}", fault.ToString());
    }

    [Theory]
    [InlineData("7m")]
    [InlineData("25h")]
    [InlineData("2d")]
    [InlineData("0m")]
    [InlineData("-5m")]
    [InlineData("1 h")]
    [InlineData("1M")]
    [InlineData("99999999999h")]
    public void An_interval_that_is_none_lists_those_that_are(string interval)
    {
        var fault = Assert.Single(Faults($"[data]\nresample = '{interval}'\n"));
        Assert.Equal((2, 1), (fault.Place.Line, fault.Place.Column));
        Assert.Equal($"data.resample must be an interval such as 15m, 1h, 1d or 1w, and is \"{interval}\".", fault.Message);
        Assert.StartsWith("Allowed are 1m, 2m, 3m, 4m, 5m, 6m, 8m, ", fault.Action);
        Assert.EndsWith(" 6h, 8h, 12h, 1d, 1w.", fault.Action.Replace("480m, ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("backtest.fee_bps", "ten", "backtest.fee_bps must be a number, and is the string \"ten\".")]
    [InlineData("backtest.fee_bps", true, "backtest.fee_bps must be a number, and is true.")]
    [InlineData("backtest.sizing", "{ kind = 'fixd_cash', value = 1 }", "backtest.sizing.kind must be \"fraction\", \"fixed_cash\", \"fixed_units\", \"volatility_target\" or \"risk_per_trade\", and is \"fixd_cash\".")]
    [InlineData("backtest..fee", 1, "\"backtest..fee\" is no key of a setting.")]
    [InlineData("", 1, "\"\" is no key of a setting.")]
    [InlineData("backtest.fee_bps.x", 1, "backtest.fee_bps must be a number, and is a table.")]
    [InlineData("trackin.enabled", true, "There is no setting \"trackin\".")]
    [InlineData("mode", "live", "tracking.enabled must be false in mode = \"live\".")]
    public void A_fault_of_an_override_is_placed_at_its_key(string key, object value, string message)
    {
        var fault = Assert.Single(Faults("", (key, value), ("tracking.enabled", key == "mode")));
        Assert.Equal(message, fault.Message);
        Assert.Equal(new Place(Key: key == "mode" ? "tracking.enabled" : key), fault.Place);
    }

    [Fact]
    public void An_override_of_a_type_that_no_setting_has_is_refused() =>
        Assert.Equal("data.path cannot be used: a Version is no value of a setting.", Assert.Single(Faults("", ("data.path", new Version(1, 0)))).Message);

    [Fact]
    public void A_table_that_holds_itself_is_refused()
    {
        var table = new Dictionary<string, object?>();
        table["self"] = table;
        Assert.Equal("backtest.sizing cannot be used: it is nested more than 100 levels deep.", Assert.Single(Faults("", ("backtest.sizing", table))).Message);
    }

    [Theory]
    [InlineData("[backtest]\nsizing = { kind = 'risk_per_trade', value = 0.01 }\nstop_loss = 'near'\n")]
    [InlineData("[backtest]\nsizing = 'all'\nmax_leverage = 0.5\n")]
    [InlineData("[backtest]\nsizing = { kind = 'fraction', value = 2 }\nmax_leverage = 'high'\n")]
    [InlineData("[backtest]\nmax_leverage = 0\n")]
    public void A_value_that_cannot_be_read_is_not_blamed_on_another(string text)
    {
        var fault = Assert.Single(Faults(text));
        Assert.Contains(" must be a", fault.Message);
    }

    [Fact]
    public void A_syntax_fault_is_named_as_one()
    {
        var thrown = Assert.Throws<PeakTradeException>(() => ConfigReader.Read("[backtest\n", "config.toml", []));
        Assert.Same(FaultCatalogue.ConfigSyntax, thrown.Kind);
    }

    private static IReadOnlyList<Fault> Faults(string text, params (string Key, object? Value)[] overrides)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => ConfigReader.Read(text, "config.toml", overrides.Select(o => KeyValuePair.Create(o.Key, o.Value))));
        Assert.Same(FaultCatalogue.ConfigInvalid, thrown.Kind);
        return thrown.Faults;
    }
}
