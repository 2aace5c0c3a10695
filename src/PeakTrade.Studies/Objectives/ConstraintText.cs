using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>A constraint on a run: <c>trades &gt;= 30</c>, <c>max_drawdown &gt; -0.2</c>.</summary>
/// <param name="Figure">The figure, one of <see cref="MetricFigures.Names"/>.</param>
/// <param name="Operator">How it stands to the bound: <c>&gt;=</c>, <c>&gt;</c>, <c>&lt;=</c> or <c>&lt;</c>.</param>
/// <param name="Bound">The bound.</param>
public sealed record ConstraintText(string Figure, string Operator, double Bound)
{
    /// <summary>Reads a constraint; the number may stand on either side.</summary>
    public static ConstraintText Parse(string text) => ParseAll([text])[0];

    /// <summary>Reads constraints; every fault comes at once.</summary>
    public static IReadOnlyList<ConstraintText> ParseAll(IReadOnlyList<string> texts)
    {
        var faults = new List<Fault>();
        var constraints = texts.Select(text => Read(text, faults)).OfType<ConstraintText>().ToArray();
        return faults.Count == 0 ? constraints : throw FaultCatalogue.ArgumentObjective.Because(faults, target: string.Join(", ", texts));
    }

    /// <summary>
    /// By how much a run breaks it: 0 or less is kept. What is undefined is broken without measure: a run of no trades has no drawdown
    /// to praise.
    /// </summary>
    public double Violation(Metrics metrics)
    {
        if (MetricFigures.Get(metrics, Figure) is not { } value || double.IsNaN(value)) return double.PositiveInfinity;
        var beyond = Operator[0] == '>' ? Bound - value : value - Bound;
        // Equal is not above: broken, by the least there is.
        return beyond == 0 && Operator.Length == 1 ? double.Epsilon : beyond;
    }

    /// <summary>The constraint as it is stored: <c>trades &gt;= 30</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Figure} {Operator} {Bound}");

    private static ConstraintText? Read(string text, List<Fault> faults)
    {
        var at = text.AsSpan().IndexOfAny("<>=!");
        var length = at < 0 ? 0 : text.AsSpan(at).IndexOfAnyExcept("<>=!");
        var op = length > 0 ? text.Substring(at, length) : "";
        if (op is not (">=" or ">" or "<=" or "<"))
        {
            faults.Add(new($"\"{text}\" is no constraint.", "Write a figure, one of >=, >, <= and <, and a number: trades >= 30."));
            return null;
        }

        var (left, right) = (text[..at].Trim(), text[(at + length)..].Trim());
        if (IsNumber(left, out _))
        {
            (left, right) = (right, left);
            op = (op[0] == '<' ? ">" : "<") + op[1..];
        }

        if (MetricFigures.Find(left) is not { } figure) faults.Add(MetricFigures.Unknown(left));
        else if (!IsNumber(right, out var bound)) faults.Add(new($"The constraint \"{text}\" holds {figure} against \"{right}\", which is no number.", right.EndsWith('%') ? "Write 20 % as 0.2." : "Write it like trades >= 30."));
        else return new(figure, op, bound);
        return null;
    }

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
