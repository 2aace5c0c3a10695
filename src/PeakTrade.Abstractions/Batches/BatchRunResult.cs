namespace PeakTrade;

/// <summary>What became of one run of a batch.</summary>
public sealed record BatchRunResult
{
    /// <summary>The batch.</summary>
    public required string BatchName { get; init; }

    /// <summary>The run's id in the batch.</summary>
    public required string RunId { get; init; }

    /// <summary>What became of it.</summary>
    public required BatchRunStatus Status { get; init; }

    /// <summary>How long it took now, in seconds; of a skipped run next to nothing.</summary>
    public double RuntimeSec { get; init; }

    /// <summary>The strategy's key.</summary>
    public string? Strategy { get; init; }

    /// <summary>The factor bundle's file, as the batch names it.</summary>
    public string? BundlePath { get; init; }

    /// <summary>The first day, as the batch gives it.</summary>
    public string? StartDate { get; init; }

    /// <summary>The last day, as the batch gives it.</summary>
    public string? EndDate { get; init; }

    /// <summary>The run itself with all its figures; null where there is none.</summary>
    public BacktestResult? Result { get; init; }

    /// <summary>Final equity over start capital.</summary>
    public double? FinalPf => Result?.TotalReturn + 1;

    /// <inheritdoc cref="Metrics.TotalReturn"/>
    public double? TotalReturn => Result?.TotalReturn;

    /// <inheritdoc cref="Metrics.Sharpe"/>
    public double? Sharpe => Result?.Sharpe;

    /// <inheritdoc cref="Metrics.MaxDrawdown"/>
    public double? MaxDrawdown => Result?.MaxDrawdown;

    /// <inheritdoc cref="Metrics.Trades"/>
    public int? Trades => Result?.Trades;

    /// <summary>The folder of the run's evidence; null where there is none.</summary>
    public string? BacktestPath { get; init; }

    /// <summary>The risk report's page; null where none was asked for.</summary>
    public string? RiskReportPath { get; init; }

    /// <summary>The transaction-cost report's page; null where none was asked for.</summary>
    public string? TcaReportPath { get; init; }

    /// <summary>The folder of the run's profile; null where none was asked for.</summary>
    public string? ProfilePath { get; init; }

    /// <summary>Where its time went; null where that was not asked for.</summary>
    public RunProfile? Profile { get; init; }

    /// <summary>Why there is no result; null where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>The error's id, as docs/errors.md lists it.</summary>
    public string? ErrorId { get; init; }
}

/// <summary>What became of a run of a batch.</summary>
public enum BatchRunStatus
{
    /// <summary>It ran, and its evidence is written.</summary>
    Success,

    /// <summary>It has no result.</summary>
    Failed,

    /// <summary>It was not run: nothing that it depends on has changed and its result is there already, or the batch ended before its turn.</summary>
    Skipped,
}
