using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What is written at it.</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>Round numbers that divide an axis.</summary>
internal static class Ticks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten that lie in a range; never more than asked for plus one.</summary>
    public static IReadOnlyList<Tick> Linear(double low, double high, int atMost, bool whole = false)
    {
        var step = Step(low, high, atMost);
        if (whole) step = Math.Max(1, step);
        if (!double.IsNormal(step) || !double.IsFinite(low / step) || !double.IsFinite(high / step)) return [.. new[] { low, high }.Distinct().Select(v => new Tick(v, NumberText.Of(v)))];

        var (first, last) = (Math.Ceiling(low / step - 1e-9), Math.Floor(high / step + 1e-9));
        var values = new List<double>();
        for (var k = 0; first + k <= last && k <= atMost; k++) values.Add((first + k) * step);
        var largest = values.Count == 0 ? 0 : values.Max(Math.Abs);
        return [.. values.Select(v => new Tick(v, Label(v, step, largest)))];
    }

    /// <summary>Powers of ten; where there are few of them their doubles and fives too; round numbers where the range is narrower still.</summary>
    public static IReadOnlyList<Tick> Log(double low, double high, int atMost)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(low) + 1e-9), (int)Math.Ceiling(Math.Log10(high) - 1e-9));
        double[] parts = 3 * (Math.Log10(high) - Math.Log10(low)) <= atMost ? [1, 2, 5] : [1];
        var stride = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)atMost));
        var ticks = new List<Tick>();
        for (var power = first; power <= last; power += stride)
        {
            foreach (var part in parts)
            {
                // Read from its digits, since a power of ten that was multiplied up is not the number itself.
                var value = double.Parse(string.Create(CultureInfo.InvariantCulture, $"{part}e{power}"), CultureInfo.InvariantCulture);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.Add(new Tick(value, NumberText.Of(value)));
            }
        }

        return ticks.Count >= 2 ? ticks : Linear(low, high, atMost);
    }

    private static double Step(double low, double high, int atMost)
    {
        var raw = high / atMost - low / atMost; // The whole range may be more than a number holds.
        if (!(raw > 0)) return double.NaN;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch { <= 1 + 1e-9 => power, <= 2 + 1e-9 => 2 * power, <= 5 + 1e-9 => 5 * power, _ => 10 * power };
    }

    // All labels of an axis have the same number of digits behind the point.
    private static string Label(double value, double step, double largest)
    {
        if (Math.Abs(value) < step / 2) return "0";
        var digit = (int)Math.Floor(Math.Log10(step) + 1e-9);
        if (largest < 1e6 && digit >= -5) return value.ToString($"F{Math.Max(0, -digit)}", CultureInfo.InvariantCulture);
        var digits = Math.Clamp((int)Math.Floor(Math.Log10(largest) + 1e-9) - digit, 0, 15);
        if (digits > 6 && largest < 1e12 && digit >= -5) return value.ToString($"F{Math.Max(0, -digit)}", CultureInfo.InvariantCulture);
        return value.ToString($"0.{new string('0', digits)}e0", CultureInfo.InvariantCulture);
    }
}
