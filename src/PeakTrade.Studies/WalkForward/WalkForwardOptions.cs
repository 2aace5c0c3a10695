namespace PeakTrade.Studies;

/// <summary>How the bars are cut into windows. Give train and test, or folds, or train and folds.</summary>
public sealed record WalkForwardOptions
{
    /// <summary>Whether training windows move along or grow.</summary>
    public WalkForwardScheme Scheme { get; init; } = WalkForwardScheme.Rolling;

    /// <summary>How long a training window is (anchored: the first one).</summary>
    public WalkForwardLength? Train { get; init; }

    /// <summary>How long a test window is.</summary>
    public WalkForwardLength? Test { get; init; }

    /// <summary>How many test windows there are, all of one length; the last ends with the data. Without <see cref="Train"/> a training window is three times as long.</summary>
    public int? Folds { get; init; }

    /// <summary>How far it is from one test window to the next; the length of a test window where it is not given, and never less.</summary>
    public WalkForwardLength? Step { get; init; }

    /// <summary>Bars that are dropped from the end of each training window.</summary>
    public int PurgeBars { get; init; }

    /// <summary>Bars after each test window that no later training window uses.</summary>
    public int EmbargoBars { get; init; }

    /// <summary>The fewest bars that a training window keeps, and that a test window must hold to be one.</summary>
    public int MinimumBars { get; init; } = 2;

    /// <summary>Whether a last test window that the data cut short is kept.</summary>
    public bool KeepShort { get; init; } = true;
}
