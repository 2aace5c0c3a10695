namespace PeakTrade;

/// <summary>The Sharpe ratio of a run less that of the reference, and whether that may be chance; the formulas stand in <c>docs/comparing.md</c>.</summary>
public sealed record SharpeDifference
{
    /// <summary>The run, by its place in the comparison.</summary>
    public int Run { get; init; }

    /// <summary>Bars whose returns both runs have.</summary>
    public int CommonBars { get; init; }

    /// <summary>The run's Sharpe ratio a year over the common bars; null where it is undefined.</summary>
    public double? Sharpe { get; init; }

    /// <summary>The reference's, over the same bars.</summary>
    public double? ReferenceSharpe { get; init; }

    /// <summary>The one less the other.</summary>
    public double? Difference { get; init; }

    /// <summary>The standard error of the difference.</summary>
    public double? StandardError { get; init; }

    /// <summary>The difference over its standard error.</summary>
    public double? Z { get; init; }

    /// <summary>How often a difference of this size or more would come by chance, were both ratios the same.</summary>
    public double? PValue { get; init; }

    /// <summary>The lower end of the 95 % interval of the difference.</summary>
    public double? Low { get; init; }

    /// <summary>Its upper end.</summary>
    public double? High { get; init; }

    /// <summary>How it was tested.</summary>
    public string Method { get; init; } = "";

    /// <summary>In a word.</summary>
    public SharpeVerdict Verdict { get; init; }

    /// <summary>In a sentence, with the numbers, or why there is no test.</summary>
    public string Sentence { get; init; } = "";
}

/// <summary>What a test of two Sharpe ratios comes to.</summary>
public enum SharpeVerdict
{
    /// <summary>It cannot be tested.</summary>
    Untested,

    /// <summary>There is nothing between them.</summary>
    Same,

    /// <summary>The difference may well be chance (p of 0.05 or more).</summary>
    Chance,

    /// <summary>The run's is higher, by more than chance (p below 0.05).</summary>
    Better,

    /// <summary>The run's is lower, by more than chance (p below 0.05).</summary>
    Worse,
}
