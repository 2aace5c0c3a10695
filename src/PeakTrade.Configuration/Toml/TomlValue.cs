using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>A single value.</summary>
public sealed class TomlValue : TomlNode
{
    internal TomlValue(object value, TomlMark mark = default) : base(mark) => Value = value;

    /// <summary>
    /// A <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="TomlOffsetDateTime"/>,
    /// <see cref="DateTime"/> (local date-time), <see cref="DateOnly"/> or <see cref="TimeOnly"/>.
    /// </summary>
    public object Value { get; }

    /// <inheritdoc/>
    public override string TypeName => Value switch
    {
        string => "string",
        long => "integer",
        double => "float",
        bool => "boolean",
        TomlOffsetDateTime => "offset date-time",
        DateTime => "local date-time",
        DateOnly => "local date",
        _ => "local time",
    };

    /// <summary>The value as TOML writes it.</summary>
    public override string ToString() => TomlWriter.Format(Value);
}

/// <summary>
/// A date and time with its offset from UTC. TOML allows offsets up to 23:59 and moments before the year 1 in UTC,
/// which <see cref="DateTimeOffset"/> does not.
/// </summary>
/// <param name="Local">The date and time as written.</param>
/// <param name="Offset">The offset as written.</param>
public readonly record struct TomlOffsetDateTime(DateTime Local, TimeSpan Offset)
{
    /// <summary>The moment as TOML writes it.</summary>
    public override string ToString()
    {
        var sign = Offset < TimeSpan.Zero ? "-" : "+";
        var zone = Offset == TimeSpan.Zero ? "Z" : sign + Offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
        return TomlWriter.Format(Local) + zone;
    }
}
