using System.Globalization;

namespace PeakTrade.Data.DuckDb;

/// <summary>The values that .NET spells otherwise than DuckDB, and those that hold others.</summary>
internal readonly unsafe ref partial struct DuckDbColumn
{
    private const int SecondsPerMinute = 60;
    private const int MonthsPerYear = 12;
    // A TIMETZ counts its offset down from the greatest: 15:59:59 east.
    private const int GreatestOffset = (16 * 60 * SecondsPerMinute) - 1;
    private const int OffsetBits = 24;

    private int Word(int row) => Type.Storage switch
    {
        DuckDbTypeId.UTinyInt => Values<byte>()[row],
        DuckDbTypeId.USmallInt => Values<ushort>()[row],
        _ => checked((int)Values<uint>()[row]),
    };

    // The first byte says how many bits of the next are padding.
    private string Bits(int row)
    {
        var bytes = Bytes(row);
        var padding = bytes[0];
        var bits = new char[((bytes.Length - 1) * 8) - padding];
        for (var i = 0; i < bits.Length; i++)
        {
            var at = i + padding;
            bits[i] = (bytes[1 + (at / 8)] & (0x80 >> (at % 8))) != 0 ? '1' : '0';
        }

        return new string(bits);
    }

    private TimeOnly Clock(int row, long ticks) => ticks is >= 0 and < TimeSpan.TicksPerDay ? new TimeOnly(ticks) : throw OutOfRange(row, "the time 24:00:00", ".NET TimeOnly");

    private string ClockWithOffset(int row)
    {
        var stored = Values<ulong>()[row];
        var time = TimeSpan.FromMicroseconds((long)(stored >> OffsetBits));
        var offset = TimeSpan.FromSeconds(GreatestOffset - (int)(stored & ((1UL << OffsetBits) - 1)));
        var hours = (int)time.TotalHours; // 24:00:00 is a time of SQL's.
        var fraction = time.Ticks % TimeSpan.TicksPerSecond == 0 ? "" : time.ToString(@"\.FFFFFF", CultureInfo.InvariantCulture);
        var seconds = offset.Seconds == 0 ? "" : offset.ToString(@"\:ss", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{hours:00}:{time:mm\\:ss}{fraction}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}{seconds}");
    }

    private static TimeSpan Span(IntervalStruct stored) => TimeSpan.FromDays(stored.Days) + TimeSpan.FromMicroseconds(stored.Microseconds);

    // With months it is no length of time, and stands as ISO 8601 writes it.
    private static string InMonths(IntervalStruct stored)
    {
        var (years, months) = Math.DivRem(stored.Months, MonthsPerYear);
        var text = new System.Text.StringBuilder("P");
        if (years != 0) text.Append(CultureInfo.InvariantCulture, $"{years}Y");
        if (months != 0) text.Append(CultureInfo.InvariantCulture, $"{months}M");
        if (stored.Days != 0) text.Append(CultureInfo.InvariantCulture, $"{stored.Days}D");
        if (stored.Microseconds != 0) text.Append(CultureInfo.InvariantCulture, $"T{stored.Microseconds / 1e6m:0.######}S");
        return text.ToString();
    }

    private object?[] Items(int row)
    {
        var list = List(row);
        var items = new object?[list.Count];
        for (var i = 0; i < items.Length; i++) items[i] = list.Value(i);
        return items;
    }

    private QueryRow Struct(int row)
    {
        var values = new object?[Type.Members.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Member(i, _vector, i, _start, Count).Value(row);
        return new QueryRow(Type.Columns, values);
    }

    // A list of pairs.
    private Dictionary<object, object?> Map(int row)
    {
        var (offset, count) = Entry(row);
        var pairs = DuckDbNative.ListChild(_vector);
        var keys = Member(0, pairs, 0, offset, count);
        var values = Member(1, pairs, 1, offset, count);
        var map = new Dictionary<object, object?>(count);
        for (var i = 0; i < count; i++) map[keys.Value(i)!] = values.Value(i);
        return map;
    }

    // Which member it is stands in the first vector, and the members in those that follow.
    private object? Union(int row)
    {
        var member = ((byte*)DuckDbNative.VectorData(DuckDbNative.StructChild(_vector, 0)))[_start + row];
        return Member(member, _vector, member + 1, _start, Count).Value(row);
    }

    private DuckDbColumn Member(int member, nint vector, int child, int start, int count) => new(Name, Type.Members[member].Type, DuckDbNative.StructChild(vector, (ulong)child), start, count);
}
