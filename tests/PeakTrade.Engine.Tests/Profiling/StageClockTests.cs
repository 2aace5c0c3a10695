namespace PeakTrade.Engine.Tests.Profiling;

public sealed class StageClockTests
{
    private readonly HandClock _hand = new();
    private readonly StageClock _clock;

    public StageClockTests() => _clock = new StageClock(_hand);

    // 1 between, 10 reading, 2 between, 100 deciding with 1000 of indicators inside, 4 between: the parts are told without what lies inside them.
    [Fact]
    public void A_part_within_another_is_taken_out_of_the_outer_one()
    {
        using (StageClock.Run(_clock))
        {
            Pass(1);
            using (StageClock.Measure(RunStage.Load)) Pass(10);
            Pass(2);
            using (StageClock.Measure(RunStage.Signals))
            {
                Pass(60);
                using (StageClock.Measure(RunStage.Indicators)) Pass(1000);
                Pass(40);
            }

            Pass(4);
        }

        var profile = Profile();
        Assert.Equal([10, 1000, 100, 0, 0, 0, 7], profile.Stages.Select(stage => stage.Seconds));
        Assert.Equal([1, 1, 1, 0, 0, 0, 1], profile.Stages.Select(stage => stage.Calls));
        Assert.Equal(1117, profile.Seconds);
        Assert.Equal(1000.0 / 1117, profile.Stages[(int)RunStage.Indicators].Share);
        Assert.Equal(1, profile.Stages.Sum(stage => stage.Share), 1e-12);
    }

    [Fact]
    public void A_part_within_itself_is_entered_once()
    {
        using (StageClock.Run(_clock))
        using (StageClock.Measure(RunStage.Indicators))
        {
            Pass(1);
            using (StageClock.Measure(RunStage.Indicators)) Pass(2);
            Pass(4);
        }

        Assert.Equal((7, 1), (Profile().Stages[1].Seconds, Profile().Stages[1].Calls));
    }

    [Fact]
    public void A_part_that_throws_is_left()
    {
        using (StageClock.Run(_clock))
        {
            Assert.Throws<InvalidOperationException>(Fail);
            Pass(2);
        }

        Assert.Equal((1, 2), (Profile().Stages[(int)RunStage.Signals].Seconds, Profile().Stages[(int)RunStage.Other].Seconds));

        void Fail()
        {
            using var part = StageClock.Measure(RunStage.Signals);
            Pass(1);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void A_clock_that_is_run_again_goes_on_counting_and_what_lies_between_does_not_count()
    {
        using (StageClock.Run(_clock)) Pass(1);
        Pass(100);
        using (StageClock.Run(_clock)) Pass(2);
        Assert.Equal(3, Profile().Seconds);
    }

    [Fact]
    public void A_clock_within_a_clock_takes_over_and_hands_back()
    {
        var inner = new StageClock(_hand);
        using (StageClock.Run(_clock))
        {
            using (StageClock.Run(inner))
            using (StageClock.Measure(RunStage.Load)) Pass(5);
            using (StageClock.Measure(RunStage.Write)) Pass(7);
        }

        Assert.Equal((5, 0), (inner.ToProfile("", "", 0).Stages[(int)RunStage.Load].Seconds, inner.ToProfile("", "", 0).Stages[(int)RunStage.Write].Seconds));
        Assert.Equal((0, 7), (Profile().Stages[(int)RunStage.Load].Seconds, Profile().Stages[(int)RunStage.Write].Seconds));
    }

    [Fact]
    public void Other_threads_are_not_measured()
    {
        using (StageClock.Run(_clock))
        {
            var thread = new Thread(() =>
            {
                using var part = StageClock.Measure(RunStage.Load);
            });
            thread.Start();
            thread.Join();
        }

        Assert.Equal(0, Profile().Stages[(int)RunStage.Load].Calls);
    }

    [Fact]
    public void Work_that_another_thread_does_while_this_one_waits_is_measured_as_if_it_were_done_here()
    {
        using (StageClock.Run(_clock))
        using (StageClock.Measure(RunStage.Signals))
        {
            var answer = StageClock.Elsewhere(AskAnotherThread, () =>
            {
                Pass(3);
                GC.KeepAlive(new byte[50_000]);
                using var part = StageClock.Measure(RunStage.Indicators);
                Pass(20);
                GC.KeepAlive(new byte[700_000]);
                return 42;
            });
            Assert.Equal(42, answer);
            Pass(4);
        }

        var stages = Profile().Stages;
        Assert.Equal((7, 20), (stages[(int)RunStage.Signals].Seconds, stages[(int)RunStage.Indicators].Seconds));
        Assert.InRange(stages[(int)RunStage.Signals].AllocatedBytes, 50_000, 60_000);
        Assert.InRange(stages[(int)RunStage.Indicators].AllocatedBytes, 700_000, 701_000);

        static int AskAnotherThread(Func<int> work)
        {
            var answer = 0;
            var thread = new Thread(() => answer = work());
            thread.Start();
            thread.Join();
            return answer;
        }
    }

    [Fact]
    public void Memory_that_is_asked_for_counts_for_the_part_that_asks()
    {
        using (StageClock.Run(_clock))
        {
            using (StageClock.Measure(RunStage.Metrics))
            {
                GC.KeepAlive(new byte[100_000]);
                using (StageClock.Measure(RunStage.Write)) GC.KeepAlive(new byte[1_000_000]);
            }
        }

        var profile = Profile();
        Assert.InRange(profile.Stages[(int)RunStage.Metrics].AllocatedBytes, 100_000, 101_000);
        Assert.InRange(profile.Stages[(int)RunStage.Write].AllocatedBytes, 1_000_000, 1_001_000);
        Assert.Equal(profile.AllocatedBytes, profile.Stages.Sum(stage => stage.AllocatedBytes));
    }

    [Fact]
    public void Without_a_clock_nothing_is_allocated_and_with_one_nothing_either()
    {
        using (StageClock.Run(null)) Enter(100); // Compiled by now.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Enter(10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        using var watch = StageClock.Run(_clock);
        Enter(100);
        before = GC.GetAllocatedBytesForCurrentThread();
        Enter(10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Enter(int times)
        {
            for (var i = 0; i < times; i++)
            {
                using var part = StageClock.Measure(RunStage.Indicators);
            }
        }
    }

    private void Pass(int seconds) => _hand.Now += seconds;

    private RunProfile Profile() => _clock.ToProfile("BTC/EUR", "ma_crossover", 3);

    /// <summary>A clock that is turned by hand, a second a tick.</summary>
    private sealed class HandClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;
    }
}
