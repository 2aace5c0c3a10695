using FsCheck;
using FsCheck.Fluent;
using PeakTrade.Data.Resampling;

namespace PeakTrade.Data.Tests.Resampling;

public sealed class AgreementTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata"];
    private static readonly string[] Sessions = ["00:00", "09:30", "17:00"];
    private static readonly string[] Intervals = ["15m", "30m", "45m", "1h", "90m", "4h", "12h", "1d", "1w"];
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20261121, 1);

    [Fact]
    public void A_plain_slow_grouping_makes_the_same_bars() => Check.One(Runs, Prop.ForAll(Arb.From(Cases()), c =>
    {
        var session = TimeOnly.Parse(c.Session);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(c.Zone);
        var interval = BarInterval.Parse(c.Interval)!;
        var bars = Walk(c.Seed, c.Minutes);
        var actual = Resampler.Resample(bars, interval, zone, session);
        // Midnight is skipped and repeated in São Paulo, where the date alone does not tell when a day begins.
        if (c is not { Zone: "America/Sao_Paulo", Session: "00:00" }) Sheet.AssertSame(new PlainResampler(interval.Minutes, zone, session).Of(bars), actual);
        AssertWhole(bars, actual);
    }));

    [Fact]
    public void Two_steps_give_what_one_step_gives() => Check.One(Runs, Prop.ForAll(Arb.From(Cases()), c =>
    {
        var session = TimeOnly.Parse(c.Session);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(c.Zone);
        var (quarter, hour) = (BarInterval.Parse("15m")!, BarInterval.Parse("1h")!);
        var bars = Walk(c.Seed, 1);
        Sheet.AssertSame(Resampler.Resample(bars, hour, zone, session), Resampler.Resample(Resampler.Resample(bars, quarter, zone, session), hour, zone, session));
    }));

    private static void AssertWhole(Bars bars, Bars longer)
    {
        for (var bar = 0; bar < longer.Count; bar++)
        {
            Assert.True(longer.High[bar] >= Math.Max(longer.Open[bar], longer.Close[bar]));
            Assert.True(longer.Low[bar] <= Math.Min(longer.Open[bar], longer.Close[bar]));
            Assert.True(bar == 0 || longer.UtcTicks[bar] > longer.UtcTicks[bar - 1]);
        }

        Assert.Equal(bars.Volume.ToArray().Sum(), longer.Volume.ToArray().Sum());
    }

    private static Gen<(int Seed, int Minutes, string Zone, string Session, string Interval)> Cases() =>
        from seed in Gen.Choose(0, int.MaxValue)
        from minutes in Gen.Elements(1, 5, 15)
        from zone in Gen.Elements(Zones)
        from session in Gen.Elements(Sessions)
        from interval in Gen.Elements(Intervals)
        select (seed, minutes, zone, session, interval);

    // Starts within a week of a change of clocks in one of the zones; every tenth bar comes late. Whole volumes, so that sums are exact.
    private static Bars Walk(int seed, int minutes)
    {
        var random = new SplitMix((ulong)seed);
        DateTime[] changes = [new(2021, 3, 14), new(2021, 3, 28), new(2021, 10, 31), new(2021, 11, 7), new(2018, 11, 4), new(2018, 2, 17), new(2021, 4, 4), new(2021, 10, 3)];
        var time = changes[random.Below(changes.Length)].AddMinutes((random.Below(3 * 1440) - 2 * 1440) / minutes * minutes);
        var count = 2000;
        var ticks = new long[count];
        var (open, high, low, close, volume) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
        for (var bar = 0; bar < count; bar++)
        {
            ticks[bar] = time.Ticks;
            (open[bar], close[bar], volume[bar]) = (100 + random.Below(50), 100 + random.Below(50), random.Below(1000));
            high[bar] = Math.Max(open[bar], close[bar]) + random.Below(9);
            low[bar] = Math.Min(open[bar], close[bar]) - random.Below(9);
            time = time.AddMinutes(minutes * (random.Below(10) == 0 ? 1 + random.Below(60) : 1));
        }

        return new Bars("walk", ticks, open, high, low, close, volume);
    }

    private sealed class SplitMix(ulong seed)
    {
        private ulong _state = seed;

        public int Below(int limit)
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
        }
    }
}
