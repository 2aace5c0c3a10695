namespace PeakTrade.Reports.Tests;

public class PowerShellLineTests
{
    [Fact]
    public void A_trial_is_run_again_by_its_line()
    {
        var trial = Trial(("fast_window", 12L), ("rate", 0.1), ("scale", 3.0), ("average", "ema"), ("stop", false)) with { Path = "data/it's.csv", Symbol = "BTC/EUR" };
        Assert.Equal("Invoke-Backtest -Path 'data/it''s.csv' -Symbol 'BTC/EUR' -Strategy ma_crossover -Parameter @{ fast_window = 12; rate = 0.1; scale = 3.0; average = 'ema'; stop = $false }", PowerShellLine.Of(trial));
    }

    [Fact]
    public void No_value_gets_out_of_its_quotes() =>
        Assert.Equal("Invoke-Backtest -Strategy 'a b' -Parameter @{ 'x; y' = '’’); Remove-Item $home #' }", PowerShellLine.Of(Trial(("x; y", "’); Remove-Item $home #")) with { Strategy = "a b" }));

    private static StudyTrial Trial(params (string, object)[] values) => new() { Study = "s", Number = 0, State = TrialState.Complete, Strategy = "ma_crossover", Parameters = SampleStudy.Set(values) };
}
