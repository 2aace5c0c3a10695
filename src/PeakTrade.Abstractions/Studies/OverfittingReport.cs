namespace PeakTrade;

/// <summary>How far a study's best result may be owed to searching rather than to skill. Each formula stands in <c>docs/overfitting.md</c>. Null is undefined.</summary>
public sealed record OverfittingReport
{
    /// <summary>How many different parameter sets the store saw, pruned ones too.</summary>
    public required int Trials { get; init; }

    /// <summary>How many of them gave returns that the resampled figures stand on: complete ones, of very many an even choice.</summary>
    public int TrialsResampled { get; init; }

    /// <summary>The best trial's annual Sharpe ratio.</summary>
    public double? Sharpe { get; init; }

    /// <summary>Probability that the true Sharpe ratio of the best trial is above 0, were it the only one tried.</summary>
    public double? ProbabilisticSharpe { get; init; }

    /// <summary>The same after allowing for the number of trials: above the best that luck would give.</summary>
    public double? DeflatedSharpe { get; init; }

    /// <summary>The annual Sharpe ratio that the best of as many skill-less trials would show by luck.</summary>
    public double? SharpeByLuck { get; init; }

    /// <summary>Probability of backtest overfitting: how often the best in one half of the data is below the median in the other (CSCV).</summary>
    public double? BacktestOverfitting { get; init; }

    /// <summary>How often the best in one half of the data loses in the other.</summary>
    public double? OutOfSampleLoss { get; init; }

    /// <summary>The years of data below which so many trials find the best Sharpe ratio by luck alone.</summary>
    public double? MinimumBacktestYears { get; init; }

    /// <summary>The years of data there were.</summary>
    public double? BacktestYears { get; init; }

    /// <summary>p-value of Hansen's test of superior predictive ability against doing nothing, by bootstrap.</summary>
    public double? SuperiorAbility { get; init; }

    /// <summary>p-value of White's reality check against doing nothing, by bootstrap.</summary>
    public double? RealityCheck { get; init; }

    /// <summary>What that means, in plain words.</summary>
    public required string Verdict { get; init; }
}
