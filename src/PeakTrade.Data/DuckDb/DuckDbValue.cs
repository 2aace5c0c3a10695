using System.Collections;
using System.Numerics;
using System.Text;

namespace PeakTrade.Data.DuckDb;

/// <summary>A .NET value as DuckDB takes it for a parameter.</summary>
internal static unsafe class DuckDbValue
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public static ValueHandle Of(object? value) => value switch
    {
        null or DBNull => DuckDbNative.CreateNull(),
        bool flag => DuckDbNative.CreateBoolean(flag),
        string text => Text(text),
        char letter => Text(letter.ToString()),
        Enum word => Text(word.ToString()),
        byte or sbyte or short or ushort or int or uint or long => DuckDbNative.CreateInt64(Convert.ToInt64(value)),
        ulong number => DuckDbNative.CreateUInt64(number),
        Int128 number => Integer(number),
        UInt128 number => Integer(number),
        BigInteger number => Integer(number),
        float or double => DuckDbNative.CreateDouble(Convert.ToDouble(value)),
        decimal number => DuckDbNative.CreateDecimal(Decimal(number)),
        DateTime time => DuckDbNative.CreateTimestamp(DuckDbTime.ToMicroseconds(time)),
        DateTimeOffset time => DuckDbNative.CreateTimestampTz(DuckDbTime.ToMicroseconds(time.UtcDateTime)),
        DateOnly date => DuckDbNative.CreateDate(date.DayNumber - Epoch.DayNumber),
        TimeOnly time => DuckDbNative.CreateTime(time.Ticks / TimeSpan.TicksPerMicrosecond),
        TimeSpan span => DuckDbNative.CreateInterval(new(0, 0, span.Ticks / TimeSpan.TicksPerMicrosecond)),
        Guid id => DuckDbNative.CreateUuid(new(DuckDbUuid.Number(id))),
        byte[] bytes => Blob(bytes),
        IDictionary => throw Unfit(value),
        IEnumerable items => List([.. items.Cast<object?>()]),
        _ => throw Unfit(value),
    };

    private static PeakTradeException Unfit(object value) =>
        FaultCatalogue.LakeSql.Because($"A parameter cannot be a {value.GetType().Name}: give a number, a text, a Boolean, a time, a GUID, bytes, null, or a list of those.", target: value);

    private static ValueHandle Integer(BigInteger number)
    {
        if (number >= (BigInteger)Int128.MinValue && number <= (BigInteger)Int128.MaxValue) return DuckDbNative.CreateHugeInt(new((UInt128)(Int128)number));
        if (number.Sign >= 0 && number <= (BigInteger)UInt128.MaxValue) return DuckDbNative.CreateUHugeInt(new((UInt128)number));
        throw FaultCatalogue.LakeSql.Because($"{number} has more than 128 bits, which is more than DuckDB's integers have.", "Give it as a double or as text.", target: number);
    }

    private static ValueHandle Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = utf8)
        {
            byte nothing;
            return DuckDbNative.CreateText(start is null ? &nothing : start, (ulong)utf8.Length);
        }
    }

    private static ValueHandle Blob(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            byte nothing;
            return DuckDbNative.CreateBlob(start is null ? &nothing : start, (ulong)bytes.Length);
        }
    }

    private static ValueHandle List(object?[] items)
    {
        var values = new ValueHandle?[items.Length];
        using var nothing = DuckDbNative.CreateLogicalType(DuckDbTypeId.SqlNull);
        try
        {
            var kinds = items.Where(item => item is not null).Select(Kind).Distinct(StringComparer.Ordinal).ToList();
            // Numbers of different sorts meet in the one that holds them all as nearly as can be.
            var asDoubles = kinds.Count > 1 && kinds.All(kind => kind is "integer" or "double") || kinds is ["double"];
            if (kinds.Count > 1 && !asDoubles) throw FaultCatalogue.LakeSql.Because($"A list as a parameter must hold one sort of values, and holds {string.Join(" and ", kinds)}.", target: items);
            for (var i = 0; i < items.Length; i++) values[i] = Of(asDoubles && items[i] is { } number ? ToDouble(number) : items[i]);

            var raw = Array.ConvertAll(values, value => value!.DangerousGetHandle());
            var first = Array.FindIndex(items, item => item is not null);
            fixed (nint* start = raw)
            {
                nint none;
                return DuckDbNative.CreateList(first < 0 ? nothing.DangerousGetHandle() : DuckDbNative.ValueType(raw[first]), start is null ? &none : start, (ulong)raw.Length);
            }
        }
        finally
        {
            foreach (var value in values) value?.Dispose();
        }
    }

    private static double ToDouble(object number) => number is BigInteger big ? (double)big : Convert.ToDouble(number);

    private static string Kind(object? item) => item switch
    {
        byte or sbyte or short or ushort or int or uint or long or ulong or BigInteger => "integer",
        float or double or decimal => "double",
        string or char or Enum => "text",
        _ => item!.GetType().Name,
    };

    private static DecimalStruct Decimal(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var magnitude = new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return new DecimalStruct(38, number.Scale, decimal.IsNegative(number) ? -magnitude : magnitude);
    }
}
