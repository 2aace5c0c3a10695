using System.Runtime.CompilerServices;

namespace PeakTrade.Data.Csv;

/// <summary>Reads the times of one file: ISO 8601 with or without a zone, or a number since 1970.</summary>
internal sealed unsafe partial class TimeColumn(ZoneClock zone)
{
    // Digit places hold at most 9, separators exactly 0, once the expected character is XORed away.
    private const ulong DayShape = 0x2D30302D30303030, DayLimits = 0x7F76767F76767676; // yyyy-MM-
    private const ulong ClockShape = 0x30303A30303A3030, ClockLimits = 0x76767F76767F7676; // HH:mm:ss

    private ulong _dayHead;
    private ushort _dayTail;
    private long _dayTicks;
    private EpochUnit _unit;

    /// <summary>
    /// Reads <c>yyyy-MM-dd</c>, <c>yyyy-MM-ddTHH:mm:ss</c> with or without Z, or a whole number; null where the time
    /// needs <see cref="TryParse"/>. What follows is the caller's to check; 24 bytes must be readable.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* TryFast(byte* at, long previousUtc, out long ticks)
    {
        ticks = 0;
        var head = Swar.Load(at);
        if ((head != _dayHead || Unsafe.ReadUnaligned<ushort>(at + 8) != _dayTail) && !TryNewDay(at, head)) return TryNumber(at, out ticks);

        ticks = _dayTicks;
        if (at[10] is not ((byte)'T' or (byte)' ')) return Local(at + 10, previousUtc, ref ticks);

        var clock = Swar.Load(at + 11) ^ ClockShape;
        if (Swar.Above(clock, ClockLimits) != 0) return null;
        var hour = (uint)(clock & 15) * 10 + (uint)(clock >> 8 & 15);
        var minute = (uint)(clock >> 24 & 15) * 10 + (uint)(clock >> 32 & 15);
        var second = (uint)(clock >> 48 & 15) * 10 + (uint)(clock >> 56 & 15);
        if (hour > 23 || minute > 59 || second > 59) return null;

        ticks += (hour * 3600 + minute * 60 + second) * TimeSpan.TicksPerSecond;
        return at[19] == 'Z' ? at + 20 : Local(at + 19, previousUtc, ref ticks);
    }

    private byte* Local(byte* at, long previousUtc, ref long ticks)
    {
        if (zone.ToUtc(ticks, previousUtc) is not { } utc) return null;
        ticks = utc;
        return at;
    }

    private bool TryNewDay(byte* at, ulong head)
    {
        var date = head ^ DayShape;
        var tens = (uint)(at[8] - '0');
        var ones = (uint)(at[9] - '0');
        if (Swar.Above(date, DayLimits) != 0 || tens > 9 || ones > 9) return false;

        var year = (int)((date & 15) * 1000 + (date >> 8 & 15) * 100 + (date >> 16 & 15) * 10 + (date >> 24 & 15));
        var month = (int)((date >> 40 & 15) * 10 + (date >> 48 & 15));
        if (!TryDay(year, month, (int)(tens * 10 + ones), out var ticks)) return false;
        (_dayHead, _dayTail, _dayTicks) = (head, Unsafe.ReadUnaligned<ushort>(at + 8), ticks);
        return true;
    }

    private byte* TryNumber(byte* at, out long ticks)
    {
        ticks = 0;
        if (_unit is EpochUnit.Undecided or EpochUnit.CompactDate) return null;
        ulong number = 0;
        var end = ExactNumber.Digits(at, ref number);
        if (end == at || end - at > 18) return null;
        return TryEpoch((long)number, 0, out ticks) ? end : null;
    }

    private static bool TryDay(int year, int month, int day, out long ticks)
    {
        ticks = 0;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        ticks = new DateTime(year, month, day).Ticks;
        return true;
    }

    // The fraction is in ten-millionths of the unit.
    private bool TryEpoch(long number, long fraction, out long ticks)
    {
        ticks = 0;
        var unit = _unit switch
        {
            EpochUnit.Seconds => TimeSpan.TicksPerSecond,
            EpochUnit.Milliseconds => TimeSpan.TicksPerMillisecond,
            EpochUnit.Microseconds => TimeSpan.TicksPerMicrosecond,
            _ => 0,
        };
        var since = unit == 0 ? number / 100 : (Int128)number * unit + fraction * unit / TimeSpan.TicksPerSecond;
        var utc = since + DateTime.UnixEpoch.Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks) return false;
        ticks = (long)utc;
        return true;
    }
}
