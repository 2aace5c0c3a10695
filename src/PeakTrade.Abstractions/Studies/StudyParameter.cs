namespace PeakTrade;

/// <summary>A parameter that a study searched, and where.</summary>
public sealed record StudyParameter
{
    /// <summary>The parameter's name.</summary>
    public required string Name { get; init; }

    /// <summary>The lowest value; null for choices.</summary>
    public double? Low { get; init; }

    /// <summary>The highest value; null for choices.</summary>
    public double? High { get; init; }

    /// <summary>The distance between values; null for choices, and where all numbers between are allowed.</summary>
    public double? Step { get; init; }

    /// <summary>Whether it was searched on a logarithmic scale.</summary>
    public bool Log { get; init; }

    /// <summary>The choices, in the order they were given; none for numbers.</summary>
    public IReadOnlyList<object> Choices { get; init; } = [];
}
