namespace PeakTrade;

/// <summary>What a look at a stored run found: its files against its receipt and, where it was asked for, the run done again against both.</summary>
public sealed record RunCheck
{
    // An array, whose elements PowerShell can ask for by number.
    private readonly RunFinding[] _findings = [];

    /// <summary>The run; null where neither its receipt nor its folder's name says which.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Its folder.</summary>
    public required string RunPath { get; init; }

    /// <summary>The strategy's key; null where the receipt cannot be read.</summary>
    public string? Strategy { get; init; }

    /// <summary>The instrument, or what its universe is called; null where the receipt cannot be read.</summary>
    public string? Symbol { get; init; }

    /// <summary>What it comes to.</summary>
    public required RunCheckStatus Status { get; init; }

    /// <summary>Whether every file is as the receipt says, and the receipt as everything else says.</summary>
    public bool IsIntact => !Findings.Any(f => f.IsDamage);

    /// <summary>Whether the run, done again, gave the same bytes; null where it was not done again.</summary>
    public bool? IsReproduced { get; init; }

    /// <summary>Whether the receipt carries a seal over its own bytes; those of earlier versions have none.</summary>
    public bool IsSealed { get; init; }

    /// <summary>What was found, damage first; empty where there is nothing to say.</summary>
    public IReadOnlyList<RunFinding> Findings
    {
        get => _findings;
        init => _findings = [.. value];
    }

    /// <summary>The inputs that are not what they were, each once.</summary>
    public IReadOnlyList<RunFindingKind> Moved => Findings.Where(f => f.IsInput).Select(f => f.Kind).Distinct().ToArray();

    /// <summary>How many files the receipt lists.</summary>
    public int Files { get; init; }

    /// <summary>How many bytes were read and hashed.</summary>
    public long Bytes { get; init; }
}

/// <summary>What a look at a stored run comes to.</summary>
public enum RunCheckStatus
{
    /// <summary>Every file is as the receipt says.</summary>
    Intact,

    /// <summary>A file, or the receipt, is not what was stored.</summary>
    Damaged,

    /// <summary>There is no receipt, or none that can be read.</summary>
    Unreadable,

    /// <summary>Intact, and done again it gives the same bytes.</summary>
    Reproduced,

    /// <summary>Intact, and done again it gives other bytes; the findings name what moved.</summary>
    Moved,

    /// <summary>Intact, and it cannot be done again here; the findings say why.</summary>
    NotReplayed,
}
