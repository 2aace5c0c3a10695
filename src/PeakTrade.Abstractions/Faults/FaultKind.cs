namespace PeakTrade;

/// <summary>What sort of thing went wrong; the doors map it to an ErrorCategory and an exit code.</summary>
public enum FaultClass
{
    /// <summary>A value that cannot be used: a setting, a parameter, an argument.</summary>
    InvalidArgument,

    /// <summary>Data that break their contract.</summary>
    InvalidData,

    /// <summary>Something named that is not there.</summary>
    NotFound,

    /// <summary>A file or folder that cannot be read.</summary>
    ReadError,

    /// <summary>A file or folder that cannot be written.</summary>
    WriteError,

    /// <summary>Code of the user's that threw or broke its contract.</summary>
    UserCode,

    /// <summary>A part that is not there on this machine or in this version.</summary>
    NotAvailable,
}

/// <summary>An entry of the error catalogue: a stable id and what it stands for.</summary>
/// <param name="Id">The id, <c>Noun.Cause</c>; scripts may rely on it.</param>
/// <param name="Class">What sort of thing it is.</param>
/// <param name="Summary">What the id stands for, as <c>docs/errors.md</c> lists it.</param>
/// <param name="Action">What a user does about it where the fault itself says nothing more exact.</param>
public sealed record FaultKind(string Id, FaultClass Class, string Summary, string Action)
{
    /// <summary>Whether it ends the whole command: a bad configuration or argument does, a bad item only itself.</summary>
    public bool EndsCommand => Id.StartsWith("Config.", StringComparison.Ordinal) || Id.StartsWith("Argument.", StringComparison.Ordinal);

    /// <summary>An exception of this kind with one fault.</summary>
    public PeakTradeException Because(string message, string action = "", Place place = default, object? target = null, Exception? inner = null) =>
        new(this, [new Fault(message, action, place)], target, inner);

    /// <summary>An exception of this kind that lists several faults at once.</summary>
    public PeakTradeException Because(IReadOnlyList<Fault> faults, object? target = null) => new(this, faults, target, null);
}
