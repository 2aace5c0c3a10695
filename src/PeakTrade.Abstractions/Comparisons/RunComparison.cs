namespace PeakTrade;

/// <summary>Runs side by side: what they were made from, what they came to, and whether their Sharpe ratios differ by more than chance.</summary>
public sealed record RunComparison
{
    /// <summary>The runs, in the order they were given.</summary>
    public required IReadOnlyList<ComparedRun> Runs { get; init; }

    /// <summary>The run that the others are compared with, by its place among <see cref="Runs"/>.</summary>
    public required int Reference { get; init; }

    /// <summary>All that is compared, a row each.</summary>
    public required IReadOnlyList<RunComparisonRow> Rows { get; init; }

    /// <summary>The Sharpe ratio of each run but the reference, beside the reference's.</summary>
    public required IReadOnlyList<SharpeDifference> SharpeDifferences { get; init; }
}

/// <summary>A run of a comparison.</summary>
/// <param name="Name">What it is called there: the first characters of its id, or its id in a batch.</param>
/// <param name="RunId">Its id; null where it is not stored.</param>
/// <param name="Strategy">The strategy's key.</param>
/// <param name="Symbol">The instrument; for a portfolio what its universe is called.</param>
/// <param name="Start">The first bar's time, in UTC.</param>
/// <param name="End">The last bar's time, in UTC.</param>
/// <param name="Bars">How many bars.</param>
public sealed record ComparedRun(string Name, Guid? RunId, string Strategy, string Symbol, DateTime Start, DateTime End, int Bars);
