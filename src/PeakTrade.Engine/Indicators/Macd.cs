namespace PeakTrade.Engine;

/// <summary>Moving average convergence and divergence: a fast less a slow exponential average, and that line's own average.</summary>
public static class Macd
{
    /// <summary>Writes the three lines; NaN for the first <c>slow - 1</c> of the line, and <c>slow + signal - 2</c> of the others.</summary>
    public static void Fill(ReadOnlySpan<double> values, int fast, int slow, int signal, Span<double> line, Span<double> signalLine, Span<double> histogram)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Check(fast, slow, signal);
        Columns.Check(values, signalLine);
        Columns.Check(values, histogram);
        Ema.Fill(values, fast, line);
        Ema.Fill(values, slow, histogram);
        for (var t = 0; t < line.Length; t++) line[t] -= histogram[t];
        Ema.Fill(line, signal, signalLine);
        for (var t = 0; t < line.Length; t++) histogram[t] = line[t] - signalLine[t];
    }

    /// <summary>The three lines in rented memory.</summary>
    public static MacdLines Of(ReadOnlySpan<double> values, int fast = 12, int slow = 26, int signal = 9)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Check(fast, slow, signal);
        var lines = new MacdLines(values.Length);
        Fill(values, fast, slow, signal, lines.Line.Buffer, lines.Signal.Buffer, lines.Histogram.Buffer);
        return lines;
    }

    /// <summary>The three lines as arrays.</summary>
    public static MacdColumns Values(double[] values, int fast = 12, int slow = 26, int signal = 9)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var columns = new MacdColumns(new double[values.Length], new double[values.Length], new double[values.Length]);
        Fill(values, fast, slow, signal, columns.Line, columns.Signal, columns.Histogram);
        return columns;
    }

    private static void Check(int fast, int slow, int signal)
    {
        Columns.CheckWindow(fast);
        Columns.CheckWindow(signal);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(slow, fast);
    }
}

/// <summary>The lines of <see cref="Macd"/>, in rented memory.</summary>
public ref struct MacdLines : IDisposable
{
    private Series _line, _signal, _histogram;

    internal MacdLines(int length)
    {
        _line = Series.Rent(length);
        _signal = Series.Rent(length);
        _histogram = Series.Rent(length);
    }

    /// <summary>The fast average less the slow one.</summary>
    public readonly Series Line => _line;

    /// <summary>The line's exponential average.</summary>
    public readonly Series Signal => _signal;

    /// <summary>The line less its average.</summary>
    public readonly Series Histogram => _histogram;

    /// <summary>The first bar where all three have a value; the number of bars where none has.</summary>
    public readonly int FirstValid => _signal.FirstValid;

    /// <summary>Gives the memory back; the lines must not be read after it.</summary>
    public void Dispose()
    {
        _line.Dispose();
        _signal.Dispose();
        _histogram.Dispose();
    }
}

/// <summary>The lines of <see cref="Macd"/>, as arrays.</summary>
/// <param name="Line">The fast average less the slow one.</param>
/// <param name="Signal">The line's exponential average.</param>
/// <param name="Histogram">The line less its average.</param>
public sealed record MacdColumns(double[] Line, double[] Signal, double[] Histogram);
