using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>Bars, states and options that somebody might run.</summary>
internal sealed record Case(Bars Bars, sbyte[] States, BacktestOptions Options)
{
    public BacktestResult Pipeline() => Backtester.Run(Bars, States, Options with { Execution = ExecutionMode.Pipeline });

    public BacktestResult Vectorized() => Backtester.Run(Bars, States, Options with { Execution = ExecutionMode.Vectorized });

    public ReferenceRun Reference() => ReferenceEngine.Run(Bars, States, Options);

    public Case First(int count) => this with { Bars = Bars.First(count), States = States[..count] };

    /// <summary>Everything, so that a failure can be typed in again.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Options.ToString()).AppendLine();
        for (var t = 0; t < Bars.Count; t++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{t,3} {Bars.TimeAt(t):yyyy-MM-dd HH:mm} {States[t],2} O{Bars.Open[t]:R} H{Bars.High[t]:R} L{Bars.Low[t]:R} C{Bars.Close[t]:R}");
        return text.ToString();
    }
}

/// <summary>Generated cases: short, rough and mean on purpose.</summary>
internal static class Cases
{
    private sealed record Step(double Gap, double Body, double Up, double Down);

    public static Arbitrary<Case> Any { get; } = Arb.From(Generated(Options()), Shrunk);

    /// <summary>Without orders inside a bar: what the vectorized execution knows.</summary>
    public static Arbitrary<Case> WithoutLevels { get; } = Arb.From(Generated(Options().Select(WithoutLevelsOf)), Shrunk);

    /// <summary>Checks a property over so many cases, the same ones every time.</summary>
    public static void Check(Arbitrary<Case> cases, int count, ulong seed, Action<Case> holds) =>
        FsCheck.Check.One(Settings(count, seed), Prop.ForAll(cases, holds));

    public static Config Settings(int count, ulong seed) =>
        Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed, 0x9E3779B97F4A7C15), FSharpOption<int>.None)));

    private static BacktestOptions WithoutLevelsOf(BacktestOptions o) => o with
    {
        StopLoss = null, TakeProfit = null, TrailingStop = null,
        Sizing = o.Sizing.Kind == SizingKind.RiskPerTrade ? new Sizing(SizingKind.Fraction, o.MaxLeverage) : o.Sizing,
    };

    private static Gen<double> Between(double low, double high) => Gen.Choose(0, 1_000_000).Select(i => low + (high - low) * i / 1e6);

    private static Gen<Step> Steps() =>
        from gap in Gen.Frequency((70, Gen.Constant(1.0)), (24, Between(0.9, 1.1)), (6, Gen.Elements(5.0, 3.0, 2.0, 0.5, 0.3)))
        from body in Gen.Frequency((15, Gen.Constant(1.0)), (68, Between(0.94, 1.06)), (14, Between(0.7, 1.4)), (3, Gen.Elements(2.0, 4.0, 0.4)))
        from up in Gen.Frequency((30, Gen.Constant(0.0)), (55, Between(0, 0.06)), (15, Between(0, 0.5)))
        from down in Gen.Frequency((30, Gen.Constant(0.0)), (55, Between(0, 0.06)), (15, Between(0, 0.4)))
        select new Step(gap, body, up, down);

    private static Gen<Case> Generated(Gen<BacktestOptions> options) =>
        from count in Gen.Frequency((1, Gen.Choose(1, 3)), (3, Gen.Choose(4, 20)), (4, Gen.Choose(20, 60)))
        from flatBars in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Choose(1, 12)))
        from steps in Steps().ArrayOf(count)
        from start in Gen.Elements(100.0, 8.0, 2500.0)
        from tick in Gen.Elements(0.0, 0.01, 1.0)
        from calendar in Gen.Choose(0, 4)
        from holds in (from state in Gen.Elements((sbyte)-1, (sbyte)0, (sbyte)1, (sbyte)1, (sbyte)-1) from length in Gen.Choose(1, 9) select (state, length)).ArrayOf(count)
        from chosen in options
        select new Case(ToBars(steps, flatBars, start, tick, calendar), [.. holds.SelectMany(h => Enumerable.Repeat(h.state, h.length)).Take(count)], chosen);

    private static Gen<BacktestOptions> Options() =>
        from feeBps in Gen.Elements(0.0, 0, 10, 75)
        from feeFixed in Gen.Elements(0.0, 0, 0, 2, 40)
        from feeMinimum in Gen.Elements(0.0, 0, 0, 5, 90)
        from slippage in Gen.Elements(0.0, 0, 5, 250)
        from borrow in Gen.Elements(0.0, 0, 0.05, 4)
        from lots in Gen.Elements(0.0, 0, 0, 0.1, 1, 10)
        from leverage in Gen.Elements(1.0, 1, 1, 2, 3.5, 5)
        from margin in Gen.Elements(0.0, 0, 0.05, 0.19)
        from sizing in Sizings(leverage)
        from stop in sizing.Kind == SizingKind.RiskPerTrade ? Distances() : Maybe(Distances())
        from target in Maybe(Distances())
        from trail in Maybe(Distances())
        from choices in Gen.Choose(0, 11)
        from capital in Gen.Elements(1_000.0, 10_000, 100_000)
        from periods in Gen.Elements<double?>(null, null, 252, 365.25)
        from allowShort in Gen.Frequency((6, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new BacktestOptions
        {
            FeeBps = feeBps, FeeFixed = feeFixed, FeeMinimum = feeMinimum, SlippageBps = slippage, BorrowRate = borrow, LotStep = lots, MaxLeverage = leverage,
            MaintenanceMargin = margin, Sizing = sizing, StopLoss = stop, TakeProfit = target, TrailingStop = trail, StartCapital = capital, PeriodsPerYear = periods,
            AllowShort = allowShort, Intrabar = (IntrabarRule)(choices % 3), Fill = choices % 2 == 0 ? FillRule.NextOpen : FillRule.Close,
        };

    private static Gen<Distance?> Maybe(Gen<Distance?> distance) => Gen.Frequency((1, Gen.Constant<Distance?>(null)), (1, distance));

    private static Gen<Distance?> Distances() => Gen.Frequency(
        (3, Gen.Elements(0.01, 0.05, 0.1, 0.25, 0.6).Select(Distance? (f) => Distance.OfPrice(f))),
        (2, from window in Gen.Elements(1, 3, 5, 14) from multiple in Gen.Elements(0.5, 1, 2.5) select (Distance?)Distance.OfAtr(window, multiple)));

    private static Gen<Sizing> Sizings(double leverage) => Gen.Frequency(
        (4, Gen.Elements(1.0, 0.5, leverage).Select(f => new Sizing(SizingKind.Fraction, f))),
        (1, Gen.Elements(30.0, 700, 9_000).Select(c => new Sizing(SizingKind.FixedCash, c))),
        (1, Gen.Elements(0.05, 3, 150).Select(u => new Sizing(SizingKind.FixedUnits, u))),
        (1, from v in Gen.Elements(0.1, 0.5, 3) from w in Gen.Elements(2, 4, 20) select new Sizing(SizingKind.VolatilityTarget, v, w)),
        (1, Gen.Elements(0.01, 0.1, 0.9).Select(r => new Sizing(SizingKind.RiskPerTrade, r))));

    private static Bars ToBars(Step[] steps, int flatBars, double start, double tick, int calendar)
    {
        double Rounded(double price) => tick == 0 ? price : Math.Max(1, Math.Round(price / tick)) * tick;
        var (open, high, low, close) = (new double[steps.Length], new double[steps.Length], new double[steps.Length], new double[steps.Length]);
        var last = Rounded(start);
        for (var t = 0; t < steps.Length; t++)
        {
            // Jumps would carry the price out of all proportion, so they turn back.
            var step = t < flatBars ? new Step(1, 1, 0, 0) : steps[t];
            open[t] = Rounded(last > 50 * start || last < start / 50 ? start : last * step.Gap);
            close[t] = last = Rounded(open[t] * step.Body);
            high[t] = Math.Max(Math.Max(open[t], close[t]), Rounded(Math.Max(open[t], close[t]) * (1 + step.Up)));
            low[t] = Math.Min(Math.Min(open[t], close[t]), Rounded(Math.Min(open[t], close[t]) * (1 - step.Down)));
        }

        return new("TEST", [.. Times(calendar).Take(steps.Length).Select(t => t.Ticks)], open, high, low, close);
    }

    private static IEnumerable<DateTime> Times(int calendar)
    {
        var monday = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return calendar switch
        {
            0 => Every(TimeSpan.FromDays(1)),
            1 => Every(TimeSpan.FromDays(1)).Where(IsWeekday),
            2 => Every(TimeSpan.FromHours(1)),
            3 => Every(TimeSpan.FromHours(4)).Where(t => IsWeekday(t) && t.Hour is 8 or 12 or 16),
            _ => Every(TimeSpan.FromDays(7)),
        };

        IEnumerable<DateTime> Every(TimeSpan spacing)
        {
            for (var time = monday; ; time += spacing) yield return time;
        }

        static bool IsWeekday(DateTime time) => time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    private static IEnumerable<Case> Shrunk(Case big)
    {
        if (big.Bars.Count > 1)
        {
            yield return big.First(big.Bars.Count / 2);
            yield return big.First(big.Bars.Count - 1);
        }

        var o = big.Options;
        var simpler = new[]
        {
            o with { FeeBps = 0 }, o with { FeeFixed = 0 }, o with { FeeMinimum = 0 }, o with { SlippageBps = 0 }, o with { BorrowRate = 0 }, o with { LotStep = 0 },
            o with { MaintenanceMargin = 0 }, o with { TakeProfit = null }, o with { TrailingStop = null }, o with { StopLoss = null }, o with { Sizing = Sizing.AllEquity },
        };
        foreach (var options in simpler.Where(s => s != o && !s.Validate().Any())) yield return big with { Options = options };
        for (var t = 0; t < big.States.Length; t++)
        {
            if (big.States[t] != 0) yield return big with { States = [.. big.States.Select((s, i) => i == t ? (sbyte)0 : s)] };
        }
    }
}
