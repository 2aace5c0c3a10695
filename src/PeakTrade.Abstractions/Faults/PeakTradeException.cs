namespace PeakTrade;

/// <summary>A fault that a user can act on. Anything else that is thrown is a defect of ours.</summary>
public sealed class PeakTradeException : Exception
{
    /// <summary>Made through <see cref="FaultKind.Because(string, string, Place, object?, Exception?)"/>.</summary>
    public PeakTradeException(FaultKind kind, IReadOnlyList<Fault> faults, object? target, Exception? inner)
        : base(string.Join(Environment.NewLine, faults), inner)
    {
        Kind = kind;
        Faults = faults;
        Target = target;
    }

    /// <summary>The catalogue entry.</summary>
    public FaultKind Kind { get; }

    /// <summary>All the faults, in the order they were found.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>The offending input, for the error record's TargetObject.</summary>
    public object? Target { get; }

    /// <summary>For <c>Data.BadRow</c>, the rows that break the data contract.</summary>
    public BrokenRows BrokenRows { get; init; } = BrokenRows.None;

    /// <summary>What to do, for the error record's RecommendedAction.</summary>
    public string RecommendedAction => Faults.Select(f => f.Action).FirstOrDefault(a => a.Length > 0) ?? Kind.Action;
}
