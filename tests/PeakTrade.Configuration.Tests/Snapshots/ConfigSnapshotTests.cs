namespace PeakTrade.Configuration.Tests;

public class ConfigSnapshotTests
{
    private static readonly ParameterSet Bound = new([new("fast_window", 20L), new("slow_window", 50L), new("threshold", 0.5), new("kind", "sma"), new("trend", true)]);

    [Fact]
    public void The_normalised_form_holds_every_setting_in_the_documented_order()
    {
        var config = Read("[strategy]\nkey = 'x'\n[backtest]\nstop_loss = { kind = 'atr' }\ntake_profit = 1e-7\n[data]\nsymbol = 'BTC+EUR ü'\n[tracking.mlflow.tags]\nb = '1'\na = '2'\n");
        const string Expected = """
            {
              "mode": "research",
              "strategy": {
                "key": "ma_crossover",
                "allow_out_of_range": false,
                "ma_crossover": {
                  "fast_window": 20,
                  "slow_window": 50,
                  "threshold": 0.5,
                  "kind": "sma",
                  "trend": true
                }
              },
              "backtest": {
                "start_capital": 10000,
                "fee_bps": 10,
                "fee_fixed": 0,
                "fee_minimum": 0,
                "slippage_bps": 5,
                "borrow_rate": 0,
                "fill": "next_open",
                "intrabar": "pessimistic",
                "allow_short": true,
                "sizing": {
                  "kind": "fraction",
                  "value": 1
                },
                "lot_step": 0,
                "max_leverage": 1,
                "maintenance_margin": 0,
                "stop_loss": {
                  "kind": "atr",
                  "window": 14,
                  "multiple": 2
                },
                "take_profit": 1E-07,
                "trailing_stop": null,
                "execution": "pipeline",
                "seed": 42,
                "periods_per_year": null
              },
              "data": {
                "backend": "managed",
                "path": null,
                "symbol": "BTC+EUR ü",
                "timezone": "UTC",
                "on_bad_row": "error",
                "from": null,
                "to": null,
                "resample": null,
                "session": "00:00"
              },
              "results": {
                "root": "results",
                "trades": "auto"
              },
              "tracking": {
                "enabled": false,
                "backend": "noop",
                "strict": false,
                "assembly": null,
                "outbox": null,
                "mlflow": {
                  "tracking_uri": "file:./mlruns",
                  "experiment_name": "peak_trade",
                  "tags": {
                    "a": "2",
                    "b": "1"
                  }
                }
              }
            }

            """;
        Assert.Equal(Expected, ConfigSnapshot.Of(config, "ma_crossover", Bound).Normalised);
    }

    [Fact]
    public void The_hash_is_the_SHA256_of_the_normalised_form_without_its_places()
    {
        var snapshot = Of("[data]\npath = '/a/b.csv'\n[results]\nroot = '/r'\ntrades = 'csv'\n");
        var placeless = snapshot.Normalised.Replace("    \"path\": \"/a/b.csv\",\n", "").Replace("\"results\": {\n    \"root\": \"/r\",\n    \"trades\": \"csv\"\n  }", "\"results\": {}").Replace("    \"assembly\": null,\n    \"outbox\": null,\n", "");
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(placeless))), snapshot.Hash);
    }

    [Theory]
    [InlineData("data.path", "elsewhere.csv", true)]
    [InlineData("results.root", "elsewhere", true)]
    [InlineData("results.trades", "csv", true)]
    [InlineData("tracking.enabled", true, true)]
    [InlineData("tracking.mlflow.tracking_uri", "http://elsewhere", true)]
    [InlineData("tracking.mlflow.tags.x", "y", true)]
    [InlineData("tracking.outbox", "elsewhere", true)]
    [InlineData("backtest.fee_fixed", -0.0, true)]
    [InlineData("backtest.fee_bps", 10, true)]
    [InlineData("backtest.fee_bps", 10.000001, false)]
    [InlineData("data.symbol", "ETH", false)]
    [InlineData("backtest.stop_loss", 0.1, false)]
    [InlineData("mode", "live", false)]
    public void The_hash_moves_with_the_settings_and_not_with_their_places(string key, object value, bool isSame) =>
        Assert.Equal(isSame, Of(null).Hash == Of(null, (key, value)).Hash);

    [Fact]
    public void Parameters_move_the_hash()
    {
        var config = Read(null);
        Assert.NotEqual(ConfigSnapshot.Of(config, "x", Bound).Hash, ConfigSnapshot.Of(config, "x", ParameterSet.Empty).Hash);
    }

    [Fact]
    public void The_raw_form_is_the_file_as_it_was_written()
    {
        const string Text = "# settings\r\n[backtest] # here\n\tfee_bps   = 1_0.0\n\n\n[data]\nsymbol = 'x'   ";
        Assert.Equal(Text, Of(Text).Raw);
    }

    [Fact]
    public void Without_a_file_the_raw_form_is_toml_that_says_the_same()
    {
        (string, object?)[] overrides =
        [
            ("backtest.sizing", new Dictionary<string, object?> { ["kind"] = "volatility_target", ["value"] = 0.5, ["window"] = 9 }), ("backtest.stop_loss", "{ kind = 'atr' }"),
            ("data.symbol", "a\"b"), ("tracking.mlflow.tags.x", "y"), ("strategy.key", "s"), ("backtest.periods_per_year", 252),
        ];
        var snapshot = ConfigSnapshot.Of(Read(null, overrides), "s", Bound);
        var again = ConfigSnapshot.Of(Read(snapshot.Raw), "s", Bound);
        Assert.Equal(snapshot.Normalised, again.Normalised);
        Assert.Equal(Bound.Select(p => KeyValuePair.Create(p.Key, (object?)p.Value)), Read(snapshot.Raw).Strategy.Parameters);
    }

    [Fact]
    public void A_parameter_of_a_strategy_without_a_schema_may_be_anything()
    {
        var bound = new ParameterSet([new("whole", 3), new("money", 1.5m), new("never", double.NaN), new("version", new Version(1, 2))]);
        var normalised = ConfigSnapshot.Of(Read(null), "script", bound).Normalised;
        Assert.Contains("\"whole\": 3,\n      \"money\": 1.5,\n      \"never\": \"nan\",\n      \"version\": \"1.2\"\n", normalised);
    }

    private static ConfigSnapshot Of(string? text, params (string Key, object? Value)[] overrides) => ConfigSnapshot.Of(Read(text, overrides), "ma_crossover", Bound);

    private static RunConfig Read(string? text, params (string Key, object? Value)[] overrides) =>
        ConfigReader.Read(text, "config.toml", overrides.Select(o => KeyValuePair.Create(o.Key, o.Value)));
}
