using System.Globalization;
using System.Runtime.InteropServices;

namespace PeakTrade.Configuration;

/// <summary>What a window's length is counted in.</summary>
public enum WindowUnit
{
    /// <summary>Bars.</summary>
    Bars,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Hours.</summary>
    Hours,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Weeks.</summary>
    Weeks,

    /// <summary>Months of the calendar.</summary>
    Months,

    /// <summary>Years of the calendar.</summary>
    Years,
}

/// <summary>How long a window of data is: <c>500</c> bars, <c>90d</c>, <c>6mo</c>.</summary>
/// <param name="Count">How many.</param>
/// <param name="Unit">Of what.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WindowLength(int Count, WindowUnit Unit)
{
    private static readonly string[] Suffixes = ["", "m", "h", "d", "w", "mo", "y"];

    /// <summary>Reads a length: a whole number of bars, or one with m, h, d, w, mo or y; null for anything else.</summary>
    public static WindowLength? Parse(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
        var unit = Array.IndexOf(Suffixes, text[digits..]);
        return unit >= 0 && int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new(count, (WindowUnit)unit) : null;
    }

    /// <summary>The length as it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}{Suffixes[(int)Unit]}");
}
