namespace PeakTrade;

/// <summary>What a batch would do with one of its runs.</summary>
public sealed record BatchPlanRun
{
    /// <summary>The run's id in the batch.</summary>
    public required string RunId { get; init; }

    /// <summary>What would be done.</summary>
    public required BatchAction Action { get; init; }

    /// <summary>The strategy's key.</summary>
    public string? Strategy { get; init; }

    /// <summary>The factor bundle's file, as the batch names it.</summary>
    public string? BundlePath { get; init; }

    /// <summary>The first day, as the batch gives it.</summary>
    public string? StartDate { get; init; }

    /// <summary>The last day, as the batch gives it.</summary>
    public string? EndDate { get; init; }

    /// <summary>How many instruments.</summary>
    public int Symbols { get; init; }

    /// <summary>Bars of all instruments from the first day to the last.</summary>
    public long Bars { get; init; }

    /// <summary>How long it may take, in seconds, by a trial of the first run of its kind; reports and writing come on top. Null where it would not be run.</summary>
    public double? EstimatedSec { get; init; }

    /// <summary>Why it would fail; null where nothing speaks against it.</summary>
    public string? Error { get; init; }
}

/// <summary>What a batch would do with a run.</summary>
public enum BatchAction
{
    /// <summary>Run it.</summary>
    Run,

    /// <summary>Take the result that is there: nothing that it depends on has changed.</summary>
    Skip,

    /// <summary>Run it and put it in the place of the result that is there.</summary>
    Replace,

    /// <summary>Refuse it.</summary>
    Refuse,
}
