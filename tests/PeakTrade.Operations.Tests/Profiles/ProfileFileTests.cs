namespace PeakTrade.Operations.Tests.Profiles;

/// <summary>The files of a profile byte for byte, and profiles added up.</summary>
public sealed class ProfileFileTests : IDisposable
{
    private static readonly RunProfile Given = new()
    {
        Run = "core_2015",
        Strategy = "multifactor_long_short",
        Bars = 126_000,
        Seconds = 0.4,
        FastestSeconds = 0.375,
        Repeats = 3,
        AllocatedBytes = 3_500_000,
        Stages = [new(RunStage.Load, 0.1, 2_500_000, 0.25, 1), new(RunStage.Simulation, 0.3, 1_000_000, 0.75, 2)],
    };

    private readonly Desktop _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_program_reads_figures_in_a_fixed_order()
    {
        WriteProfile.Execute(Given with { Stages = [Given.Stages[0]] }, _desk.PathTo("profile"));
        Assert.Equal(
            """
            {
              "run": "core_2015",
              "strategy": "multifactor_long_short",
              "bars": 126000,
              "seconds": 0.4,
              "allocated_bytes": 3500000,
              "repeats": 3,
              "fastest_seconds": 0.375,
              "stages": [
                {
                  "stage": "load",
                  "seconds": 0.1,
                  "share": 0.25,
                  "allocated_bytes": 2500000,
                  "calls": 1
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(_desk.PathTo("profile/profile.json")));
    }

    [Fact]
    public void A_person_reads_a_table()
    {
        WriteProfile.Execute(Given, _desk.PathTo("profile"));
        Assert.Equal(
            """
            # Where the time of core_2015 goes

            multifactor_long_short, 126,000 bars: 0.400000 s, 3.500 MB allocated. The run in the middle of 3; the fastest took 0.375000 s.

            | stage | seconds | share | MB allocated | calls |
            |---|---:|---:|---:|---:|
            | load | 0.100000 | 25.0 % | 2.500 | 1 |
            | simulation | 0.300000 | 75.0 % | 1.000 | 2 |
            | all | 0.400000 | 100.0 % | 3.500 | |

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(_desk.PathTo("profile/profile.md")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        var file = _desk.Write("profile", "");
        var fault = Assert.Throws<PeakTradeException>(() => WriteProfile.Execute(Given, file));
        Assert.Equal("Output.NotWritten", fault.Kind.Id);
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    // 0.1 + 0.2 of 0.6 s were reading: a half.
    [Fact]
    public void The_profile_of_a_batch_is_the_sum_of_its_runs()
    {
        var other = Given with { Run = "ml", Strategy = "equal_weight", Seconds = 0.2, AllocatedBytes = 500_000, Stages = [new(RunStage.Load, 0.2, 500_000, 1, 3)] };
        var sum = ProfileSum.Of("nightly", [Given, other]);
        Assert.Equal(("nightly", "equal_weight, multifactor_long_short", 252_000, 4_000_000), (sum.Run, sum.Strategy, sum.Bars, sum.AllocatedBytes));
        Assert.Equal(0.6, sum.Seconds, 12);
        var load = sum.Stages[(int)RunStage.Load];
        Assert.Equal((3_000_000, 4), (load.AllocatedBytes, load.Calls));
        Assert.Equal(0.5, load.Share, 12);
        Assert.Equal(1, sum.Stages.Sum(stage => stage.Share), 12);
        Assert.Equal(Enum.GetValues<RunStage>(), sum.Stages.Select(stage => stage.Stage));
    }

    [Fact]
    public void The_sum_of_no_runs_is_nothing() => Assert.All(ProfileSum.Of("nightly", []).Stages, stage => Assert.Equal((0, 0, 0), (stage.Seconds, stage.Share, stage.Calls)));
}
