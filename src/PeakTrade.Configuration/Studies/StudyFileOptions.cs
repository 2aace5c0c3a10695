namespace PeakTrade.Configuration;

/// <summary>A study as a YAML file describes it. What the file does not say is null, and left to the command.</summary>
public sealed record StudyFileOptions
{
    /// <summary>The strategy's key.</summary>
    public string? Strategy { get; init; }

    /// <summary>What it is traded on.</summary>
    public StudyFileData? Data { get; init; }

    /// <summary>The path of the TOML configuration, as it is written.</summary>
    public string? Config { get; init; }

    /// <summary>What is searched the best of, in order.</summary>
    public IReadOnlyList<StudyFileObjective>? Objectives { get; init; }

    /// <summary>How many trials the study ends with.</summary>
    public int? Trials { get; init; }

    /// <summary>After this time no further trial is begun.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The seed.</summary>
    public long? Seed { get; init; }

    /// <summary>The sampler with its options, as a text such as <c>tpe(multivariate=true)</c>.</summary>
    public string? Sampler { get; init; }

    /// <summary>The pruner with its options, as a text such as <c>median(startup=5)</c>.</summary>
    public string? Pruner { get; init; }

    /// <summary>How many segments of time a trial's backtest is cut into for the pruner.</summary>
    public int? Segments { get; init; }

    /// <summary>What is said of the parameters that are searched: a text such as <c>5..40</c>, a value, a list, or a dictionary of low, high, step, log and choices.</summary>
    public IReadOnlyDictionary<string, object?>? Parameters { get; init; }

    /// <summary>Parameters that every trial gets as they are.</summary>
    public IReadOnlyDictionary<string, object?>? Fixed { get; init; }

    /// <summary>What must hold between parameters, beside the relations of the strategy.</summary>
    public IReadOnlyList<string>? Relations { get; init; }

    /// <summary>What must hold of a trial's figures.</summary>
    public IReadOnlyList<string>? Constraints { get; init; }

    /// <summary>Points that the first trials take.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>>? Enqueue { get; init; }

    /// <summary>Whether trials are worked out side by side.</summary>
    public bool? Parallel { get; init; }

    /// <summary>How many at once.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Trial k learns from trials 0 to k - lag.</summary>
    public int? Lag { get; init; }

    /// <summary>The study's name.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is stored: a path or an address.</summary>
    public string? Storage { get; init; }

    /// <summary>Settings laid over the configuration, by dotted key; a null takes a setting back to its default.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>>? Settings { get; init; }

    /// <summary>Walk-forward windows, whose out-of-sample figures are the objective.</summary>
    public StudyFileWalkForward? WalkForward { get; init; }

    internal YamlMap? Root { get; init; }

    internal string? File { get; init; }

    /// <summary>Where the file says something, such as <c>PlaceOf("parameters", "fast_window")</c>; the nearest thing around it where it says nothing.</summary>
    public Place PlaceOf(params IEnumerable<string> keys)
    {
        YamlNode? node = Root;
        var place = new Place(File);
        foreach (var key in keys)
        {
            if (node is not YamlMap map || map.Keys.FirstOrDefault(k => k.Equals(key, StringComparison.OrdinalIgnoreCase)) is not { } written) break;
            place = new(File, map.KeyNode(written).Line, map.KeyNode(written).Column);
            map.TryGetValue(written, out node);
        }

        return place;
    }

    /// <summary>Where the file says something of a parameter, searched or fixed.</summary>
    public Place PlaceOfParameter(string name) =>
        PlaceOf(Fixed?.Keys.Contains(name, StringComparer.OrdinalIgnoreCase) == true ? "fixed" : "parameters", name);
}

/// <summary>The data of a study: the map <c>data</c>. Texts are checked, and mean what they mean in the configuration.</summary>
public sealed record StudyFileData
{
    /// <summary>The file, folder or pattern, as it is written.</summary>
    public string? Path { get; init; }

    /// <summary>The instruments.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>The first moment, such as 2020-01-01.</summary>
    public string? From { get; init; }

    /// <summary>The moment that the data end before.</summary>
    public string? To { get; init; }

    /// <summary>The interval that bars are made into, such as 1h.</summary>
    public string? Resample { get; init; }
}

/// <summary>An objective.</summary>
/// <param name="Name">The figure.</param>
/// <param name="Direction">Which way it is better; null for the figure's own.</param>
public sealed record StudyFileObjective(string Name, StudyDirection? Direction = null);

/// <summary>Walk-forward windows: the map <c>walk_forward</c>.</summary>
public sealed record StudyFileWalkForward
{
    /// <summary>How long a training window is.</summary>
    public WalkForwardLength? Train { get; init; }

    /// <summary>How long a test window is.</summary>
    public WalkForwardLength? Test { get; init; }

    /// <summary>How many folds there are.</summary>
    public int? Folds { get; init; }

    /// <summary>Whether training windows move along or grow.</summary>
    public WalkForwardScheme? Scheme { get; init; }

    /// <summary>How many bars are left out at the end of a training window.</summary>
    public int? Purge { get; init; }

    /// <summary>How many bars after a test window no later training window uses.</summary>
    public int? Embargo { get; init; }
}
