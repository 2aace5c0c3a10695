namespace PeakTrade;

/// <summary>The tails of the bar returns, and whether they hang together.</summary>
public sealed record TailStatistics
{
    /// <summary>How many returns there are.</summary>
    public int Returns { get; init; }

    /// <summary>Skewness.</summary>
    public double? Skew { get; init; }

    /// <summary>Excess kurtosis.</summary>
    public double? Kurtosis { get; init; }

    /// <summary>Jarque and Bera's statistic: 0 for the moments of a normal distribution.</summary>
    public double? JarqueBera { get; init; }

    /// <summary>Its p-value; a small one says that returns are not normal.</summary>
    public double? JarqueBeraPValue { get; init; }

    /// <summary>Hill's index of the losses' tail: the less, the heavier; below 2 the variance does not exist.</summary>
    public double? HillIndex { get; init; }

    /// <summary>The largest losses that it is worked out from.</summary>
    public int? HillCount { get; init; }

    /// <summary>The best bar's return.</summary>
    public double? Best { get; init; }

    /// <summary>The best bar, in UTC.</summary>
    public DateTime? BestTime { get; init; }

    /// <summary>The worst bar's return.</summary>
    public double? Worst { get; init; }

    /// <summary>The worst bar, in UTC.</summary>
    public DateTime? WorstTime { get; init; }

    /// <summary>The share of returns below 0.</summary>
    public double? NegativeShare { get; init; }

    /// <summary>The correlation of a return with the one before.</summary>
    public double? Autocorrelation { get; init; }

    /// <summary>The correlation of a return's square with the one before: whether wild bars follow wild ones.</summary>
    public double? SquareAutocorrelation { get; init; }
}
