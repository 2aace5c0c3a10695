using System.Globalization;

namespace PeakTrade;

/// <summary>How long a window of walk-forward is: a number of bars, or a span of the calendar.</summary>
public sealed record WalkForwardLength
{
    private readonly int _bars, _hours, _months;

    private WalkForwardLength(int bars, int hours, int months) => (_bars, _hours, _months) = (bars, hours, months);

    /// <summary>The number of bars; null for a span of the calendar.</summary>
    public int? BarCount => IsBars ? _bars : null;

    /// <summary>Whether it counts bars.</summary>
    public bool IsBars => _bars > 0;

    /// <summary>So many bars.</summary>
    public static WalkForwardLength OfBars(int bars) => bars > 0 ? new(bars, 0, 0) : throw new ArgumentOutOfRangeException(nameof(bars), bars, "A window holds at least one bar.");

    /// <summary>Reads <c>500</c> (bars), <c>36h</c>, <c>365d</c>, <c>8w</c>, <c>12m</c> or <c>12mo</c> (months), <c>2y</c>; null for anything else.</summary>
    public static WalkForwardLength? TryParse(string text)
    {
        var trimmed = text.Trim();
        var digits = trimmed.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : trimmed.Length;
        if (!int.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 1_000_000_000) return null;
        if (digits == trimmed.Length) return new(count, 0, 0);
        // Nothing lasts longer than the calendar of .NET.
        if (count > 100_000) return null;
        return trimmed[digits..].ToLowerInvariant() switch
        {
            "h" => new(0, count, 0),
            "d" => new(0, 24 * count, 0),
            "w" => new(0, 7 * 24 * count, 0),
            "m" or "mo" => new(0, 0, count),
            "y" => new(0, 0, 12 * count),
            _ => null,
        };
    }

    /// <summary>The same; a text that is no length is a fault.</summary>
    public static WalkForwardLength Parse(string text, string name = "a window") =>
        TryParse(text) ?? throw FaultCatalogue.ArgumentInvalid.Because($"The length of {name} is \"{text}\".", "Write a number of bars (500), or a span of time: 36h, 365d, 8w, 12m (months) or 2y.", target: text);

    /// <summary>The length as it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsBars ? $"{_bars}" : _months > 0 ? $"{_months}m" : _hours % 24 == 0 ? $"{_hours / 24}d" : $"{_hours}h")}");

    /// <summary>The moment so many lengths later, of a span of the calendar; the end of the calendar where that lies beyond it.</summary>
    public DateTime After(DateTime time, int times = 1)
    {
        try
        {
            return _months > 0 ? time.AddMonths(checked(_months * times)) : time.AddHours((double)_hours * times);
        }
        catch (Exception beyond) when (beyond is ArgumentOutOfRangeException or OverflowException)
        {
            return DateTime.MaxValue;
        }
    }
}
