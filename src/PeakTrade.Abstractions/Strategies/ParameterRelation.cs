using System.Globalization;

namespace PeakTrade;

/// <summary>A relation that must hold between parameters: <c>fast_window &lt; slow_window</c>, <c>lower &lt;= 50</c>.</summary>
public sealed class ParameterRelation
{
    private static readonly string[] Operators = ["<=", ">=", "!=", "==", "<", ">"];
    private readonly string _left, _operator, _right;

    private ParameterRelation(string left, string @operator, string right) => (_left, _operator, _right) = (left, @operator, right);

    /// <summary>Reads a relation; each side is a parameter's name or a number.</summary>
    public static ParameterRelation Parse(string text)
    {
        foreach (var op in Operators)
        {
            var at = text.IndexOf(op, StringComparison.Ordinal);
            if (at > 0 && at + op.Length < text.Length) return new(text[..at].Trim(), op, text[(at + op.Length)..].Trim());
        }

        throw new ArgumentException($"\"{text}\" is no relation; write it like \"fast_window < slow_window\".");
    }

    /// <summary>The parameters it names.</summary>
    public IEnumerable<string> Names => new[] { _left, _right }.Where(side => !IsNumber(side, out _));

    /// <summary>Whether the relation holds for these values.</summary>
    public bool Holds(ParameterSet values)
    {
        var (left, right) = (Value(_left, values), Value(_right, values));
        return _operator switch
        {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            "==" => left.Equals(right),
            _ => !left.Equals(right),
        };
    }

    /// <summary>The relation as it was written.</summary>
    public override string ToString() => $"{_left} {_operator} {_right}";

    private static double Value(string side, ParameterSet values) => IsNumber(side, out var number) ? number : values.Number(side);

    private static bool IsNumber(string side, out double number) => double.TryParse(side, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
