namespace PeakTrade.Operations.Tests.Backtests;

/// <summary>Data that hold many instruments: a run each, and each one's faults its own.</summary>
public sealed class InstrumentsTests : IDisposable
{
    private readonly Desktop _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Every_instrument_of_a_folder_is_run_and_a_bad_one_is_a_fault_of_its_own()
    {
        foreach (var symbol in new[] { "AAA", "CCC" }) Sample(symbol);
        _desk.Write("data/bad.csv", "time,open,high,low,close\n2024-01-01,10,9,11,10\n");

        var outcomes = Run(_desk.Request with { DataPath = _desk.PathTo("data") });

        Assert.Equal(["aaa_1d", null, "ccc_1d"], outcomes.Select(o => o.Result?.Symbol));
        Assert.Equal("Data.BadRow", outcomes[1].Error!.Kind.Id);
        Assert.Equal(2, _desk.Runs.Count);
    }

    [Fact]
    public void A_file_of_many_symbols_gives_the_runs_that_a_file_each_gives()
    {
        var apart = new[] { "AAA", "BBB" }.ToDictionary(symbol => symbol, symbol => _desk.Run(_desk.Request with { DataPath = Sample(symbol) }));
        var rows = apart.Keys.SelectMany(symbol => File.ReadLines(_desk.PathTo($"data/{symbol.ToLowerInvariant()}_1d.csv")).Skip(1).Select(line => $"{symbol},{line}"));
        var header = "symbol," + File.ReadLines(_desk.PathTo("data/aaa_1d.csv")).First();
        var together = _desk.Write("all.csv", string.Join('\n', rows.OrderBy(row => row.Split(',')[1], StringComparer.Ordinal).Prepend(header)));

        var outcomes = Run(_desk.Request with { DataPath = together });

        Assert.Equal(["AAA", "BBB"], outcomes.Select(o => o.Result!.Symbol));
        Assert.All(outcomes, o => Assert.Equal(apart[o.Result!.Symbol].DataHash, o.Result.DataHash));
        Assert.All(outcomes, o => Assert.Equal(apart[o.Result!.Symbol].FinalEquity, o.Result.FinalEquity));
    }

    [Fact]
    public void Symbols_that_are_named_are_run_in_that_order_and_one_that_is_not_there_is_a_fault()
    {
        foreach (var symbol in new[] { "AAA", "BBB", "CCC" }) Sample(symbol);

        var outcomes = Run(_desk.Request with { DataPath = _desk.PathTo("data"), Symbols = ["ccc_1d", "zzz", "aaa_1d"] });

        Assert.Equal(["ccc_1d", null, "aaa_1d"], outcomes.Select(o => o.Result?.Symbol));
        Assert.Contains("zzz", outcomes[1].Error!.Message);
    }

    [Fact]
    public void One_symbol_names_a_file_that_names_none_and_several_only_pick()
    {
        var file = Sample("AAA");
        Assert.Equal("BTC/EUR", Run(_desk.Request with { DataPath = file, Symbols = ["BTC/EUR"] }).Single().Result!.Symbol);

        var outcomes = Run(_desk.Request with { DataPath = file, Symbols = ["BTC/EUR", "aaa_1d", "ETH/EUR"] });
        Assert.Equal(["Data.NoSymbol", null, "Data.NoSymbol"], outcomes.Select(o => o.Error?.Kind.Id));
        Assert.Equal("aaa_1d", outcomes[1].Result!.Symbol);
    }

    [Fact]
    public void A_strategy_that_is_not_there_throws_before_anything_is_read() =>
        Assert.Equal("Strategy.Unknown", Assert.Throws<PeakTradeException>(() => Run(_desk.Request with { DataPath = "nowhere.csv", Strategy = "nothing" })).Kind.Id);

    [Fact]
    public void Between_two_runs_the_caller_has_his_own_culture()
    {
        Sample("AAA");
        Sample("BBB");
        var before = System.Globalization.CultureInfo.CurrentCulture;
        var own = (System.Globalization.CultureInfo)before.Clone();
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = own;
            foreach (var _ in _desk.Workbench.Backtest.Execute(_desk.Request with { DataPath = _desk.PathTo("data") }, _desk, default))
                Assert.Same(own, System.Globalization.CultureInfo.CurrentCulture);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    private string Sample(string symbol) => MakeSampleData.Execute(new() { Folder = _desk.PathTo("data"), Symbols = [symbol], Interval = SampleInterval.Daily, Count = 300, Force = true }, default).Single().Path;

    private List<Outcome<BacktestResult>> Run(BacktestRequest request) => [.. _desk.Workbench.Backtest.Execute(request, _desk, default)];
}
