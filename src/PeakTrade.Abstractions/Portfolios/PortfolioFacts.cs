namespace PeakTrade;

/// <summary>What only a portfolio's run has to say, beside the figures that every run has.</summary>
public sealed record PortfolioFacts
{
    /// <summary>The instruments, by name.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>The instruments' sectors; empty where none were given.</summary>
    public IReadOnlyDictionary<string, string> Sectors { get; init; } = new Dictionary<string, string>();

    /// <summary>The factor bundle; null where there is none.</summary>
    public string? Bundle { get; init; }

    /// <summary>The bundle's factors.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>How often weights were decided and traded; 0 for a strategy of one instrument.</summary>
    public int Rebalances { get; init; }

    /// <summary>The mean over the bars of what all positions are worth, in multiples of the equity.</summary>
    public double AverageGross { get; init; }

    /// <summary>The mean over the bars of longs less shorts, in multiples of the equity.</summary>
    public double AverageNet { get; init; }

    /// <summary>The mean number of positions at a close.</summary>
    public double AveragePositions { get; init; }

    /// <summary>The most that one position weighed at a close, in multiples of the equity.</summary>
    public double LargestWeight { get; init; }

    /// <summary>Instruments whose data ended before the portfolio's, and were sold.</summary>
    public IReadOnlyList<string> Delisted { get; init; } = [];
}

/// <summary>A position right after a rebalance.</summary>
/// <param name="Time">The bar that the rebalance filled in, in UTC.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Units">Units held: above 0 long, below 0 short.</param>
/// <param name="Price">The price that the orders of that bar were filled at, before slippage.</param>
/// <param name="Weight">Its worth at that price over the equity.</param>
/// <param name="Target">The weight that was wanted.</param>
/// <param name="Score">The score that it was chosen by; null where there is none.</param>
public readonly record struct Holding(DateTime Time, string Symbol, double Units, double Price, double Weight, double Target, double? Score);

/// <summary>What the account holds at one bar's close; cash plus long less short is the equity.</summary>
/// <param name="Time">The bar's time, in UTC.</param>
/// <param name="Cash">Cash, the proceeds of shorts among it.</param>
/// <param name="Long">What longs are worth.</param>
/// <param name="Short">What shorts are worth, as a number of 0 or more.</param>
/// <param name="Positions">How many instruments are held.</param>
/// <param name="LargestWeight">The largest position's worth over the equity.</param>
/// <param name="Concentration">The sum of the squared shares of all positions in their gross worth: 1 for one position, 1/n for n alike, 0 for none.</param>
public readonly record struct ExposurePoint(DateTime Time, double Cash, double Long, double Short, int Positions, double LargestWeight, double Concentration);

/// <summary>What a factor did for a portfolio from one rebalance to the next.</summary>
/// <param name="From">The bar that the rebalance filled in, in UTC.</param>
/// <param name="To">The bar of the next, or the last bar.</param>
/// <param name="Factor">The factor; <c>market</c> for what all instruments did alike, <c>specific</c> for what nothing explains, <c>costs</c> for what trading took.</param>
/// <param name="Exposure">The portfolio's exposure: its weights times the instruments' standardised values; null for <c>specific</c> and <c>costs</c>.</param>
/// <param name="FactorReturn">The return of one unit of exposure; null for <c>specific</c> and <c>costs</c>.</param>
/// <param name="Contribution">The part of the portfolio's return over that time; all parts of one time add up to it.</param>
public readonly record struct FactorContribution(DateTime From, DateTime To, string Factor, double? Exposure, double? FactorReturn, double Contribution);
