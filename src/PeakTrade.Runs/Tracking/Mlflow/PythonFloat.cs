using System.Globalization;

namespace PeakTrade.Runs;

/// <summary>Numbers as Python's <c>repr</c> writes them, which is how MLflow's files hold them: <c>0.5</c>, <c>100000.0</c>, <c>1e-12</c>, <c>1e+16</c>, <c>nan</c>.</summary>
internal static class PythonFloat
{
    // Python writes the point out for 1e-4 up to, and without, 1e16.
    private const int SmallestPoint = -3;
    private const int LargestPoint = 16;

    public static string Repr(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";

        // Both write the fewest digits that read back as the same number, and differ only in where the exponent begins.
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        Span<char> digits = stackalloc char[32];
        var count = Digits(text[sign.Length..length], digits, out var point);
        return sign + Text(digits[..count], point);
    }

    // The digits without zeros in front, and the point's place counted from the first of them.
    private static int Digits(ReadOnlySpan<char> text, Span<char> digits, out int point)
    {
        var exponent = text.IndexOf('E');
        var mantissa = exponent < 0 ? text : text[..exponent];
        var dot = mantissa.IndexOf('.');
        point = dot < 0 ? mantissa.Length : dot;
        if (exponent >= 0) point += int.Parse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        var count = 0;
        foreach (var character in mantissa)
        {
            if (character == '.') continue;
            if (character == '0' && count == 0) point--;
            else digits[count++] = character;
        }

        while (count > 0 && digits[count - 1] == '0') count--;
        return count;
    }

    private static string Text(ReadOnlySpan<char> digits, int point)
    {
        if (digits.IsEmpty) return "0.0";
        if (point is < SmallestPoint or > LargestPoint)
        {
            var exponent = point - 1;
            var fraction = digits.Length == 1 ? "" : $".{digits[1..]}";
            return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (point <= 0) return $"0.{new string('0', -point)}{digits}";
        return point >= digits.Length ? $"{digits}{new string('0', point - digits.Length)}.0" : $"{digits[..point]}.{digits[point..]}";
    }
}
