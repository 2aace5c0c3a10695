using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public class FactorBundleFileTests
{
    // DESIGN.md, section 4, as it stands there.
    private const string Design = """
        name: ai_tech_core
        universe: config/universe_ai_tech_tickers.txt     # optional, else the batch's symbols_file
        factors:
          - { name: momentum_12_1, weight: 0.5 }
          - { name: volatility_60d, weight: 0.25, direction: low }
          - { name: reversal_5d, weight: 0.25 }
        options: { winsorize: 0.01, standardize: zscore, long_quantile: 0.2, short_quantile: 0.2, weighting: equal }
        """;

    private const string One = "name: b\nfactors: [{ name: rsi_14, weight: 1 }]\n";

    private static readonly string[] Lines = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, "docs", "factor-bundles.md"));

    [Fact]
    public void The_bundle_of_the_design_is_read_as_it_says()
    {
        var bundle = FactorBundleFile.Read(Design).Bundle;
        Assert.Equal(("ai_tech_core", "config/universe_ai_tech_tickers.txt"), (bundle.Name, bundle.Universe));
        Assert.Equal([new("momentum_12_1", 0.5), new("volatility_60d", 0.25, FactorDirection.Low), new("reversal_5d", 0.25)], bundle.Factors);
        Assert.Equal(new FactorBundle { Name = "ai_tech_core", Universe = bundle.Universe, Factors = bundle.Factors }, bundle);
    }

    [Fact]
    public void The_examples_of_the_documentation_are_read_as_they_say()
    {
        var examples = Enumerable.Range(0, Lines.Length).Where(i => Lines[i] == "```yaml").Select(i => string.Join('\n', Lines[(i + 1)..Array.IndexOf(Lines, "```", i)])).ToArray();
        Assert.Equal(2, examples.Length);
        Assert.Equal(FactorBundleFile.Normalise(FactorBundleFile.Read(Design.Replace("config/universe_ai_tech_tickers.txt", "universe.txt", StringComparison.Ordinal)).Bundle), FactorBundleFile.Normalise(FactorBundleFile.Read(examples[0]).Bundle));
        var full = FactorBundleFile.Read(examples[1]).Bundle;
        Assert.Equal([new("momentum_12_1", 0.5), new("quality", 0.5) { File = "factors/quality.csv" }], full.Factors);
        Assert.Equal(
            new FactorBundle
            {
                Name = "core_and_quality", Factors = full.Factors, Winsorize = 0.02, Standardize = Standardization.Rank, LongQuantile = 0.3, ShortQuantile = 0, Weighting = PortfolioWeighting.InverseVolatility,
                VolatilityWindowBars = 120, SectorNeutral = true,
            },
            full);
    }

    [Fact]
    public void The_table_of_the_documentation_lists_every_key_in_the_readers_order()
    {
        var keys = Lines.SkipWhile(l => l != "| Key | Value | Default | Meaning |").Skip(2).TakeWhile(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Trim(' ', '`')).ToArray();
        Assert.Equal(FactorBundleFile.KnownKeys, keys.Where(key => !key.StartsWith("factors[]", StringComparison.Ordinal)));
        Assert.Equal(["factors[].name", "factors[].weight", "factors[].direction", "factors[].file"], keys.Where(key => key.StartsWith("factors[]", StringComparison.Ordinal)));
    }

    [Fact]
    public void Json_says_the_same_as_yaml()
    {
        const string Json = """
            { "options": { "weighting": "equal", "short_quantile": 0.2, "long_quantile": 2e-1, "standardize": "zscore", "winsorize": 0.01 }, "universe": "config/universe_ai_tech_tickers.txt",
              "factors": [{ "weight": 0.5, "name": "momentum_12_1" }, { "name": "VOLATILITY_60D", "weight": 0.25, "direction": "low", "file": null }, { "name": "reversal_5d", "weight": 0.25 }],
              "name": "ai_tech_core" }
            """;
        Assert.Equal(FactorBundleFile.Normalise(FactorBundleFile.Read(Design).Bundle), FactorBundleFile.Normalise(FactorBundleFile.Read(Json).Bundle));
    }

    [Fact]
    public void The_normalised_form_holds_every_key_in_one_order() =>
        Assert.Equal(
            """
            {
              "name": "b",
              "universe": null,
              "factors": [
                {
                  "name": "rsi_14",
                  "weight": 1,
                  "direction": "high",
                  "file": null
                }
              ],
              "options": {
                "winsorize": 0.01,
                "standardize": "zscore",
                "long_quantile": 0.2,
                "short_quantile": 0.2,
                "weighting": "equal",
                "sector_neutral": false
              }
            }

            """,
            FactorBundleFile.Normalise(FactorBundleFile.Read(One).Bundle));

    [Fact]
    public void A_normalised_bundle_is_read_back_as_the_same_bundle()
    {
        var bundles =
            from weights in Gen.Choose(-100, 100).NonEmptyListOf().Where(ws => ws.Count <= 8 && ws.Exists(w => w != 0))
            from longs in Gen.Choose(1, 100)
            from shorts in Gen.Choose(0, 100 - longs)
            from winsorize in Gen.Choose(0, 499).Select(w => w / 1000.0)
            from weighting in Gen.Elements(Enum.GetValues<PortfolioWeighting>())
            from window in Gen.Choose(2, 500)
            from odd in Gen.Choose(0, 7)
            select new FactorBundle
            {
                Name = "b \"ü\" # 1", Universe = (odd & 1) > 0 ? "../u.txt" : null, Winsorize = winsorize, LongQuantile = longs / 100.0, ShortQuantile = shorts / 100.0, Weighting = weighting, SectorNeutral = (odd & 2) > 0,
                Standardize = (odd & 4) > 0 ? Standardization.Rank : Standardization.Zscore, VolatilityWindowBars = weighting == PortfolioWeighting.InverseVolatility ? window : 60,
                Factors = [.. weights.Select((w, i) => new BundleFactor($"rsi_{i + 2}", w / 7.0, w % 2 == 0 ? FactorDirection.High : FactorDirection.Low) { File = w % 3 == 0 ? $"f {i}.csv" : null })],
            };
        Prop.ForAll(bundles.ToArbitrary(), bundle =>
        {
            var back = FactorBundleFile.Read(FactorBundleFile.Normalise(bundle)).Bundle;
            return back.Factors.SequenceEqual(bundle.Factors) && back with { Factors = bundle.Factors } == bundle;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(1_979, 5));
    }

    [Fact]
    public void It_knows_where_it_says_something()
    {
        var file = FactorBundleFile.Read(Design, "b.yaml");
        Assert.Equal(new Place("b.yaml", 5, 5), file.PlaceOfFactor(1));
        Assert.Equal(new Place("b.yaml"), file.PlaceOfFactor(7));
        Assert.Equal(new Place("b.yaml", 2, 1), file.PlaceOfUniverse());
        Assert.Equal(new Place("c.yaml"), FactorBundleFile.Read(One, "c.yaml").PlaceOfUniverse());
    }

    [Theory]
    [InlineData("- a\n", 1, 1, "A factor bundle is a map of keys, and this is a list. Begin with a line such as name: my_bundle.")]
    [InlineData("factors: [{ name: rsi_14, weight: 1 }]\n", 1, 1, "The bundle lacks a name. Write name: my_bundle.")]
    [InlineData("name: ''\nfactors: [{ name: rsi_14, weight: 1 }]\n", 1, 7, "name must not be empty. Leave it out for its default.")]
    [InlineData("name: b\n", 1, 1, "The bundle lacks factors. Write factors: and a line such as - { name: momentum_12_1, weight: 1 }.")]
    [InlineData("name: b\nfactors: []\n", 2, 1, "factors is an empty list. Give one factor at least.")]
    [InlineData("name: b\nfactors: rsi_14\n", 2, 10, "factors must be a list, and is the text \"rsi_14\".")]
    [InlineData("name: b\nfactor: [rsi_14]\nfactors: [{ name: rsi_14, weight: 1 }]\n", 2, 1, "There is no key \"factor\". Did you mean \"factors\"?")]
    [InlineData("name: b\nfactors:\n  - rsi_14\n", 3, 5, "factors[0] must be a map such as { name: momentum_12_1, weight: 1 }, and is the text \"rsi_14\".")]
    [InlineData("name: b\nfactors:\n  - weight: 1\n", 3, 5, "factors[0] lacks a name. Write name: momentum_12_1.")]
    [InlineData("name: b\nfactors:\n  - name: rsi_14\n", 3, 5, "factors[0] lacks a weight. Write weight: 1.")]
    [InlineData("name: b\nfactors:\n  - { name: rsi_14, wieght: 1, weight: 1 }\n", 3, 21, "There is no key \"wieght\" in factors[0]. Did you mean \"weight\"?")]
    [InlineData("name: b\nfactors:\n  - { name: rsi_14, weight: much }\n", 3, 29, "factors[0].weight must be a number, and is the text \"much\".")]
    [InlineData("name: b\nfactors:\n  - { name: rsi_14, weight: .nan }\n", 3, 29, "factors[0].weight must be a number, and is the number .nan.")]
    [InlineData("name: b\nfactors:\n  - { name: rsi_14, weight: 0 }\n  - { name: rsi_20, weight: -0.0 }\n", 2, 1, "The weights of all factors are 0. Give one of them a weight.")]
    [InlineData("name: b\nfactors:\n  - { name: rsi_14, weight: 1, direction: lo }\n", 3, 32, "factors[0].direction must be high or low, and is \"lo\". Did you mean \"low\"?")]
    [InlineData("name: b\nfactors:\n  - { name: rsi_14, weight: 1 }\n  - { name: RSI_14, weight: 1 }\n", 4, 7, "\"rsi_14\" is a factor of line 3 already. Keep one of the two.")]
    [InlineData("name: b\nfactors:\n  - { name: rsi, weight: 1 }\n", 3, 7, "\"rsi\" is no factor: rsi_n is wanted, one number of bars, or of days with d, such as rsi_20 or rsi_20d. Name a built-in factor (docs/factors.md), or give the file of its values.")]
    [InlineData("name: b\nfactors:\n  - { name: momentm_12_1, weight: 1 }\n", 3, 7, "There is no factor \"momentm_12_1\"; there are momentum_n_m, reversal_n, volatility_n, rsi_n, zscore_n, volume_ratio_n, beta_n, drawdown_n. Did you mean \"momentum_12_1\"?")]
    [InlineData("name: b\nfactors:\n  - { name: costs, weight: 1, file: c.csv }\n", 3, 7, "factors[0].name must not be \"costs\", which stands for a part of the return that no factor has. Give it another name.")]
    [InlineData("name: b\nfactors:\n  - { name: market, weight: 1, file: m.csv }\n", 3, 7, "factors[0].name must not be \"market\", which stands for a part of the return that no factor has. Give it another name.")]
    [InlineData("name: b\nfactors:\n  - { name: my factor, weight: 1, file: c.csv }\n", 3, 7, "factors[0].name must be letters, digits, _, - and ., a letter first, and is \"my factor\".")]
    [InlineData("name: b\nfactors:\n  - { name: x, weight: 1, file: [c.csv] }\n", 3, 33, "factors[0].file must be a text, and is a list.")]
    [InlineData(One + "options: 5\n", 3, 10, "options must be a map, and is the number 5.")]
    [InlineData(One + "winsorize: 0.1\n", 3, 1, "There is no key \"winsorize\". It belongs in options.")]
    [InlineData(One + "options: { winsorise: 0.1 }\n", 3, 12, "There is no key \"winsorise\" in options. Did you mean \"winsorize\"?")]
    [InlineData(One + "options: { winsorize: 0.5 }\n", 3, 12, "options.winsorize must be a fraction from 0 to below 0.5, and is 0.5.")]
    [InlineData(One + "options: { winsorize: 1 % }\n", 3, 23, "options.winsorize must be a number, and is the text \"1 %\".")]
    [InlineData(One + "options: { standardize: z }\n", 3, 12, "options.standardize must be zscore or rank, and is \"z\".")]
    [InlineData(One + "options: { long_quantile: 0 }\n", 3, 12, "options.long_quantile must be a fraction above 0 and up to 1, and is 0.")]
    [InlineData(One + "options: { long_quantile: .inf }\n", 3, 27, "options.long_quantile must be a number, and is the number .inf.")]
    [InlineData(One + "options: { short_quantile: -0.1 }\n", 3, 12, "options.short_quantile must be a fraction from 0 to 1, and is -0.1.")]
    [InlineData(One + "options: { long_quantile: 0.6, short_quantile: 0.5 }\n", 3, 32, "options.long_quantile (0.6) and options.short_quantile (0.5) are more than 1 together. Make one of them smaller.")]
    [InlineData(One + "options: { long_quantile: 0.9 }\n", 3, 12, "options.long_quantile (0.9) and options.short_quantile (0.2) are more than 1 together. Write short_quantile: 0 for longs only.")]
    [InlineData(One + "options: { long_quantile: most, short_quantile: 0.9 }\n", 3, 27, "options.long_quantile must be a number, and is the text \"most\".")]
    [InlineData(One + "options: { weighting: equall }\n", 3, 12, "options.weighting must be equal or score or inverse_volatility, and is \"equall\". Did you mean \"equal\"?")]
    [InlineData(One + "options: { weighting: equall, volatility_window: 20 }\n", 3, 12, "options.weighting must be equal or score or inverse_volatility, and is \"equall\". Did you mean \"equal\"?")]
    [InlineData(One + "options: { volatility_window: 20 }\n", 3, 12, "options.volatility_window means nothing with weighting: equal. Take it out.")]
    [InlineData(One + "options: { weighting: inverse_volatility, volatility_window: 1 }\n", 3, 62, "options.volatility_window must be a whole number from 2 on, and is the number 1.")]
    [InlineData(One + "options: { sector_neutral: 1 }\n", 3, 28, "options.sector_neutral must be true or false, and is the number 1.")]
    public void A_fault_says_where_it_is_what_came_and_what_was_wanted(string text, int line, int column, string message)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => FactorBundleFile.Read(text, "b.yaml"));
        Assert.Same(FaultCatalogue.ConfigInvalid, thrown.Kind);
        Assert.Equal($"b.yaml, line {line}, column {column}: {message}", Assert.Single(thrown.Faults).ToString());
    }

    [Fact]
    public void All_faults_of_a_file_come_at_once_in_their_order() =>
        Assert.Equal(
            [1, 3, 4, 4, 5, 6, 7],
            Assert.Throws<PeakTradeException>(() => FactorBundleFile.Read("nmae: b\nfactors:\n  - { name: rsi }\n  - { name: rsi_14, weight: x, dir: low }\n  - 5\noptions: { winsorize: 2 }\nx: 1\n")).Faults.Select(f => f.Place.Line).Where((_, i) => i is not 0 and not 3));

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_missing() =>
        Assert.Same(FaultCatalogue.ConfigMissing, Assert.Throws<PeakTradeException>(() => FactorBundleFile.ReadFile(Path.Combine(Repository.Root, "no", "bundle.yaml"))).Kind);

    private static readonly string[] Pieces =
    [
        "name", "factors", "options", "universe", "weight", "direction", "file", "rsi_14", "momentum_12_1", "winsorize", "long_quantile", "weighting", "low", ": ", ":\n", "\n", "\r\n", "  ", "- ", "{ ", " }", "[", "]", ", ", "0", "0.5", "1", "-1",
        ".nan", ".inf", "1e308", "null", "true", "\"", "'", "#", "\t", "\uFEFF", "\u0000", "é", "\ud800", "name: b\n", "factors:\n", "  - { name: rsi_14, weight: 1 }\n", "options: { long_quantile: 0.5 }\n", "{}", "*a", "&a ", "<<: ",
    ];

    [Fact]
    public void Any_text_is_a_bundle_or_refused_with_its_place() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                return FactorBundleFile.Read(text, "b.yaml").Bundle.Factors.Count > 0;
            }
            catch (PeakTradeException fault)
            {
                return fault.Faults.All(f => f.Place is { Line: > 0, Column: > 0 });
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(1_979, 5).WithEndSize(30));
}
