namespace PeakTrade;

/// <summary>One fold of walk-forward: what was found in its training window, and what that was worth in the test window after it. Null is undefined.</summary>
public sealed record WalkForwardFold
{
    private readonly BacktestResult? _test;

    /// <summary>A fold with the run over its test window; null where training found nothing to run.</summary>
    public WalkForwardFold(BacktestResult? test = null) => _test = test;

    /// <summary>Counts from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The first training bar's time, in UTC.</summary>
    public required DateTime TrainStart { get; init; }

    /// <summary>The last training bar's time, in UTC.</summary>
    public required DateTime TrainEnd { get; init; }

    /// <summary>How many bars were trained on.</summary>
    public required int TrainBars { get; init; }

    /// <summary>The first test bar's time, in UTC.</summary>
    public required DateTime TestStart { get; init; }

    /// <summary>The last test bar's time, in UTC.</summary>
    public required DateTime TestEnd { get; init; }

    /// <summary>How many bars were tested on.</summary>
    public required int TestBars { get; init; }

    /// <summary>Bars a year.</summary>
    public required double PeriodsPerYear { get; init; }

    /// <summary>The parameters that were best in training; null where none had a value.</summary>
    public ParameterSet? BestParameters { get; init; }

    /// <summary>Their objective in training.</summary>
    public double? InSample { get; init; }

    /// <summary>Their objective in the test.</summary>
    public double? OutOfSample { get; init; }

    /// <summary>Their total return in training.</summary>
    public double? InSampleReturn { get; init; }

    /// <summary>Their total return in the test; 0 where nothing was run.</summary>
    public double? OutOfSampleReturn => _test is null ? 0 : _test.TotalReturn;

    /// <summary>Their return a year in training.</summary>
    public double? InSampleAnnualReturn => Annual(InSampleReturn, TrainBars);

    /// <summary>Their return a year in the test.</summary>
    public double? OutOfSampleAnnualReturn => Annual(OutOfSampleReturn, TestBars);

    /// <summary>The return a year in the test over that in training; undefined where training made nothing.</summary>
    public double? Efficiency => InSampleAnnualReturn is > 0 and var promised ? OutOfSampleAnnualReturn / promised : null;

    /// <summary>Their trades in training.</summary>
    public int InSampleTrades { get; init; }

    /// <summary>Their trades in the test.</summary>
    public int OutOfSampleTrades => _test?.Trades ?? 0;

    /// <summary>The trials that training took.</summary>
    public int Trials { get; init; }

    /// <summary>Why nothing was run; null where something was.</summary>
    public string? Error { get; init; }

    /// <summary>The run over the test window; null where nothing was run.</summary>
    public BacktestResult? GetRun() => _test;

    private double? Annual(double? totalReturn, int bars)
    {
        if (totalReturn is not { } made || bars == 0) return null;
        var rate = Math.Pow(Math.Max(0, 1 + made), PeriodsPerYear / bars) - 1;
        return double.IsFinite(rate) ? rate : null;
    }
}
