namespace PeakTrade;

/// <summary>One thing that was found about a stored run.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="What">The file or the input that it is about.</param>
/// <param name="Message">What is to be said of it, in a sentence.</param>
public sealed record RunFinding(RunFindingKind Kind, string What, string Message)
{
    /// <summary>What was stored, or is wanted; null where one thing does not say it.</summary>
    public string? Expected { get; init; }

    /// <summary>What is there now; null where one thing does not say it.</summary>
    public string? Found { get; init; }

    /// <summary>The line of the file, from 1; null where it is about no line.</summary>
    public int? Line { get; init; }

    /// <summary>Whether the stored run is not what was stored.</summary>
    public bool IsDamage => Kind <= RunFindingKind.Disagreement;

    /// <summary>Whether an input of the run is not what it was.</summary>
    public bool IsInput => Kind is >= RunFindingKind.Data and <= RunFindingKind.Strategy;

    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}

/// <summary>The kinds of what is found about a stored run, damage first.</summary>
public enum RunFindingKind
{
    /// <summary>The receipt is missing, cannot be read or was changed.</summary>
    Receipt,

    /// <summary>A file is not there.</summary>
    Missing,

    /// <summary>A file is longer or shorter than it was.</summary>
    Length,

    /// <summary>A file's bytes are not what they were.</summary>
    Content,

    /// <summary>A link or a folder lies where a file was.</summary>
    NoFile,

    /// <summary>Two files of the run say different things of it.</summary>
    Disagreement,

    /// <summary>A file that the receipt does not know; no damage.</summary>
    Stranger,

    /// <summary>The data are not what they were.</summary>
    Data,

    /// <summary>The configuration is not what it was.</summary>
    Config,

    /// <summary>Another version of the engine.</summary>
    Engine,

    /// <summary>Another seed.</summary>
    Seed,

    /// <summary>Another commit of the user's work, or changed files.</summary>
    Git,

    /// <summary>Another .NET or another kind of processor.</summary>
    Host,

    /// <summary>The strategy is not known here.</summary>
    Strategy,

    /// <summary>What the run gives when it is done again.</summary>
    Result,
}
