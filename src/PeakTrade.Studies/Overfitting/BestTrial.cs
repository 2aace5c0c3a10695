namespace PeakTrade.Studies;

/// <summary>What must be known of a study's best trial to judge it.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="SharpePerBar">Mean over standard deviation of its bar returns; null where they are alike.</param>
/// <param name="Skew">Their skewness.</param>
/// <param name="ExcessKurtosis">Their kurtosis, 0 for a normal distribution.</param>
/// <param name="Returns">How many returns there are: one fewer than bars.</param>
/// <param name="Trades">How many trades it made.</param>
public sealed record BestTrial(int Trial, double? SharpePerBar, double? Skew, double? ExcessKurtosis, int Returns, int Trades)
{
    /// <summary>The best trial by the figures of its run over so many bars.</summary>
    public static BestTrial Of(int trial, Metrics metrics, int bars) =>
        new(trial, metrics.Sharpe / Math.Sqrt(metrics.PeriodsPerYear), metrics.Skew, metrics.Kurtosis, bars - 1, metrics.Trades);
}
