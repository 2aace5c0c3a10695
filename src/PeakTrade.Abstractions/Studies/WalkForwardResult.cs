namespace PeakTrade;

/// <summary>Whether the training windows of walk-forward move along or grow.</summary>
public enum WalkForwardScheme
{
    /// <summary>Each training window is as long as the first, and moves along with the tests.</summary>
    Rolling,

    /// <summary>Each training window begins with the first bar, and grows.</summary>
    Anchored,
}

/// <summary>How far the best parameter keeps its value from fold to fold.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Stability">From 0 to 1, where it never changes; null with fewer than two folds. <c>docs/walkforward.md</c> has the formula.</param>
public sealed record ParameterStability(string Parameter, double? Stability);

/// <summary>What walk-forward found: each fold, and the test windows run one behind the other. Each formula stands in <c>docs/walkforward.md</c>. Null is undefined.</summary>
public sealed record WalkForwardResult
{
    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>The instrument.</summary>
    public string? Symbol { get; init; }

    /// <summary>The data file, as far as there is one.</summary>
    public string? Path { get; init; }

    /// <summary>Whether training windows moved along or grew.</summary>
    public required WalkForwardScheme Scheme { get; init; }

    /// <summary>The objective that training searched the best of.</summary>
    public required string Objective { get; init; }

    /// <summary>The folds in order of time.</summary>
    public required IReadOnlyList<WalkForwardFold> Folds { get; init; }

    /// <summary>The test windows as one run, each going on with what the one before left.</summary>
    public required BacktestResult OutOfSample { get; init; }

    /// <summary>The annual Sharpe ratio of the test windows.</summary>
    public double? Sharpe => OutOfSample.Sharpe;

    /// <summary>The total return of the test windows.</summary>
    public double? TotalReturn => OutOfSample.TotalReturn;

    /// <summary>The deepest drawdown of the test windows, as a negative fraction.</summary>
    public double? MaxDrawdown => OutOfSample.MaxDrawdown;

    /// <summary>The trades in the test windows.</summary>
    public int Trades => OutOfSample.Trades;

    /// <summary>The return a year in all tests over that in all training; undefined where training made nothing.</summary>
    public double? Efficiency { get; init; }

    /// <summary>The share of folds whose test made money.</summary>
    public double? ProfitableFolds { get; init; }

    /// <summary>The mean objective in training.</summary>
    public double? InSampleObjective { get; init; }

    /// <summary>The mean objective in the tests, of the same folds.</summary>
    public double? OutOfSampleObjective { get; init; }

    /// <summary>The share of the objective in training that was lost in the tests; below 0 where the tests were better.</summary>
    public double? Degradation { get; init; }

    /// <summary>How far each parameter keeps its value from fold to fold.</summary>
    public IReadOnlyList<ParameterStability> Stability { get; init; } = [];

    /// <summary>The parameters of the last fold that has some, the ones to go on with.</summary>
    public ParameterSet? Parameters { get; init; }

    /// <summary>What that means, in plain words.</summary>
    public required string Verdict { get; init; }

    /// <summary>The account over the test windows.</summary>
    public EquityCurve GetEquity() => OutOfSample.GetEquity();
}
