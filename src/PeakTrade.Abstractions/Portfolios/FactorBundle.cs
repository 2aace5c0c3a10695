namespace PeakTrade;

/// <summary>Factors that score a universe together, and how the scores become weights: a file that a portfolio names.</summary>
public sealed record FactorBundle
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>A file of the instruments, one a line, as it is written; null where the run names them.</summary>
    public string? Universe { get; init; }

    /// <summary>The factors, one at least.</summary>
    public required IReadOnlyList<BundleFactor> Factors { get; init; }

    /// <summary>The most extreme fraction of a factor's values, at each end, that is drawn in before they are standardised.</summary>
    public double Winsorize { get; init; } = 0.01;

    /// <summary>How a factor's values are made comparable.</summary>
    public Standardization Standardize { get; init; } = Standardization.Zscore;

    /// <summary>The fraction of the scored instruments that is held long.</summary>
    public double LongQuantile { get; init; } = 0.2;

    /// <summary>The fraction of the scored instruments that is held short; 0 for longs only.</summary>
    public double ShortQuantile { get; init; } = 0.2;

    /// <summary>How the chosen instruments share a side.</summary>
    public PortfolioWeighting Weighting { get; init; } = PortfolioWeighting.Equal;

    /// <summary>How many returns the volatility of <see cref="PortfolioWeighting.InverseVolatility"/> looks back on.</summary>
    public int VolatilityWindowBars { get; init; } = 60;

    /// <summary>Whether instruments are compared with those of their own sector only, each sector held as much long as short.</summary>
    public bool SectorNeutral { get; init; }
}

/// <summary>A factor of a bundle.</summary>
/// <param name="Name">A built-in factor, or the name of one that a file holds.</param>
/// <param name="Weight">Its weight in the score.</param>
/// <param name="Direction">Which end is good.</param>
public sealed record BundleFactor(string Name, double Weight, FactorDirection Direction = FactorDirection.High)
{
    /// <summary>A file of the factor's values (time, symbol, value; or a column an instrument), as it is written; null for a built-in factor.</summary>
    public string? File { get; init; }
}

/// <summary>Which end of a factor is good.</summary>
public enum FactorDirection
{
    /// <summary>The more the better.</summary>
    High,

    /// <summary>The less the better.</summary>
    Low,
}

/// <summary>How values of different factors are made comparable.</summary>
public enum Standardization
{
    /// <summary>Standard deviations from the mean of all instruments at that time.</summary>
    Zscore,

    /// <summary>The place in order, from -1 for the least to 1 for the most.</summary>
    Rank,
}

/// <summary>How chosen instruments share a side of a portfolio.</summary>
public enum PortfolioWeighting
{
    /// <summary>All alike.</summary>
    Equal,

    /// <summary>By how far their score lies from the middle of all.</summary>
    Score,

    /// <summary>By one over their volatility.</summary>
    InverseVolatility,
}
