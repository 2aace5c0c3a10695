using System.Globalization;
using System.Numerics;
using System.Text;

namespace PeakTrade.Data.DuckDb;

/// <summary>Whole columns into arrays; nothing is allocated a row.</summary>
internal readonly unsafe ref partial struct DuckDbColumn
{
    // Up to here a double holds every integer, and every power of ten up to 22 as well: their quotient is rounded once, so correctly.
    private const long ExactInteger = 1L << 53;
    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Any numbers, as doubles; NULL becomes NaN.</summary>
    public void CopyDoubles(Span<double> target)
    {
        target = target[..Count];
        switch (Type.Id)
        {
            case DuckDbTypeId.Double: Values<double>().CopyTo(target); break;
            case DuckDbTypeId.Decimal: CopyDecimals(target); break;
            case DuckDbTypeId.Float: Widen<float>(target); break;
            case DuckDbTypeId.TinyInt: Widen<sbyte>(target); break;
            case DuckDbTypeId.UTinyInt: Widen<byte>(target); break;
            case DuckDbTypeId.SmallInt: Widen<short>(target); break;
            case DuckDbTypeId.USmallInt: Widen<ushort>(target); break;
            case DuckDbTypeId.Integer: Widen<int>(target); break;
            case DuckDbTypeId.UInteger: Widen<uint>(target); break;
            case DuckDbTypeId.BigInt: Widen<long>(target); break;
            case DuckDbTypeId.UBigInt: Widen<ulong>(target); break;
            case DuckDbTypeId.HugeInt: Widen<Int128>(target); break;
            case DuckDbTypeId.UHugeInt: Widen<UInt128>(target); break;
            default: throw NotA("a number");
        }

        Fill(target, double.NaN);
    }

    /// <summary>One number as a double, as <see cref="CopyDoubles"/> gives it.</summary>
    public double Number(int row)
    {
        Span<double> one = stackalloc double[1];
        new DuckDbColumn(Name, Type, _vector, _start + row, 1).CopyDoubles(one);
        return one[0];
    }

    /// <summary>One integer that a long holds; false where the column has other numbers.</summary>
    public bool TryWhole(int row, out long value)
    {
        value = 0;
        if (Type.Id is < DuckDbTypeId.TinyInt or > DuckDbTypeId.BigInt and not (>= DuckDbTypeId.UTinyInt and <= DuckDbTypeId.UInteger)) return false;
        Span<long> one = stackalloc long[1];
        new DuckDbColumn(Name, Type, _vector, _start + row, 1).CopyLongs(one);
        value = one[0];
        return true;
    }

    /// <summary>Integers of any width; NULL becomes <paramref name="whenNull"/>.</summary>
    public void CopyLongs(Span<long> target, long whenNull = 0)
    {
        target = target[..Count];
        switch (Type.Id)
        {
            case DuckDbTypeId.BigInt: Values<long>().CopyTo(target); break;
            case DuckDbTypeId.TinyInt: Narrow<sbyte>(target); break;
            case DuckDbTypeId.UTinyInt: Narrow<byte>(target); break;
            case DuckDbTypeId.SmallInt: Narrow<short>(target); break;
            case DuckDbTypeId.USmallInt: Narrow<ushort>(target); break;
            case DuckDbTypeId.Integer: Narrow<int>(target); break;
            case DuckDbTypeId.UInteger: Narrow<uint>(target); break;
            case DuckDbTypeId.UBigInt: Narrow<ulong>(target); break;
            case DuckDbTypeId.HugeInt: Narrow<Int128>(target); break;
            case DuckDbTypeId.UHugeInt: Narrow<UInt128>(target); break;
            default: throw NotA("an integer");
        }

        Fill(target, whenNull);
    }

    /// <summary>Times and dates as .NET ticks; NULL becomes <paramref name="whenNull"/>. A TIMESTAMP of nanoseconds is cut to 100 of them.</summary>
    public void CopyTicks(Span<long> target, long whenNull = 0)
    {
        target = target[..Count];
        var ticksPerUnit = DuckDbTime.TicksPerUnit(Type.Id);
        if (Type.IsTimestamp)
        {
            var stored = Values<long>();
            for (var row = 0; row < target.Length; row++)
            {
                if (!DuckDbTime.TryTicks(stored[row], ticksPerUnit, out target[row]) && !IsNull(row)) throw OutOfRange(row, $"a time that counts {stored[row]}", "time of the years 1 to 9999");
            }
        }
        else if (Type.Id == DuckDbTypeId.Date)
        {
            var stored = Values<int>();
            for (var row = 0; row < target.Length; row++)
            {
                if (!DuckDbTime.TryTicks(stored[row], ticksPerUnit, out target[row]) && !IsNull(row)) throw OutOfRange(row, $"a date that counts {stored[row]}", "date of the years 1 to 9999");
            }
        }
        else
        {
            throw NotA("a time or a date");
        }

        Fill(target, whenNull);
    }

    /// <summary>Booleans; NULL becomes <paramref name="whenNull"/>.</summary>
    public void CopyBooleans(Span<bool> target, bool whenNull = false)
    {
        Want(DuckDbTypeId.Boolean);
        target = target[..Count];
        var stored = Values<byte>();
        for (var row = 0; row < target.Length; row++) target[row] = stored[row] != 0;
        Fill(target, whenNull);
    }

    /// <summary>Texts; a run of equal ones (a symbol, sorted) shares one string.</summary>
    public void CopyTexts(Span<string?> target)
    {
        target = target[..Count];
        var last = -1;
        for (var row = 0; row < target.Length; row++)
        {
            target[row] = null;
            if (IsNull(row)) continue;
            target[row] = last >= 0 && Utf8(row).SequenceEqual(Utf8(last)) ? target[last] : Encoding.UTF8.GetString(Utf8(row));
            last = row;
        }
    }

    private void Fill<T>(Span<T> target, T whenNull)
    {
        if (_valid is null) return;
        for (var row = 0; row < target.Length; row++)
        {
            if (IsNull(row)) target[row] = whenNull;
        }
    }

    private void Widen<T>(Span<double> target) where T : unmanaged, INumberBase<T>
    {
        var stored = Values<T>();
        for (var row = 0; row < target.Length; row++) target[row] = double.CreateTruncating(stored[row]);
    }

    private void Narrow<T>(Span<long> target) where T : unmanaged, IBinaryInteger<T>
    {
        var stored = Values<T>();
        for (var row = 0; row < target.Length; row++)
        {
            var value = long.CreateTruncating(stored[row]);
            if (T.CreateTruncating(value) != stored[row] || T.IsNegative(stored[row]) != value < 0)
            {
                if (!IsNull(row)) throw OutOfRange(row, stored[row].ToString(null, CultureInfo.InvariantCulture), "BIGINT");
            }

            target[row] = value;
        }
    }

    private void CopyDecimals(Span<double> target)
    {
        switch (Type.Storage)
        {
            case DuckDbTypeId.SmallInt: Scale<short>(target); break;
            case DuckDbTypeId.Integer: Scale<int>(target); break;
            case DuckDbTypeId.BigInt: Scale<long>(target); break;
            default: Scale<Int128>(target); break;
        }
    }

    private void Scale<T>(Span<double> target) where T : unmanaged, IBinaryInteger<T>
    {
        var stored = Values<T>();
        var exact = Type.Scale < PowersOfTen.Length;
        var power = exact ? PowersOfTen[Type.Scale] : 0;
        for (var row = 0; row < target.Length; row++)
        {
            var value = Int128.CreateTruncating(stored[row]);
            target[row] = exact && value <= ExactInteger && value >= -ExactInteger ? (long)value / power : Rounded(value);
        }
    }

    // More digits than a double has: the number is read as it is written, which rounds once.
    private double Rounded(Int128 value)
    {
        Span<char> text = stackalloc char[48];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        text[length++] = 'e';
        (-Type.Scale).TryFormat(text[length..], out var exponent, default, CultureInfo.InvariantCulture);
        return double.Parse(text[..(length + exponent)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
