using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Engine.Tests.Indicators;

/// <summary>Columns and windows to try an indicator on, the same in every run.</summary>
public static class Cases
{
    public sealed record Case(double[] Values, int Window)
    {
        public override string ToString() => $"window {Window} of {Values.Length}: {string.Join(" ", Values)}";
    }

    public static void Hold(Func<Case, bool> property, Func<Random, double>? value = null, int cases = 400)
    {
        value ??= random => random.NextDouble() * 200 - 100;
        var gen = from seed in Gen.Choose(0, int.MaxValue - 1)
                  from length in Gen.Choose(0, 400)
                  from window in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(1, 130))
                  select Make(seed, length, window, value);
        Prop.ForAll(Arb.From(gen), property).Check(Config.QuickThrowOnFailure.WithReplay(20260701, 99).WithMaxTest(cases));
    }

    public static double[] Walk(int seed, int length, double start = 100)
    {
        var random = new Random(seed);
        var values = new double[length];
        for (var i = 0; i < length; i++) values[i] = start *= Math.Exp((random.NextDouble() - 0.5) * 0.04);
        return values;
    }

    /// <summary>The plain way: one window after the other, all of it each time.</summary>
    public static double[] Plainly(double[] values, int window, Func<double[], double> of)
    {
        var result = new double[values.Length];
        for (var t = 0; t < values.Length; t++) result[t] = t < window - 1 ? double.NaN : of(values[(t - window + 1)..(t + 1)]);
        return result;
    }

    public static bool Near(double[] expected, double[] actual, double relative, double scale = 0)
    {
        if (expected.Length != actual.Length) return false;
        for (var t = 0; t < expected.Length; t++)
        {
            if (double.IsNaN(expected[t]) != double.IsNaN(actual[t])) return false;
            if (!double.IsNaN(expected[t]) && Math.Abs(expected[t] - actual[t]) > relative * Math.Max(scale, Math.Abs(expected[t]))) return false;
        }

        return true;
    }

    public static void Equal(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var t = 0; t < expected.Length; t++)
        {
            if (double.IsNaN(expected[t])) Assert.True(double.IsNaN(actual[t]), $"bar {t} should have no value and has {actual[t]}");
            else Assert.True(Math.Abs(expected[t] - actual[t]) <= tolerance, $"bar {t}: {actual[t]} should be {expected[t]}");
        }
    }

    private static Case Make(int seed, int length, int window, Func<Random, double> value)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, length).Select(_ => value(random))], window);
    }
}
