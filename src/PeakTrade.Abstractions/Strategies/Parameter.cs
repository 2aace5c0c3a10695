using System.Globalization;

namespace PeakTrade;

/// <summary>What a parameter's values are.</summary>
public enum ParameterKind
{
    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A number.</summary>
    Float,

    /// <summary>One of a list of words.</summary>
    Choice,

    /// <summary>True or false.</summary>
    Bool,
}

/// <summary>A parameter of a strategy: what it takes, what it is when not given, and the range that is worth searching.</summary>
public sealed record Parameter
{
    private Parameter(string name, ParameterKind kind, object defaultValue, string description)
    {
        Name = name;
        Kind = kind;
        Default = defaultValue;
        Description = description;
    }

    /// <summary>The name, in snake_case.</summary>
    public string Name { get; }

    /// <summary>What its values are.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The value when none is given: <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or <see cref="bool"/> by kind.</summary>
    public object Default { get; }

    /// <summary>The lowest value, for numbers.</summary>
    public double? Low { get; private init; }

    /// <summary>The highest value, for numbers.</summary>
    public double? High { get; private init; }

    /// <summary>The words allowed, for choices.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>What it does, in a few words.</summary>
    public string Description { get; }

    /// <summary>A whole number.</summary>
    public static Parameter Integer(string name, long defaultValue, long low, long high, string description = "") =>
        Checked(new(name, ParameterKind.Int, defaultValue, description) { Low = low, High = high });

    /// <summary>A number.</summary>
    public static Parameter Number(string name, double defaultValue, double low, double high, string description = "") =>
        Checked(new(name, ParameterKind.Float, defaultValue, description) { Low = low, High = high });

    /// <summary>One of a list of words.</summary>
    public static Parameter Choice(string name, string defaultValue, IReadOnlyList<string> choices, string description = "") =>
        Checked(new(name, ParameterKind.Choice, defaultValue, description) { Choices = choices });

    /// <summary>True or false.</summary>
    public static Parameter Boolean(string name, bool defaultValue, string description = "") =>
        Checked(new(name, ParameterKind.Bool, defaultValue, description));

    /// <summary>The kind as it is written in files: int, float, choice or bool.</summary>
    public string KindName => Kind.ToString().ToLowerInvariant();

    /// <summary>The range as a user reads it: <c>5 to 40</c>, <c>sma | ema</c>, <c>true | false</c>.</summary>
    public string Range => Kind switch
    {
        ParameterKind.Choice => string.Join(" | ", Choices),
        ParameterKind.Bool => "true | false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Low} to {High}"),
    };

    private static Parameter Checked(Parameter parameter)
    {
        var good = parameter.Name.Length > 0 && parameter.Kind switch
        {
            ParameterKind.Int => parameter.Low <= parameter.High && (long)parameter.Default >= parameter.Low && (long)parameter.Default <= parameter.High,
            ParameterKind.Float => parameter.Low <= parameter.High && (double)parameter.Default >= parameter.Low && (double)parameter.Default <= parameter.High,
            ParameterKind.Choice => parameter.Choices.Contains((string)parameter.Default),
            _ => true,
        };
        return good ? parameter : throw new ArgumentException($"Parameter \"{parameter.Name}\": the default {parameter.Default} must lie in {parameter.Range}, and the name must not be empty.");
    }
}
