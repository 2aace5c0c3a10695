namespace PeakTrade.Configuration;

/// <summary>A batch as its file describes it: what its runs have in common, and the runs with the defaults laid under them.</summary>
public sealed record BatchOptions
{
    /// <summary>The folder of batches where a file names none.</summary>
    public const string DefaultOutputRoot = "output/batch_backtests";

    /// <summary>What it is called: letters, digits, _ and -, fit to be a folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in words.</summary>
    public string? Description { get; init; }

    /// <summary>The folder of batches, as it is written.</summary>
    public string OutputRoot { get; init; } = DefaultOutputRoot;

    /// <summary>Whether runs are worked out side by side; null where the file does not say.</summary>
    public bool? Parallel { get; init; }

    /// <summary>How many at once; null where the file does not say.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>The runs in their order, one at least, each with an id of its own.</summary>
    public required IReadOnlyList<BatchRun> Runs { get; init; }

    /// <summary>The file; null where the text came another way.</summary>
    public string? File { get; init; }

    /// <summary>The text as it was given.</summary>
    public string Text { get; init; } = "";
}
