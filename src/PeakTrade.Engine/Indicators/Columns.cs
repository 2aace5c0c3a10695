using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>Writes an indicator over a window of values.</summary>
internal delegate void WindowedFill(ReadOnlySpan<double> values, int window, Span<double> destination);

/// <summary>What every indicator asks of the columns and windows it is given.</summary>
internal static class Columns
{
    public static void Check(ReadOnlySpan<double> values, ReadOnlySpan<double> destination)
    {
        if (destination.Length != values.Length)
            throw new ArgumentException($"The destination holds {destination.Length} values, and must hold {values.Length}, one for each value given.", nameof(destination));
        if (values.Overlaps(destination))
            throw new ArgumentException("The destination must be memory of its own: values are read again after the first results are written.", nameof(destination));
    }

    public static void Check(ReadOnlySpan<double> values, int window, ReadOnlySpan<double> destination)
    {
        CheckWindow(window);
        Check(values, destination);
    }

    public static void CheckWindow(int window, [CallerArgumentExpression(nameof(window))] string name = "") =>
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1, name);

    public static double[] Filled(ReadOnlySpan<double> values, int window, WindowedFill fill)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var result = new double[values.Length];
        fill(values, window, result);
        return result;
    }

    public static void CheckSameLength(int length, int other, string name)
    {
        if (length != other) throw new ArgumentException($"The columns must be of one length, and are {length} and {other} long.", name);
    }
}
