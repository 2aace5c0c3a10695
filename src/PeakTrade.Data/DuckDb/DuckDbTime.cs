using System.Runtime.CompilerServices;

namespace PeakTrade.Data.DuckDb;

/// <summary>DuckDB counts from 1970 in units of the column's type; .NET in ticks of 100 ns from the year 1.</summary>
internal static class DuckDbTime
{
    private const long EpochTicks = 621_355_968_000_000_000;

    /// <summary>Ticks of what a column of that type stores; false outside the years 1 to 9999, which is where DuckDB's infinities lie as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryTicks(long value, long ticksPerUnit, out long ticks)
    {
        // Nanoseconds: a tick holds a hundred of them, and the part below is cut off towards the past.
        var since = ticksPerUnit == 0 ? Math.DivRem(value, 100, out var rest) - (rest < 0 ? 1 : 0) : value * ticksPerUnit;
        ticks = unchecked(since + EpochTicks);
        // Nanoseconds never leave those years; their infinities are the outermost numbers.
        var bound = ticksPerUnit == 0 ? long.MaxValue - 1 : (long.MaxValue - EpochTicks) / ticksPerUnit;
        return value <= bound && value >= -bound && (ulong)ticks <= (ulong)DateTime.MaxValue.Ticks;
    }

    /// <summary>Ticks a unit of the type; 0 stands for nanoseconds.</summary>
    public static long TicksPerUnit(DuckDbTypeId type) => type switch
    {
        DuckDbTypeId.Date => TimeSpan.TicksPerDay,
        DuckDbTypeId.TimestampSeconds => TimeSpan.TicksPerSecond,
        DuckDbTypeId.TimestampMilliseconds => TimeSpan.TicksPerMillisecond,
        DuckDbTypeId.TimestampNanoseconds => 0,
        _ => TimeSpan.TicksPerMicrosecond,
    };

    /// <summary>As a parameter or an appended value takes it: local times become UTC.</summary>
    public static long ToMicroseconds(DateTime time) => ToMicroseconds((time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks);

    /// <summary>Microseconds since 1970, cut off towards the past.</summary>
    public static long ToMicroseconds(long ticks) => Math.DivRem(ticks - EpochTicks, TimeSpan.TicksPerMicrosecond, out var rest) - (rest < 0 ? 1 : 0);
}
