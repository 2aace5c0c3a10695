using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>How long a window of walk-forward is: a number of bars, or a span of the calendar.</summary>
public sealed record WalkForwardLength
{
    private readonly int _bars, _days, _months;

    private WalkForwardLength(int bars, int days, int months) => (_bars, _days, _months) = (bars, days, months);

    /// <summary>The number of bars; null for a span of the calendar.</summary>
    public int? BarCount => IsBars ? _bars : null;

    /// <summary>Whether it counts bars.</summary>
    public bool IsBars => _bars > 0;

    /// <summary>So many bars.</summary>
    public static WalkForwardLength OfBars(int bars) => bars > 0 ? new(bars, 0, 0) : throw new ArgumentOutOfRangeException(nameof(bars), bars, "A window holds at least one bar.");

    /// <summary>Reads <c>500</c> (bars), <c>365d</c>, <c>8w</c>, <c>12m</c> (months) or <c>2y</c>.</summary>
    public static WalkForwardLength Parse(string text, string name = "a window")
    {
        var trimmed = text.Trim();
        var digits = trimmed.TrimEnd('d', 'w', 'm', 'y', 'D', 'W', 'M', 'Y');
        if (trimmed.Length - digits.Length > 1 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 1_000_000_000) throw Bad();
        if (digits.Length == trimmed.Length) return new(count, 0, 0);
        // Nothing lasts longer than the calendar of .NET.
        if (count > 100_000) throw Bad();
        return char.ToLowerInvariant(trimmed[^1]) switch
        {
            'd' => new(0, count, 0),
            'w' => new(0, 7 * count, 0),
            'm' => new(0, 0, count),
            _ => new(0, 0, 12 * count),
        };

        PeakTradeException Bad() => FaultCatalogue.ArgumentInvalid.Because($"The length of {name} is \"{text}\".", "Write a number of bars (500), or a span of time: 365d, 8w, 12m or 2y.", target: text);
    }

    /// <summary>The length as it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsBars ? $"{_bars}" : _months > 0 ? $"{_months}m" : $"{_days}d")}");

    /// <summary>The moment so many lengths later; the end of the calendar where that lies beyond it.</summary>
    internal DateTime After(DateTime time, int times = 1)
    {
        try
        {
            return _months > 0 ? time.AddMonths(checked(_months * times)) : time.AddDays((double)_days * times);
        }
        catch (Exception beyond) when (beyond is ArgumentOutOfRangeException or OverflowException)
        {
            return DateTime.MaxValue;
        }
    }
}
