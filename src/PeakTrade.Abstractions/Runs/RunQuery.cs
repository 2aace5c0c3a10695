namespace PeakTrade;

/// <summary>Which stored runs are wanted; what is null does not matter.</summary>
public sealed record RunQuery
{
    /// <summary>These runs: whole ids, or their first characters.</summary>
    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>At most so many, the newest.</summary>
    public int? Latest { get; init; }

    /// <summary>Runs of this strategy; <c>*</c> and <c>?</c> stand for any text and any character.</summary>
    public string? Strategy { get; init; }

    /// <summary>Runs of this instrument; wildcards as above.</summary>
    public string? Symbol { get; init; }

    /// <summary>Runs finished at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }
}
