namespace PeakTrade.Operations;

/// <summary>A factor as a door is given it: the name of a built-in one, or one of the user's own.</summary>
/// <param name="Name">The name.</param>
/// <param name="Own">The user's own.</param>
public sealed record FactorChoice(string? Name, IFactor? Own)
{
    /// <summary>The name as it was given.</summary>
    public override string ToString() => Name ?? Own!.Name;
}

/// <summary>Panels as a door asks for them.</summary>
public sealed record FactorRequest
{
    /// <summary>The lake that is read where no data are named.</summary>
    public const string DefaultPath = "data/lake";

    /// <summary>Where panels are kept where no store is named.</summary>
    public const string DefaultStore = "data/factors";

    /// <summary>The absolute folder that relative paths of this request start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The factors, a panel each.</summary>
    public required IReadOnlyList<FactorChoice> Factors { get; init; }

    /// <summary>The data: a file, a folder, a pattern or a lake.</summary>
    public string Path { get; init; } = DefaultPath;

    /// <summary>The instruments; all of the data where none are named.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>
    /// The settings <c>data.from</c>, <c>data.to</c>, <c>data.resample</c>, <c>data.timezone</c>, <c>data.session</c> and <c>data.on_bad_row</c>, as the configuration has them. The
    /// span cuts the panel: values at its start use what lies before.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings { get; init; } = [];

    /// <summary>The instrument that is the market; the mean of all where none is named.</summary>
    public string? Benchmark { get; init; }

    /// <summary>Where panels are kept.</summary>
    public string Store { get; init; } = DefaultStore;

    /// <summary>Neither looks into the store nor writes to it.</summary>
    public bool NoCache { get; init; }

    /// <summary>Computes though the panel is stored, and stores it again.</summary>
    public bool Force { get; init; }
}
