using System.Globalization;
using System.Numerics;

namespace PeakTrade.Data.DuckDb;

/// <summary>Single values as .NET objects, for what is shown and not reckoned with.</summary>
internal readonly unsafe ref partial struct DuckDbColumn
{
    // A decimal's mantissa is unsigned, of 96 bits; its scale goes to 28.
    private const int DecimalScale = 28;
    private static readonly Int128 DecimalMantissa = (Int128)decimal.MaxValue;

    /// <summary>The value as <see cref="DuckDbType.ClrType"/>; null where it is NULL. Times with a zone are UTC, those without have no kind.</summary>
    public object? Value(int row)
    {
        if (IsNull(row) || Type.Id == DuckDbTypeId.SqlNull) return null;
        return Type.Id switch
        {
            DuckDbTypeId.Boolean => Values<byte>()[row] != 0,
            DuckDbTypeId.TinyInt => Values<sbyte>()[row],
            DuckDbTypeId.SmallInt => Values<short>()[row],
            DuckDbTypeId.Integer => Values<int>()[row],
            DuckDbTypeId.BigInt => Values<long>()[row],
            DuckDbTypeId.UTinyInt => Values<byte>()[row],
            DuckDbTypeId.USmallInt => Values<ushort>()[row],
            DuckDbTypeId.UInteger => Values<uint>()[row],
            DuckDbTypeId.UBigInt => Values<ulong>()[row],
            DuckDbTypeId.HugeInt => (BigInteger)Values<Int128>()[row],
            DuckDbTypeId.UHugeInt => (BigInteger)Values<UInt128>()[row],
            DuckDbTypeId.Float => Values<float>()[row],
            DuckDbTypeId.Double => Values<double>()[row],
            DuckDbTypeId.Decimal => Decimal(row),
            DuckDbTypeId.Varchar => Text(row),
            DuckDbTypeId.Blob => Bytes(row).ToArray(),
            DuckDbTypeId.Bit => Bits(row),
            DuckDbTypeId.Enum => Type.Words[Word(row)],
            DuckDbTypeId.Uuid => DuckDbUuid.Of(Values<UInt128>()[row]),
            DuckDbTypeId.Date => new DateTime(Ticks(row, Values<int>()[row])),
            DuckDbTypeId.Time => Clock(row, Values<long>()[row] * TimeSpan.TicksPerMicrosecond),
            DuckDbTypeId.TimeNanoseconds => Clock(row, Values<long>()[row] / TimeSpan.NanosecondsPerTick),
            DuckDbTypeId.TimeTz => ClockWithOffset(row),
            DuckDbTypeId.Interval when Values<IntervalStruct>()[row].Months == 0 => Span(Values<IntervalStruct>()[row]),
            DuckDbTypeId.Interval => InMonths(Values<IntervalStruct>()[row]),
            DuckDbTypeId.List or DuckDbTypeId.Array => Items(row),
            DuckDbTypeId.Struct => Struct(row),
            DuckDbTypeId.Map => Map(row),
            DuckDbTypeId.Union => Union(row),
            _ when Type.IsTimestamp => new DateTime(Ticks(row, Values<long>()[row]), Type.Id == DuckDbTypeId.TimestampTz ? DateTimeKind.Utc : DateTimeKind.Unspecified),
            _ => throw FaultCatalogue.LakeSql.Because($"Column \"{Name}\" is of a type that is not read ({Type.Id}).", "Cast it to VARCHAR in the query: CAST(... AS VARCHAR).", target: Name),
        };
    }

    private long Ticks(int row, long stored) =>
        DuckDbTime.TryTicks(stored, DuckDbTime.TicksPerUnit(Type.Id), out var ticks) ? ticks : throw OutOfRange(row, $"a time that counts {stored}", "time of the years 1 to 9999");

    private decimal Decimal(int row)
    {
        var value = Type.Storage switch
        {
            DuckDbTypeId.SmallInt => Values<short>()[row],
            DuckDbTypeId.Integer => Values<int>()[row],
            DuckDbTypeId.BigInt => Values<long>()[row],
            _ => Values<Int128>()[row],
        };
        var (mantissa, scale) = (Int128.Abs(value), Type.Scale);
        // What a decimal cannot hold is refused, not rounded; zeros at the end are none of it.
        while ((scale > DecimalScale || mantissa > DecimalMantissa) && scale > 0 && mantissa % 10 == 0) (mantissa, scale) = (mantissa / 10, scale - 1);
        if (scale > DecimalScale || mantissa > DecimalMantissa) throw OutOfRange(row, $"{value.ToString(CultureInfo.InvariantCulture)}e-{Type.Scale}", ".NET decimal");
        var bits = (UInt128)mantissa;
        return new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), value < 0, (byte)scale);
    }
}
