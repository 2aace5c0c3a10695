namespace PeakTrade.Configuration.Tests;

public class BestParametersFileTests
{
    private static readonly DateTime Time = new(2025, 12, 23, 14, 30, 22);

    [Fact]
    public void It_has_the_keys_of_the_source_document_in_their_order()
    {
        const string Expected = """
            {
              "strategy": "ma_crossover",
              "objective": "sharpe",
              "n_trials": 10,
              "seed": 42,
              "best_value": 1.8523,
              "best_params": {
                "fast_window": 15,
                "slow_window": 45
              },
              "timestamp": "20251223_143022"
            }

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), BestParametersFile.Text("ma_crossover", "sharpe", 10, 42, 1.8523, [new("fast_window", 15L), new("slow_window", 45L)], Time));
    }

    [Fact]
    public void Numbers_keep_their_kinds_and_what_is_no_number_is_null()
    {
        var text = BestParametersFile.Text("a+b", "sharpe", 1, -1, null, [new("band", 2.0), new("small", 1e-7), new("kind", "ema \"é\""), new("filter", true)], Time);
        Assert.Contains("\"best_value\": null,", text, StringComparison.Ordinal);
        Assert.Contains("\"band\": 2.0,\n    \"small\": 1E-07,\n    \"kind\": \"ema \\\"é\\\"\",\n    \"filter\": true\n", text, StringComparison.Ordinal);
        Assert.Contains("\"best_value\": null,", BestParametersFile.Text("a", "b", 1, 1, double.NaN, [], Time), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ma_crossover", "best_params_ma_crossover_20251223_143022.json")]
    [InlineData("../a:b", "best_params_.._a_b_20251223_143022.json")]
    public void The_file_is_named_by_strategy_and_time(string strategy, string name) => Assert.Equal(name, BestParametersFile.Name(strategy, Time));
}
