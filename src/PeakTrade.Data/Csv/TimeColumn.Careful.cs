namespace PeakTrade.Data.Csv;

internal enum TimeReading
{
    Read,
    NoTime,

    /// <summary>The clocks of the zone were put forward over it.</summary>
    Skipped,
}

/// <summary>Every form of time that is accepted, character by character.</summary>
internal sealed partial class TimeColumn
{
    /// <summary>Reads a whole field.</summary>
    public TimeReading TryParse(ReadOnlySpan<byte> field, long previousUtc, out long ticks)
    {
        ticks = 0;
        if (IsNumber(field)) return TryNumber(field, out ticks) ? TimeReading.Read : TimeReading.NoTime;

        var at = 0;
        if (!Digits(field, ref at, 4, out var year) || !Skip(field, ref at, '-') || !Digits(field, ref at, 2, out var month) ||
            !Skip(field, ref at, '-') || !Digits(field, ref at, 2, out var day) || !TryDay(year, month, day, out var local))
            return TimeReading.NoTime;

        if (at < field.Length)
        {
            if (!(Skip(field, ref at, 'T') || Skip(field, ref at, 't') || Skip(field, ref at, ' ')) || !TryClock(field, ref at, out var clock)) return TimeReading.NoTime;
            local += clock;
        }

        if (at < field.Length)
        {
            if (!TryOffset(field[at..], out var offset)) return TimeReading.NoTime;
            ticks = local - offset;
            return InRange(ticks) ? TimeReading.Read : TimeReading.NoTime;
        }

        if (zone.ToUtc(local, previousUtc) is not { } utc) return TimeReading.Skipped;
        ticks = utc;
        return InRange(utc) ? TimeReading.Read : TimeReading.NoTime;
    }

    private static bool TryClock(ReadOnlySpan<byte> field, ref int at, out long ticks)
    {
        ticks = 0;
        if (!Digits(field, ref at, 2, out var hour) || !Skip(field, ref at, ':') || !Digits(field, ref at, 2, out var minute)) return false;
        var second = 0;
        var fraction = 0L;
        if (Skip(field, ref at, ':'))
        {
            if (!Digits(field, ref at, 2, out second)) return false;
            if (Skip(field, ref at, '.') && !TryFraction(field, ref at, out fraction)) return false;
        }

        if (hour > 23 || minute > 59 || second > 59) return false;
        ticks = (hour * 3600L + minute * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        return true;
    }

    // Z, +hh, +hhmm, +hh:mm, with a space before it at most.
    private static bool TryOffset(ReadOnlySpan<byte> field, out long offset)
    {
        offset = 0;
        var at = 0;
        Skip(field, ref at, ' ');
        if (Skip(field, ref at, 'Z') || Skip(field, ref at, 'z')) return at == field.Length;
        var sign = Skip(field, ref at, '+') ? 1 : Skip(field, ref at, '-') ? -1 : 0;
        if (sign == 0 || !Digits(field, ref at, 2, out var hours)) return false;
        var minutes = 0;
        if (at < field.Length)
        {
            Skip(field, ref at, ':');
            if (!Digits(field, ref at, 2, out minutes)) return false;
        }

        if (at != field.Length || hours > 18 || minutes > 59) return false;
        offset = sign * (hours * 60L + minutes) * TimeSpan.TicksPerMinute;
        return true;
    }

    private bool TryNumber(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = 0;
        var at = 0;
        var negative = Skip(field, ref at, '-');
        var number = 0L;
        var digits = at;
        while (at < field.Length && char.IsAsciiDigit((char)field[at]))
        {
            if (at - digits == 18) return IsNanosecondsInFull(field, digits) && TryNanoseconds(field[digits..], negative, out ticks);
            number = number * 10 + field[at++] - '0';
        }

        var fraction = 0L;
        if (Skip(field, ref at, '.') && at < field.Length && !TryFraction(field, ref at, out fraction)) return false;
        if (at != field.Length) return false;

        if (_unit == EpochUnit.Undecided) _unit = UnitOf(field, number);
        if (_unit == EpochUnit.CompactDate)
            return field.Length == 8 && TryDay((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100), out var local) && zone.ToUtc(local, 0) is { } utc && InRange(ticks = utc);
        return negative ? TryEpoch(-number, -fraction, out ticks) : TryEpoch(number, fraction, out ticks);
    }

    // 19 digits are nanoseconds of after September 2001, and fit a long until 2262.
    private static bool IsNanosecondsInFull(ReadOnlySpan<byte> field, int digits) => field.Length - digits == 19 && field[digits..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private bool TryNanoseconds(ReadOnlySpan<byte> digits, bool negative, out long ticks)
    {
        ticks = 0;
        if (!long.TryParse(digits, out var number)) return false;
        if (_unit == EpochUnit.Undecided) _unit = EpochUnit.Nanoseconds;
        return TryEpoch(negative ? -number : number, 0, out ticks);
    }

    // Seconds reach the year 5138 below 1e11, and each finer unit the like.
    private static EpochUnit UnitOf(ReadOnlySpan<byte> field, long number) => number switch
    {
        >= 1700_00_00 and < 2300_00_00 when field.Length == 8 && TryDay((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100), out _) => EpochUnit.CompactDate,
        < 100_000_000_000 => EpochUnit.Seconds,
        < 100_000_000_000_000 => EpochUnit.Milliseconds,
        < 100_000_000_000_000_000 => EpochUnit.Microseconds,
        _ => EpochUnit.Nanoseconds,
    };

    private static bool IsNumber(ReadOnlySpan<byte> field)
    {
        if (field.Length > 0 && field[0] == '-') field = field[1..];
        var digits = field.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits < 0 ? field.Length > 0 : digits > 0 && field[digits] == '.';
    }

    // Finer than a tick (100 ns) is cut off.
    private static bool TryFraction(ReadOnlySpan<byte> field, ref int at, out long ticks)
    {
        ticks = 0;
        var start = at;
        var weight = TimeSpan.TicksPerSecond / 10;
        for (; at < field.Length && char.IsAsciiDigit((char)field[at]); at++)
        {
            ticks += (field[at] - '0') * weight;
            weight /= 10;
        }

        return at > start && at - start <= 9;
    }

    private static bool Digits(ReadOnlySpan<byte> field, ref int at, int count, out int number)
    {
        number = 0;
        if (field.Length - at < count) return false;
        for (var stop = at + count; at < stop; at++)
        {
            if (!char.IsAsciiDigit((char)field[at])) return false;
            number = number * 10 + field[at] - '0';
        }

        return true;
    }

    private static bool Skip(ReadOnlySpan<byte> field, ref int at, char wanted)
    {
        if (at >= field.Length || field[at] != wanted) return false;
        at++;
        return true;
    }

    private static bool InRange(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
}
