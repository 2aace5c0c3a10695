namespace PeakTrade.Studies;

/// <summary>What a dimension's values are.</summary>
public enum DimensionKind
{
    /// <summary>Numbers.</summary>
    Real,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>One of a list, in no order.</summary>
    Categorical,
}

/// <summary>
/// One searched parameter. Samplers work on plain numbers: a number is itself, a choice is its place in the list (which is also how
/// a study's store holds them).
/// </summary>
public sealed record Dimension
{
    private Dimension(string name, DimensionKind kind) => (Name, Kind) = (name, kind);

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>What its values are.</summary>
    public DimensionKind Kind { get; }

    /// <summary>The lowest value; 0 for choices.</summary>
    public double Low { get; private init; }

    /// <summary>The highest value; the last place for choices.</summary>
    public double High { get; private init; }

    /// <summary>The distance between values, from the lowest on; null where all numbers between are allowed.</summary>
    public double? Step { get; private init; }

    /// <summary>Whether ratios matter rather than differences.</summary>
    public bool Log { get; private init; }

    /// <summary>The choices: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>; none for numbers.</summary>
    public IReadOnlyList<object> Choices { get; private init; } = [];

    /// <summary>How many values there are; infinite where all numbers are allowed.</summary>
    public double Count => Kind == DimensionKind.Categorical ? Choices.Count : Step is { } step ? Math.Floor((High - Low) / step + 1e-8) + 1 : Low == High ? 1 : double.PositiveInfinity;

    /// <summary>A number.</summary>
    public static Dimension Real(string name, double low, double high, double? step = null, bool log = false) =>
        Checked(new(name, DimensionKind.Real) { Low = low, High = step is { } s ? LastOf(low, high, s) : high, Step = step, Log = log });

    /// <summary>A whole number.</summary>
    public static Dimension Integer(string name, long low, long high, long step = 1, bool log = false) =>
        Checked(new(name, DimensionKind.Integer) { Low = low, High = LastOf(low, high, step), Step = step, Log = log });

    /// <summary>One of a list.</summary>
    public static Dimension Categorical(string name, IReadOnlyList<object> choices) =>
        Checked(new(name, DimensionKind.Categorical) { High = choices.Count - 1, Step = 1, Choices = choices });

    /// <summary>The nearest value that is allowed.</summary>
    public double Nearest(double number)
    {
        var inside = Math.Clamp(number, Low, High);
        return Step is { } step ? Math.Clamp(Low + Math.Round((inside - Low) / step) * step, Low, High) : inside;
    }

    /// <summary>
    /// The value at a place from 0 to 1. Every value of a grid, and every choice, owns a stretch of the same length (on a logarithmic
    /// scale where the dimension is so).
    /// </summary>
    public double FromUnit(double unit)
    {
        var (low, high) = Edges;
        var at = low + Math.Clamp(unit, 0, 1) * (high - low);
        return Nearest(Log ? Math.Exp(at) : at);
    }

    /// <summary>The place of a value from 0 to 1, the inverse of <see cref="FromUnit"/>: the middle of the value's own stretch.</summary>
    public double ToUnit(double number)
    {
        var (low, high) = Edges;
        return high > low ? Math.Clamp(((Log ? Math.Log(number) : number) - low) / (high - low), 0, 1) : 0.5;
    }

    /// <summary>What the strategy is given for a number: <see cref="double"/>, <see cref="long"/>, or the choice itself.</summary>
    public object ValueOf(double number) => Kind switch
    {
        DimensionKind.Real => number,
        DimensionKind.Integer => (long)number,
        _ => Choices[(int)number],
    };

    /// <summary>The number of a value; null where it is none of this dimension's.</summary>
    public double? NumberOf(object? value)
    {
        if (Kind == DimensionKind.Categorical)
        {
            for (var i = 0; i < Choices.Count; i++)
            {
                if (Choices[i].Equals(value)) return i;
            }

            return null;
        }

        var number = value switch { long n => n, double n => n, int n => n, _ => double.NaN };
        return number >= Low && number <= High && Math.Abs(Nearest(number) - number) <= 1e-9 * Math.Max(1, Math.Abs(number)) ? Nearest(number) : null;
    }

    /// <inheritdoc/>
    public bool Equals(Dimension? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && Low.Equals(other.Low) && High.Equals(other.High) && Step.Equals(other.Step) && Log == other.Log && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Low, High, Step, Log, Choices.Count);

    // Half a step beyond the ends, so that the end values are as likely as the others.
    private (double Low, double High) Edges
    {
        get
        {
            var half = (Step ?? 0) / 2;
            return Log ? (Math.Log(Math.Max(Low - half, double.Epsilon)), Math.Log(High + half)) : (Low - half, High + half);
        }
    }

    private static double LastOf(double low, double high, double step) => step > 0 ? low + Math.Floor((high - low) / step + 1e-8) * step : high;

    private static Dimension Checked(Dimension made)
    {
        var why = made switch
        {
            { Name.Length: 0 } => "it has no name",
            { Kind: DimensionKind.Categorical, Choices.Count: 0 } => "there is nothing to choose from",
            _ when !double.IsFinite(made.Low) || !double.IsFinite(made.High) => "its ends must be finite numbers",
            _ when made.Low > made.High => $"its lowest value {made.Low} is above its highest {made.High}",
            { Step: <= 0 } => "its step must be above 0",
            { Log: true, Low: <= 0 } => $"a logarithmic scale needs values above 0, and its lowest is {made.Low}",
            { Log: true, Kind: DimensionKind.Real, Step: not null } => "a logarithmic scale and a step do not go together for numbers that are not whole",
            _ => null,
        };
        return why is null ? made : throw FaultCatalogue.ArgumentSearchSpace.Because($"The search space of {(made.Name.Length == 0 ? "a parameter" : made.Name)} cannot be used: {why}.", target: made.Name);
    }
}
