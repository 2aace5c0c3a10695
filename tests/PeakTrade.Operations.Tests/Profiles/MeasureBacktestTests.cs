namespace PeakTrade.Operations.Tests.Profiles;

public sealed class MeasureBacktestTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    private BacktestRequest NotSaved => _desk.Request with { Save = false };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_run_reads_decides_trades_and_measures_and_writes_only_when_it_is_stored()
    {
        var profile = Only(NotSaved);
        Assert.Equal((_desk.Run(NotSaved).Symbol, "ma_crossover", 400, 1), (profile.Run, profile.Strategy, profile.Bars, profile.Repeats));
        Assert.Equal([RunStage.Load, RunStage.Indicators, RunStage.Signals, RunStage.Simulation, RunStage.Metrics, RunStage.Other], profile.Stages.Where(stage => stage.Calls > 0).Select(stage => stage.Stage));
        Assert.Empty(_desk.Runs);

        var stored = Only(_desk.Request);
        Assert.True(stored.Stages[(int)RunStage.Write] is { Calls: 1, Seconds: > 0, AllocatedBytes: > 0 });
        Assert.Single(_desk.Runs);
    }

    [Fact]
    public void All_parts_add_up_to_the_run()
    {
        var profile = Only(_desk.Request);
        Assert.Equal(profile.Seconds, profile.Stages.Sum(stage => stage.Seconds), 1e-9);
        Assert.Equal(profile.AllocatedBytes, profile.Stages.Sum(stage => stage.AllocatedBytes));
        Assert.Equal(1, profile.Stages.Sum(stage => stage.Share), 1e-9);
    }

    [Fact]
    public void Repeats_tell_the_run_in_the_middle_and_the_fastest()
    {
        var profile = Only(_desk.Request, repeat: 5);
        Assert.Equal(5, profile.Repeats);
        Assert.InRange(profile.FastestSeconds, double.Epsilon, profile.Seconds);
        Assert.Equal(5, _desk.Runs.Count);
    }

    [Fact]
    public void Each_instrument_has_its_own_profile_in_its_place()
    {
        _ = MakeSampleData.Execute(new() { Folder = _desk.PathTo("data"), Symbols = ["ETH/EUR"], Interval = SampleInterval.Daily, Count = 900 }, default).Single();
        var profiles = _desk.Workbench.Measure.Execute(NotSaved with { DataPath = _desk.PathTo("data") }, repeat: 3, _desk, default).Select(run => run.Result!).ToList();
        Assert.Equal([400, 900], profiles.Select(profile => profile.Bars));
        Assert.All(profiles, profile => Assert.Equal(3, profile.Repeats));
    }

    [Fact]
    public void What_is_wrong_with_an_instrument_is_told_once()
    {
        _desk.Write("data/eth_eur_1d.csv", "time,open\n");
        var outcomes = _desk.Workbench.Measure.Execute(NotSaved with { DataPath = _desk.PathTo("data") }, repeat: 3, _desk, default).ToList();
        Assert.Equal([true, false], outcomes.Select(run => run.Result is not null));
        Assert.NotNull(outcomes[1].Error);
    }

    [Fact]
    public void A_repeat_below_one_and_a_repeat_of_standard_input_are_refused()
    {
        Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => _desk.Workbench.Measure.Execute(NotSaved, 0, _desk, default)).Kind.Id);
        Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => _desk.Workbench.Measure.Execute(NotSaved with { Input = Stream.Null }, 2, _desk, default)).Kind.Id);
    }

    private RunProfile Only(BacktestRequest request, int repeat = 1) => _desk.Workbench.Measure.Execute(request, repeat, _desk, default).Single() is var run && run.Result is { } profile ? profile : throw run.Error!;
}
