using System.Globalization;
using System.Runtime.Loader;
using PeakTrade.Data;
using PeakTrade.Data.Factors;
using PeakTrade.Engine;
using PeakTrade.Engine.Tests.Strategies;

namespace PeakTrade.Operations.Tests.Factors;

public sealed class GetFactorPanelTests : IDisposable, IListener
{
    private readonly Desktop _desk = new();
    private readonly List<string> _said = [], _warned = [];

    public void Dispose() => _desk.Dispose();

    void IListener.Say(string message) => _said.Add(message);

    void IListener.Warn(string message) => _warned.Add(message);

    void IListener.Progress(string activity, double? fraction)
    {
    }

    [FactWithStore]
    public void What_was_computed_is_stored_and_comes_back_the_same()
    {
        Instruments("AAA", "BBB");
        var (made, again) = (One("momentum_3_1"), One("momentum_3_1"));
        Assert.Equal((false, true), (made.Cached, again.Cached));
        Assert.Equal(made.Key, again.Key);
        AssertSame(made, again);
        Assert.Contains(made.GetSeries("AAA"), double.IsFinite);
        Assert.Contains("momentum_3_1 is stored; no bars are read.", _said);
    }

    [Fact]
    public void A_panel_is_what_the_factor_says_of_each_instrument()
    {
        Instruments("AAA", "BBB");
        var panel = One("reversal_5");
        Assert.Equal(["AAA", "BBB"], panel.Symbols);
        foreach (var symbol in panel.Symbols)
        {
            var close = MarketData.Read(new DataOptions(), _desk.PathTo($"data/{symbol}.csv"), default).Bars.Close.ToArray();
            Assert.Equal(close.Skip(5).Select((c, i) => 1 - c / close[i]), panel.GetSeries(symbol).Skip(5));
        }
    }

    [FactWithStore]
    public void A_changed_content_is_computed_anew_though_its_time_is_put_back()
    {
        Instruments("AAA", "BBB");
        var file = _desk.PathTo("data/AAA.csv");
        var (before, written) = (One("reversal_5"), File.GetLastWriteTimeUtc(file));
        Write("AAA", 99);
        File.SetLastWriteTimeUtc(file, written);
        var after = One("reversal_5");
        Assert.False(after.Cached);
        Assert.NotEqual(before.GetSeries("AAA"), after.GetSeries("AAA"));
        Assert.Equal(before.GetSeries("BBB"), after.GetSeries("BBB"));
        Write("AAA", 0);
        Assert.True(One("reversal_5").Cached);
    }

    [FactWithStore]
    public void The_same_content_elsewhere_is_a_hit()
    {
        Instruments("AAA", "BBB");
        One("reversal_5");
        Directory.Move(_desk.PathTo("data"), _desk.PathTo("moved"));
        Assert.True(Assert.Single(Panels(Request("reversal_5") with { Path = "moved" })).Cached);
    }

    [FactWithStore]
    public void A_hit_reads_no_bar()
    {
        // Data that nobody could read bars from; the panel was stored by hand.
        _desk.Write("data/AAA.csv", "rubbish");
        var key = FactorKey.Of(BuiltInFactors.Get("rsi_14"), new FactorSource(_desk.PathTo("data"), new DataOptions(), []).Fingerprint(default), [], out _)!;
        new FactorStore(_desk.PathTo("store")).Save(new FactorPanel("rsi_14", ["AAA"], new[] { new DateTime(2024, 1, 1).Ticks }, new[] { 42.0 }, key, cached: false), _said.Add, default);
        var panel = One("rsi_14");
        Assert.Equal((true, 42.0), (panel.Cached, panel[0, 0]));
    }

    [FactWithStore]
    public void A_span_cuts_the_panel_and_values_at_its_start_know_what_lies_before()
    {
        Instruments("AAA", "BBB");
        var whole = One("momentum_3_1");
        var part = Assert.Single(Panels(Request("momentum_3_1") with { Settings = [new("data.from", "2021-01-15"), new("data.to", "2021-02-01")] }));
        Assert.Equal((new DateTime(2021, 1, 15), new DateTime(2021, 1, 31), 17), (part.From, part.To, part.Count));
        Assert.Equal((true, whole.Key), (part.Cached, part.Key));
        Assert.All(part.GetTimes(), time => Assert.Equal(whole.ValueAt(time, "AAA"), part.ValueAt(time, "AAA")));
        Assert.True(double.IsFinite(part[0, 0]));
        AssertSame(part, Assert.Single(Panels(Request("momentum_3_1") with { NoCache = true, Settings = [new("data.from", "2021-01-15"), new("data.to", "2021-02-01")] })));
    }

    [FactWithStore]
    public void An_instrument_that_cannot_be_used_is_told_and_the_panel_without_it_is_not_stored()
    {
        Instruments("AAA", "BBB");
        _desk.Write("data/BAD.csv", "rubbish");
        for (var i = 0; i < 2; i++)
        {
            var outcomes = Execute(Request("rsi_14", "zscore_20"));
            Assert.Equal("Data.Format", outcomes[0].Error!.Kind.Id);
            Assert.Equal(["rsi_14", "zscore_20"], outcomes.Skip(1).Select(o => o.Result!.Factor));
            Assert.All(outcomes.Skip(1), o => Assert.False(o.Result!.Cached));
            Assert.Equal(["AAA", "BBB"], outcomes[1].Result!.Symbols);
        }
    }

    [Fact]
    public void An_instrument_that_is_asked_for_and_not_there_is_told_with_the_one_that_was_meant()
    {
        Instruments("AAA", "BBB");
        var outcomes = Execute(Request("rsi_14") with { Symbols = ["AAA", "BBC"] });
        Assert.Equal("Data.NoSymbol", outcomes[0].Error!.Kind.Id);
        Assert.Contains("holds no symbol \"BBC\"", outcomes[0].Error!.Message);
        Assert.Contains("\"BBB\"", outcomes[0].Error!.RecommendedAction);
        Assert.Equal(["AAA"], outcomes[1].Result!.Symbols);
        Assert.Single(Execute(Request("rsi_14") with { Symbols = ["XYZ"] }));
    }

    [Fact]
    public void A_factor_that_nobody_knows_is_told_and_the_others_are_made()
    {
        Instruments("AAA");
        var outcomes = Execute(Request("rsi_14", "momentum_12", "zscore_20"));
        Assert.Equal(["Factor.Unknown", null, null], outcomes.Select(o => o.Error?.Kind.Id));
        Assert.Equal(["rsi_14", "zscore_20"], outcomes.Skip(1).Select(o => o.Result!.Factor));
    }

    [FactWithStore]
    public void The_market_is_the_mean_of_the_panel_or_the_benchmark_and_each_has_a_panel_of_its_own()
    {
        Instruments("AAA", "BBB", "CCC");
        var mean = One("beta_60");
        var spy = Assert.Single(Panels(Request("beta_60") with { Benchmark = "BBB" }));
        Assert.NotEqual(mean.Key, spy.Key);
        Assert.All(spy.GetSeries("BBB").Skip(60), beta => Assert.Equal(1, beta, 12));
        // The betas to the mean of three have the mean 1.
        for (var row = 60; row < mean.Count; row++) Assert.Equal(3, mean.CrossSection(row).ToArray().Sum(), 9);
        Assert.Equal((true, true), (One("beta_60").Cached, Assert.Single(Panels(Request("beta_60") with { Benchmark = "BBB" })).Cached));

        // The benchmark need not be in the panel, and its content counts.
        var outside = Request("beta_60") with { Benchmark = "CCC", Symbols = ["AAA"] };
        var first = Assert.Single(Panels(outside));
        Assert.Equal(["AAA"], first.Symbols);
        Write("CCC", 50);
        Assert.NotEqual(first.Key, Assert.Single(Panels(outside)).Key);
    }

    [Fact]
    public void A_benchmark_that_is_not_there_fails_those_factors_only_that_need_it()
    {
        Instruments("AAA", "BBB");
        var outcomes = Execute(Request("beta_60", "rsi_14") with { Benchmark = "BBC" });
        Assert.Equal(["Factor.Benchmark", null], outcomes.Select(o => o.Error?.Kind.Id));
        Assert.Contains("\"BBB\"", outcomes[0].Error!.RecommendedAction);
    }

    [FactWithStore]
    public void A_panel_of_the_lake_is_found_though_no_page_of_the_bars_can_be_read()
    {
        Instruments("AAA", "BBB");
        _ = ImportLake.Execute(new ImportLakeRequest { BaseFolder = _desk.Folder, DataPath = _desk.PathTo("data"), Lake = _desk.PathTo("lake") }, this, default);
        var request = Request("momentum_3_1") with { Path = _desk.PathTo("lake") };
        var made = Assert.Single(Panels(request));
        foreach (var file in Directory.GetFiles(_desk.PathTo("lake"), "bars.parquet", SearchOption.AllDirectories))
        {
            // The footer is at the end; what lies behind the magic number is the first page.
            using var bytes = File.OpenWrite(file);
            bytes.Position = 4;
            bytes.Write(new byte[64]);
        }

        var found = Assert.Single(Panels(request));
        Assert.Equal((false, true), (made.Cached, found.Cached));
        AssertSame(made, found);
        Assert.All(Execute(request with { NoCache = true }), outcome => Assert.NotNull(outcome.Error));
    }

    [FactWithStore]
    public void Force_computes_again_and_stores_and_no_cache_does_neither()
    {
        Instruments("AAA");
        Assert.False(Assert.Single(Panels(Request("rsi_14") with { NoCache = true })).Cached);
        Assert.False(Directory.Exists(_desk.PathTo("store")));
        One("rsi_14");
        var file = Assert.Single(Directory.GetFiles(_desk.PathTo("store/rsi_14")));
        File.WriteAllText(file, "damaged");
        Assert.False(Assert.Single(Panels(Request("rsi_14") with { Force = true })).Cached);
        Assert.DoesNotContain(_said, said => said.Contains("cannot be used", StringComparison.Ordinal));
        Assert.True(One("rsi_14").Cached);
    }

    [FactWithStore]
    public void A_damaged_panel_is_computed_again_said_and_written_over()
    {
        Instruments("AAA");
        var made = One("rsi_14");
        File.WriteAllText(Assert.Single(Directory.GetFiles(_desk.PathTo("store/rsi_14"))), "damaged");
        var again = One("rsi_14");
        Assert.False(again.Cached);
        AssertSame(made, again);
        Assert.Contains(_said, said => said.Contains("cannot be used and is computed again", StringComparison.Ordinal));
        Assert.True(One("rsi_14").Cached);
    }

    [FactWithStore]
    public void Data_that_change_while_they_are_read_are_not_stored()
    {
        Instruments("AAA", "BBB");
        Meddling.Meddle = () => Write("AAA", 77);
        Assert.False(Assert.Single(Panels(Own(new Meddling()))).Cached);
        Assert.Contains("meddling is not stored: the data changed while they were read.", _said);
        Meddling.Meddle = () => { };
        Assert.False(Assert.Single(Panels(Own(new Meddling()))).Cached);
        Assert.True(Assert.Single(Panels(Own(new Meddling()))).Cached);
    }

    [FactWithStore]
    public void A_factor_of_the_users_own_is_stored_by_its_code_and_what_it_was_made_with()
    {
        Instruments("AAA");
        using var compiled = new Compiled();
        string Code(string body) => Compiled.Usings + $$"""
            public sealed class Mine(double times) : IFactor
            {
                public string Name => "mine";
                public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values) { for (var t = 0; t < values.Length; t++) values[t] = {{body}}; }
            }
            """;
        FactorPanel Made(string dll, double times)
        {
            var type = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(File.ReadAllBytes(dll))).GetType("Mine")!;
            return Assert.Single(Panels(Own((IFactor)Activator.CreateInstance(type, times)!)));
        }

        var dll = compiled.Dll("mine", Code("times * bars.Close[t]"));
        var first = Made(dll, 2);
        Assert.True(Made(dll, 2).Cached);
        Assert.False(Made(dll, 3).Cached);
        var changed = Made(compiled.Dll("mine", Code("times * bars.Open[t]")), 2);
        Assert.False(changed.Cached);
        Assert.NotEqual(first[5, 0], changed[5, 0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("1st")]
    public void A_name_that_could_leave_the_store_is_refused(string name)
    {
        Instruments("AAA");
        Assert.Equal("Factor.BadValues", Assert.Single(Execute(Own(new Named(name)))).Error!.Kind.Id);
    }

    [Fact]
    public void Days_on_intraday_data_are_refused_until_they_are_made_daily()
    {
        var bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC", Interval = SampleInterval.FifteenMinutes, Count = 9_000, Seed = 1 });
        using (var file = File.Create(_desk.Write("data/BTC.csv", ""))) CsvBarWriter.Write(file, bars);
        Assert.Equal("Factor.NotDaily", Assert.Single(Execute(Request("volatility_60d"))).Error!.Kind.Id);
        var daily = Assert.Single(Panels(Request("volatility_60d") with { Settings = [new("data.resample", "1d")] }));
        Assert.InRange(daily.Count, 90, 95);
        Assert.True(double.IsFinite(daily[daily.Count - 1, 0]));
    }

    [Fact]
    public void A_panel_without_any_value_says_so()
    {
        Instruments("AAA");
        One("momentum_120_1");
        Assert.Contains("momentum_120_1 has no value at all", Assert.Single(_warned));
    }

    [Fact]
    public void A_span_outside_the_data_gives_an_empty_panel_and_says_where_the_data_are()
    {
        Instruments("AAA");
        Assert.Equal(0, Assert.Single(Panels(Request("rsi_14") with { Settings = [new("data.from", "2030-01-01")] })).Count);
        Assert.Equal("rsi_14 has no time in the span that is wanted; the data go from 2020-01-01T00:00:00Z to 2021-05-14T00:00:00Z.", Assert.Single(_warned));
    }

    [Fact]
    public void Data_that_are_not_there_and_settings_that_cannot_be_used_end_it()
    {
        Assert.Equal("Data.Missing", Assert.Throws<PeakTradeException>(() => Execute(Request("rsi_14"))).Kind.Id);
        Instruments("AAA");
        Assert.Equal("Config.Invalid", Assert.Throws<PeakTradeException>(() => Execute(Request("rsi_14") with { Settings = [new("data.resample", "7x")] })).Kind.Id);
    }

    private static void AssertSame(FactorPanel expected, FactorPanel actual)
    {
        Assert.Equal(expected.Symbols, actual.Symbols);
        Assert.Equal(expected.GetTimes(), actual.GetTimes());
        Assert.All(expected.Symbols, symbol => Assert.Equal(expected.GetSeries(symbol), actual.GetSeries(symbol)));
    }

    private FactorRequest Request(params string[] factors) =>
        new() { BaseFolder = _desk.Folder, Path = "data", Store = "store", Factors = [.. factors.Select(name => new FactorChoice(name, null))] };

    private FactorRequest Own(IFactor factor) => Request() with { Factors = [new FactorChoice(null, factor)] };

    private List<Outcome<FactorPanel>> Execute(FactorRequest request) => [.. GetFactorPanel.Execute(request, this, default)];

    private IEnumerable<FactorPanel> Panels(FactorRequest request) => Execute(request).Select(outcome => outcome.Result ?? throw outcome.Error!);

    private FactorPanel One(string factor) => Assert.Single(Panels(Request(factor)));

    private void Instruments(params string[] symbols)
    {
        foreach (var symbol in symbols) Write(symbol, 0);
    }

    // 500 days of a walk that the symbol and a seed decide.
    private void Write(string symbol, int seed)
    {
        var random = new Random(seed * 1_000 + symbol[0]);
        var price = 100.0;
        var rows = Enumerable.Range(0, 500).Select(day =>
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.04);
            return string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{open},{Math.Max(open, price)},{Math.Min(open, price)},{price},{random.Next(1, 1000)}");
        });
        _desk.Write($"data/{symbol}.csv", string.Join('\n', rows.Prepend("timestamp,open,high,low,close,volume")));
    }

    private sealed class Named(string name) : IFactor
    {
        public string Name => name;

        public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values) => values.Fill(1);
    }

    private sealed class Meddling : IFactor
    {
        public static Action Meddle { get; set; } = () => { };

        public string Name => "meddling";

        public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values)
        {
            Meddle();
            values.Fill(1);
        }
    }
}
