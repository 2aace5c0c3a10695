namespace PeakTrade.Configuration.Tests;

public class PortfolioSnapshotTests
{
    private static readonly FactorBundle Bundle = FactorBundleFile.Read("name: core\nuniverse: u.txt\nfactors:\n  - { name: rsi_14, weight: 1 }\n  - { name: quality, weight: 2, direction: low, file: q.csv }\noptions: { weighting: score }\n").Bundle;

    private static readonly PortfolioContent Content = new()
    {
        Bundle = Bundle,
        FactorFiles = new Dictionary<string, string> { ["quality"] = "abc123" },
        Universe = ["MSFT", "AAPL"],
        Sectors = new Dictionary<string, string> { ["TOKEN"] = "Crypto", ["AAPL"] = "Technology" },
    };

    [Theory]
    [InlineData("")]
    [InlineData("[portfolio]\n")]
    [InlineData("[portfolio]\nenabled = false\nrebalance = 'M'\nmax_weight = 1\n")]
    public void A_run_without_a_portfolio_says_nothing_of_one(string text)
    {
        // The hash of such a run before there were portfolios: the SHA-256 of its JSON, worked out elsewhere.
        const string Before = "bbd79dbcaad6b66014669250ab53b5b89546a33ace65380d627541832b1dbd58";
        var snapshot = Of(text);
        Assert.DoesNotContain("portfolio", snapshot.Normalised, StringComparison.Ordinal);
        Assert.Equal(Before, snapshot.Hash);
    }

    [Fact]
    public void A_portfolio_stands_whole_between_how_and_on_what_it_is_traded()
    {
        const string Expected = """
              "portfolio": {
                "enabled": true,
                "rebalance": "W",
                "max_gross_exposure": null,
                "net_exposure": null,
                "max_weight": 1,
                "max_turnover": 0.5,
                "min_trade": 0,
                "max_positions": 7,
                "bundle": null,
                "universe": null,
                "sectors": null
              },
              "data": {
            """;
        Assert.Contains("  },\n" + Expected, Of("[portfolio]\nmax_positions = 7\nrebalance = 'weekly'\nmax_turnover = 0.5\nenabled = true\n").Normalised, StringComparison.Ordinal);
    }

    [Fact]
    public void What_its_files_say_stands_with_it()
    {
        const string Expected = """
                "bundle": "b.yaml",
                "universe": null,
                "sectors": null,
                "content": {
                  "bundle": {
                    "name": "core",
                    "universe": null,
                    "factors": [
                      {
                        "name": "rsi_14",
                        "weight": 1,
                        "direction": "high",
                        "file": null
                      },
                      {
                        "name": "quality",
                        "weight": 2,
                        "direction": "low",
                        "file": "abc123"
                      }
                    ],
                    "options": {
                      "winsorize": 0.01,
                      "standardize": "zscore",
                      "long_quantile": 0.2,
                      "short_quantile": 0.2,
                      "weighting": "score",
                      "sector_neutral": false
                    }
                  },
                  "universe": [
                    "AAPL",
                    "MSFT"
                  ],
                  "sectors": {
                    "AAPL": "Technology",
                    "TOKEN": "Crypto"
                  }
                }
              },
            """;
        Assert.Contains(Expected, Of("[portfolio]\nbundle = 'b.yaml'\n", Content).Normalised, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bundle")]
    [InlineData("universe")]
    [InlineData("sectors")]
    public void A_path_moves_the_hash_only_where_nobody_says_what_lies_there(string key)
    {
        Assert.Equal(Of($"[portfolio]\n{key} = 'a'\n", Content).Hash, Of($"[portfolio]\n{key} = 'b'\n", Content).Hash);
        Assert.NotEqual(Of($"[portfolio]\n{key} = 'a'\n", new PortfolioContent()).Hash, Of($"[portfolio]\n{key} = 'b'\n", new PortfolioContent()).Hash);
        Assert.NotEqual(Of($"[portfolio]\n{key} = 'a'\n").Hash, Of($"[portfolio]\n{key} = 'b'\n").Hash);
    }

    [Fact]
    public void The_hash_moves_with_everything_that_the_files_say()
    {
        PortfolioContent[] others =
        [
            Content with { Bundle = Bundle with { LongQuantile = 0.3 } },
            Content with { Bundle = Bundle with { Factors = [Bundle.Factors[0] with { Weight = 3 }, Bundle.Factors[1]] } },
            Content with { FactorFiles = new Dictionary<string, string> { ["quality"] = "abc124" } },
            Content with { Universe = ["MSFT", "AAPL", "XOM"] },
            Content with { Sectors = new Dictionary<string, string> { ["TOKEN"] = "Cash", ["AAPL"] = "Technology" } },
            Content with { Sectors = null },
        ];
        Assert.Equal(others.Length + 1, others.Append(Content).Select(content => Of("", content).Hash).Distinct().Count());
    }

    [Fact]
    public void The_hash_stays_where_only_orders_and_places_move()
    {
        var moved = Content with
        {
            Bundle = Bundle with { Universe = "elsewhere.txt", Factors = [Bundle.Factors[0], Bundle.Factors[1] with { File = "elsewhere.csv" }] },
            Universe = ["AAPL", "MSFT"],
            Sectors = new SortedDictionary<string, string>(Content.Sectors!.ToDictionary()),
        };
        Assert.Equal(Of("", Content).Hash, Of("", moved).Hash);
    }

    [Fact]
    public void Without_a_file_the_raw_form_is_toml_that_says_the_same()
    {
        var config = ConfigReader.Read(null, null, [new("portfolio.enabled", true), new("portfolio.bundle", "b.yaml"), new("portfolio.max_positions", 3)]);
        var snapshot = ConfigSnapshot.Of(config, "any", ParameterSet.Empty, Content);
        Assert.Equal(config.Portfolio, ConfigReader.Read(snapshot.Raw, "config.toml", []).Portfolio);
    }

    private static ConfigSnapshot Of(string text, PortfolioContent? content = null) => ConfigSnapshot.Of(ConfigReader.Read(text, "config.toml", []), "ma_crossover", ParameterSet.Empty, content);
}
