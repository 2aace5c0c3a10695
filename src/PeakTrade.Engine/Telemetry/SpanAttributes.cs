namespace PeakTrade.Engine;

/// <summary>What spans and log records say of the work that they belong to.</summary>
public static class SpanAttributes
{
    /// <summary>The id of the stored run; of a batch, a study or a walk-forward, which are no stored runs, an id of their own.</summary>
    public const string RunId = "run_id";

    /// <summary>The batch's name.</summary>
    public const string Batch = "batch";

    /// <summary>The run's name in its batch.</summary>
    public const string BatchRun = "batch_run";

    /// <summary>The study's name.</summary>
    public const string Study = "study";

    /// <summary>The trial's number.</summary>
    public const string Trial = "trial";

    /// <summary>The fold's number.</summary>
    public const string Fold = "fold";

    /// <summary>The strategy's key.</summary>
    public const string Strategy = "strategy";

    /// <summary>The instrument, or the universe's name.</summary>
    public const string Symbol = "symbol";

    /// <summary>What became of a run or a trial.</summary>
    public const string Status = "status";

    /// <summary>The id of a fault, as <c>docs/errors.md</c> lists it.</summary>
    public const string Fault = "fault";

    /// <summary>What holds of all that is done within a span as well.</summary>
    public static IReadOnlyList<string> Inherited { get; } = [RunId, Batch, BatchRun, Study, Trial, Fold, Strategy, Symbol];
}
