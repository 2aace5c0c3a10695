using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>Spans of time as people write them: <c>90s</c>, <c>10m</c>, <c>1.5h</c>, <c>2d</c>.</summary>
public static class DurationText
{
    // Far beyond what anybody waits for, and far within what a TimeSpan holds.
    private const double MaxDays = 10_000;

    /// <summary>The span of a text; null where it is none, or not above 0.</summary>
    public static TimeSpan? Parse(string text)
    {
        var seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        if (seconds == 0 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return null;
        return count > 0 && count * seconds <= MaxDays * 86_400 ? TimeSpan.FromSeconds(count * seconds) : null;
    }
}
