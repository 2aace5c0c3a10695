namespace PeakTrade.Abstractions.Tests.Faults;

public class FaultTests
{
    private static readonly string[] Known = ["ma_crossover", "rsi_reversion", "breakout_donchian"];

    [Theory]
    [InlineData("ma_crosover", "ma_crossover")]
    [InlineData("ma_corssover", "ma_crossover")]
    [InlineData("MA_CROSSOVER", "ma_crossover")]
    [InlineData("rsi_reversal", "rsi_reversion")]
    [InlineData("breakout", "breakout_donchian")]
    [InlineData("br", null)]
    [InlineData("zz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_suggested_and_a_far_one_is_not(string given, string? meant) =>
        Assert.Equal(meant is null ? "" : $"Did you mean \"{meant}\"?", Suggestion.For(given, Known));

    [Fact]
    public void A_name_that_shares_no_letter_is_not_suggested() => Assert.Equal("", Suggestion.For("xy", ["ma", "b"]));

    [Fact]
    public void A_fault_reads_place_message_action()
    {
        var fault = new Fault("unknown key \"fee\".", "Did you mean \"fee_bps\"?", new Place("config.toml", 3, 7, "backtest.fee"));
        Assert.Equal("config.toml, line 3, column 7: unknown key \"fee\". Did you mean \"fee_bps\"?", fault.ToString());
        Assert.Equal("backtest.fee: bad", new Fault("bad", Place: new Place(Key: "backtest.fee")).ToString());
        Assert.Equal("bad", new Fault("bad").ToString());
    }

    [Fact]
    public void An_exception_holds_every_fault_and_the_first_advice()
    {
        var exception = FaultCatalogue.ConfigInvalid.Because([new Fault("one."), new Fault("two.", "Mend it.")], target: 5);
        Assert.Equal($"one.{Environment.NewLine}two. Mend it.", exception.Message);
        Assert.Equal(("Mend it.", 5), (exception.RecommendedAction, exception.Target));
        Assert.Equal(FaultCatalogue.DataMissing.Action, FaultCatalogue.DataMissing.Because("gone.").RecommendedAction);
    }

    [Fact]
    public void Every_entry_of_the_catalogue_is_listed_once_with_an_id_of_noun_and_cause()
    {
        var declared = typeof(FaultCatalogue).GetFields().Select(f => (FaultKind)f.GetValue(null)!).ToList();
        Assert.Equal(declared.Select(k => k.Id).Order(StringComparer.Ordinal), FaultCatalogue.All.Select(k => k.Id).Order(StringComparer.Ordinal));
        Assert.Equal(declared.Count, declared.Select(k => k.Id).Distinct().Count());
        Assert.All(declared, k => Assert.Matches("^[A-Z][A-Za-z]+\\.[A-Z][A-Za-z]+$", k.Id));
        Assert.All(declared, k => Assert.True(k.Summary.EndsWith('.') && k.Action.EndsWith('.')));
    }
}
