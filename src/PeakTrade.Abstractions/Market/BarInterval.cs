using System.Globalization;

namespace PeakTrade;

/// <summary>How long a bar lasts: minutes or hours that divide a day, a day, or a week. <c>60m</c> and <c>1h</c> are the same.</summary>
public sealed record BarInterval
{
    private const int MinutesPerDay = 24 * 60;
    private const int MinutesPerWeek = 7 * MinutesPerDay;

    private BarInterval(int minutes) => Minutes = minutes;

    /// <summary>Its length in minutes; a day counts 24 hours here, whatever the clocks do on it.</summary>
    public int Minutes { get; }

    /// <summary>Whether it is shorter than a day.</summary>
    public bool IsIntraday => Minutes < MinutesPerDay;

    /// <summary>Whether it is a week.</summary>
    public bool IsWeek => Minutes == MinutesPerWeek;

    /// <summary>Every interval there is, as it is written, from the shortest.</summary>
    public static IReadOnlyList<string> Allowed { get; } =
        [.. Enumerable.Range(1, MinutesPerDay).Where(minutes => MinutesPerDay % minutes == 0).Append(MinutesPerWeek).Select(minutes => new BarInterval(minutes).ToString())];

    /// <summary>Reads <c>15m</c>, <c>4h</c>, <c>1d</c> or <c>1w</c>; null where the text is no interval.</summary>
    public static BarInterval? Parse(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        var minutes = (long)count * (text[^1] switch { 'm' => 1, 'h' => 60, 'd' => MinutesPerDay, 'w' => MinutesPerWeek, _ => 0 });
        var divides = minutes is > 0 and <= MinutesPerDay && MinutesPerDay % minutes == 0;
        return divides || minutes == MinutesPerWeek ? new((int)minutes) : null;
    }

    /// <summary>The interval as it is written: <c>15m</c>, <c>1h</c>, <c>1d</c>, <c>1w</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minutes / Unit.Minutes}{Unit.Letter}");

    private (int Minutes, char Letter) Unit => Minutes switch
    {
        MinutesPerWeek => (MinutesPerWeek, 'w'),
        MinutesPerDay => (MinutesPerDay, 'd'),
        _ => Minutes % 60 == 0 ? (60, 'h') : (1, 'm'),
    };
}
