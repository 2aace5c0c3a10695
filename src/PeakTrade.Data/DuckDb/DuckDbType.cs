using System.Numerics;

namespace PeakTrade.Data.DuckDb;

/// <summary>DuckDB's types by their numbers in its C API.</summary>
internal enum DuckDbTypeId
{
    Invalid = 0, Boolean = 1, TinyInt = 2, SmallInt = 3, Integer = 4, BigInt = 5, UTinyInt = 6, USmallInt = 7, UInteger = 8, UBigInt = 9,
    Float = 10, Double = 11, Timestamp = 12, Date = 13, Time = 14, Interval = 15, HugeInt = 16, Varchar = 17, Blob = 18, Decimal = 19,
    TimestampSeconds = 20, TimestampMilliseconds = 21, TimestampNanoseconds = 22, Enum = 23, List = 24, Struct = 25, Map = 26, Uuid = 27, Union = 28, Bit = 29,
    TimeTz = 30, TimestampTz = 31, UHugeInt = 32, Array = 33, Any = 34, BigNumber = 35, SqlNull = 36,
}

/// <summary>A column's type, with what a DECIMAL and a LIST add to it.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Scale">A DECIMAL's digits after the point.</param>
/// <param name="Storage">What its values are stored as: a DECIMAL is stored as an integer, the rest as themselves.</param>
/// <param name="Child">What a LIST holds.</param>
internal sealed record DuckDbType(DuckDbTypeId Id, int Scale, DuckDbTypeId Storage, DuckDbType? Child)
{
    /// <summary>Bytes a value in a vector; 0 for what is not read.</summary>
    public int Size { get; } = Storage switch
    {
        DuckDbTypeId.Boolean or DuckDbTypeId.TinyInt or DuckDbTypeId.UTinyInt => 1,
        DuckDbTypeId.SmallInt or DuckDbTypeId.USmallInt => 2,
        DuckDbTypeId.Integer or DuckDbTypeId.UInteger or DuckDbTypeId.Float or DuckDbTypeId.Date => 4,
        DuckDbTypeId.BigInt or DuckDbTypeId.UBigInt or DuckDbTypeId.Double => 8,
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampNanoseconds => 8,
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.Varchar or DuckDbTypeId.List => 16,
        _ => 0,
    };

    /// <summary>The .NET type of a value; null for what is not read.</summary>
    public Type? ClrType => Id switch
    {
        DuckDbTypeId.Boolean => typeof(bool),
        DuckDbTypeId.TinyInt => typeof(sbyte),
        DuckDbTypeId.SmallInt => typeof(short),
        DuckDbTypeId.Integer => typeof(int),
        DuckDbTypeId.BigInt => typeof(long),
        DuckDbTypeId.UTinyInt => typeof(byte),
        DuckDbTypeId.USmallInt => typeof(ushort),
        DuckDbTypeId.UInteger => typeof(uint),
        DuckDbTypeId.UBigInt => typeof(ulong),
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt => typeof(BigInteger),
        DuckDbTypeId.Float => typeof(float),
        DuckDbTypeId.Double => typeof(double),
        DuckDbTypeId.Decimal => typeof(decimal),
        DuckDbTypeId.Varchar => typeof(string),
        DuckDbTypeId.Date => typeof(DateOnly),
        DuckDbTypeId.List => typeof(object[]),
        _ when IsTimestamp => typeof(DateTime),
        _ => null,
    };

    /// <summary>Whether it is one of the TIMESTAMP types.</summary>
    public bool IsTimestamp => Id is DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampNanoseconds;

    /// <summary>Reads what DuckDB says of a type.</summary>
    public static DuckDbType Read(LogicalTypeHandle type)
    {
        var id = DuckDbNative.TypeId(type);
        switch (id)
        {
            case DuckDbTypeId.Decimal: return new DuckDbType(id, DuckDbNative.DecimalScale(type), DuckDbNative.DecimalStorage(type), null);
            case DuckDbTypeId.List:
                using (var child = DuckDbNative.ListChildType(type)) return new DuckDbType(id, 0, id, Read(child));
            default: return new DuckDbType(id, 0, id, null);
        }
    }
}
