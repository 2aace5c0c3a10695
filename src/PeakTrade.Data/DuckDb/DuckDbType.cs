using System.Numerics;

namespace PeakTrade.Data.DuckDb;

/// <summary>DuckDB's types by their numbers in its C API.</summary>
internal enum DuckDbTypeId
{
    Invalid = 0, Boolean = 1, TinyInt = 2, SmallInt = 3, Integer = 4, BigInt = 5, UTinyInt = 6, USmallInt = 7, UInteger = 8, UBigInt = 9,
    Float = 10, Double = 11, Timestamp = 12, Date = 13, Time = 14, Interval = 15, HugeInt = 16, Varchar = 17, Blob = 18, Decimal = 19,
    TimestampSeconds = 20, TimestampMilliseconds = 21, TimestampNanoseconds = 22, Enum = 23, List = 24, Struct = 25, Map = 26, Uuid = 27, Union = 28, Bit = 29,
    TimeTz = 30, TimestampTz = 31, UHugeInt = 32, Array = 33, Any = 34, BigNumber = 35, SqlNull = 36, TimeNanoseconds = 39,
}

/// <summary>A column's type, with what a DECIMAL, an ENUM and the nested ones add to it.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Scale">A DECIMAL's digits after the point.</param>
/// <param name="Storage">What its values are stored as: a DECIMAL and an ENUM are stored as integers, the rest as themselves.</param>
/// <param name="Child">What a LIST or an ARRAY holds.</param>
internal sealed unsafe record DuckDbType(DuckDbTypeId Id, int Scale, DuckDbTypeId Storage, DuckDbType? Child)
{
    private IReadOnlyList<QueryColumn>? _columns;

    /// <summary>Bytes a value in a vector; 0 for what lies in vectors of its own, or is not read.</summary>
    public int Size { get; } = Storage switch
    {
        DuckDbTypeId.Boolean or DuckDbTypeId.TinyInt or DuckDbTypeId.UTinyInt => 1,
        DuckDbTypeId.SmallInt or DuckDbTypeId.USmallInt => 2,
        DuckDbTypeId.Integer or DuckDbTypeId.UInteger or DuckDbTypeId.Float or DuckDbTypeId.Date => 4,
        DuckDbTypeId.BigInt or DuckDbTypeId.UBigInt or DuckDbTypeId.Double => 8,
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampNanoseconds => 8,
        DuckDbTypeId.Time or DuckDbTypeId.TimeTz or DuckDbTypeId.TimeNanoseconds => 8,
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.Uuid or DuckDbTypeId.Interval => 16,
        DuckDbTypeId.Varchar or DuckDbTypeId.Blob or DuckDbTypeId.Bit or DuckDbTypeId.List or DuckDbTypeId.Map => 16,
        _ => 0,
    };

    /// <summary>The members of a STRUCT or a UNION; the key and the value of a MAP.</summary>
    public IReadOnlyList<DuckDbField> Members { get; private init; } = [];

    /// <summary>How many values an ARRAY holds.</summary>
    public int Length { get; private init; }

    /// <summary>The words of an ENUM.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The members of a STRUCT as the columns of a row.</summary>
    public IReadOnlyList<QueryColumn> Columns => _columns ??= [.. Members.Select(member => new QueryColumn(member.Name, member.Type.ClrType ?? typeof(object)))];

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
        DuckDbTypeId.Varchar or DuckDbTypeId.Enum or DuckDbTypeId.Bit or DuckDbTypeId.TimeTz => typeof(string),
        DuckDbTypeId.Blob => typeof(byte[]),
        DuckDbTypeId.Uuid => typeof(Guid),
        DuckDbTypeId.Time or DuckDbTypeId.TimeNanoseconds => typeof(TimeOnly),
        // A month has no length: an INTERVAL that counts some is a text, and any other a TimeSpan.
        DuckDbTypeId.Interval or DuckDbTypeId.Union or DuckDbTypeId.SqlNull => typeof(object),
        // Not DateOnly: PowerShell does not compare that with a [datetime], and Get-Date makes nothing else.
        DuckDbTypeId.Date => typeof(DateTime),
        DuckDbTypeId.List or DuckDbTypeId.Array => typeof(object[]),
        DuckDbTypeId.Struct => typeof(QueryRow),
        DuckDbTypeId.Map => typeof(Dictionary<object, object?>),
        _ when IsTimestamp => typeof(DateTime),
        _ => null,
    };

    /// <summary>Whether it is one of the TIMESTAMP types.</summary>
    public bool IsTimestamp => Id is DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampNanoseconds;

    /// <summary>Reads what DuckDB says of a type.</summary>
    public static DuckDbType Read(LogicalTypeHandle type)
    {
        var id = DuckDbNative.TypeId(type);
        return id switch
        {
            DuckDbTypeId.Decimal => new(id, DuckDbNative.DecimalScale(type), DuckDbNative.DecimalStorage(type), null),
            DuckDbTypeId.Enum => new(id, 0, DuckDbNative.EnumStorage(type), null) { Words = ReadWords(type) },
            DuckDbTypeId.List => new(id, 0, id, Take(DuckDbNative.ListChildType(type))),
            DuckDbTypeId.Array => new(id, 0, id, Take(DuckDbNative.ArrayChildType(type))) { Length = checked((int)DuckDbNative.ArraySize(type)) },
            DuckDbTypeId.Map => new(id, 0, id, null) { Members = [new("key", Take(DuckDbNative.MapKeyType(type))), new("value", Take(DuckDbNative.MapValueType(type)))] },
            DuckDbTypeId.Struct => new(id, 0, id, null) { Members = ReadMembers(DuckDbNative.StructChildCount(type), i => DuckDbNative.Owned(DuckDbNative.StructChildName(type, i)), i => DuckDbNative.StructChildType(type, i)) },
            DuckDbTypeId.Union => new(id, 0, id, null) { Members = ReadMembers(DuckDbNative.UnionMemberCount(type), i => DuckDbNative.Owned(DuckDbNative.UnionMemberName(type, i)), i => DuckDbNative.UnionMemberType(type, i)) },
            _ => new(id, 0, id, null),
        };
    }

    private static DuckDbType Take(LogicalTypeHandle type)
    {
        using (type) return Read(type);
    }

    private static DuckDbField[] ReadMembers(ulong count, Func<ulong, string> name, Func<ulong, LogicalTypeHandle> type)
    {
        var members = new DuckDbField[count];
        for (var i = 0UL; i < count; i++) members[i] = new(name(i), Take(type(i)));
        return members;
    }

    private static string[] ReadWords(LogicalTypeHandle type)
    {
        var words = new string[DuckDbNative.EnumSize(type)];
        for (var i = 0; i < words.Length; i++) words[i] = DuckDbNative.Owned(DuckDbNative.EnumWord(type, (ulong)i));
        return words;
    }
}
