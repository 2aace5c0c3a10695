namespace PeakTrade.Runs;

/// <summary>Times as files carry them: <c>2020-01-01T00:00:00Z</c>, with a fraction only where there is one.</summary>
internal static class IsoTime
{
    /// <summary>The longest: seven digits of fraction.</summary>
    public const int MaxBytes = 28;

    private const int FractionDigits = 7;
    private const int WholeBytes = 19;

    public static int Write(Span<byte> to, long utcTicks)
    {
        to = to[..MaxBytes];
        var (date, time) = new DateTime(utcTicks);
        Digits(to[..4], date.Year);
        to[4] = (byte)'-';
        Digits(to.Slice(5, 2), date.Month);
        to[7] = (byte)'-';
        Digits(to.Slice(8, 2), date.Day);
        to[10] = (byte)'T';
        Digits(to.Slice(11, 2), time.Hour);
        to[13] = (byte)':';
        Digits(to.Slice(14, 2), time.Minute);
        to[16] = (byte)':';
        Digits(to.Slice(17, 2), time.Second);

        var length = WholeBytes;
        if (utcTicks % TimeSpan.TicksPerSecond is var fraction and not 0)
        {
            to[length] = (byte)'.';
            Digits(to.Slice(length + 1, FractionDigits), (int)fraction);
            length += 1 + FractionDigits;
            while (to[length - 1] == '0') length--;
        }

        to[length] = (byte)'Z';
        return length + 1;
    }

    public static bool TryRead(ReadOnlySpan<byte> from, out long utcTicks)
    {
        utcTicks = 0;
        if (from.Length <= WholeBytes || from[4] != '-' || from[7] != '-' || from[10] != 'T' || from[13] != ':' || from[16] != ':' || from[^1] != 'Z') return false;
        if (!TryDigits(from[..4], out var year) || !TryDigits(from.Slice(5, 2), out var month) || !TryDigits(from.Slice(8, 2), out var day)
            || !TryDigits(from.Slice(11, 2), out var hour) || !TryDigits(from.Slice(14, 2), out var minute) || !TryDigits(from.Slice(17, 2), out var second))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;

        var fraction = from[WholeBytes..^1];
        if (!TryFraction(fraction, out var ticks)) return false;
        utcTicks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + ticks;
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out int ticks)
    {
        ticks = 0;
        if (text.IsEmpty) return true;
        if (text[0] != '.' || text.Length is < 2 or > FractionDigits + 1 || !TryDigits(text[1..], out ticks)) return false;
        for (var digits = text.Length - 1; digits < FractionDigits; digits++) ticks *= 10;
        return true;
    }

    private static void Digits(Span<byte> to, int value)
    {
        for (var at = to.Length - 1; at >= 0; at--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            to[at] = (byte)('0' + digit);
        }
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var letter in text)
        {
            if (letter is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + (letter - '0');
        }

        return true;
    }
}
