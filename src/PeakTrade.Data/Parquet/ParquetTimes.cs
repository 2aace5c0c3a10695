using System.Globalization;
using System.Text;
using PeakTrade.Data.Csv;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Parquet;

/// <summary>The times of one file, whatever type its column has, as UTC ticks; numbers and texts are read as a CSV's are.</summary>
internal sealed class ParquetTimes(DuckDbType type, string timezone)
{
    // Above this a double holds whole numbers only.
    private const double WholeFrom = 1L << 53;

    // The years 1 to 9999 in microseconds since 1970.
    private const long FirstMicrosecond = -62_135_596_800_000_000, LastMicrosecond = 253_402_300_799_999_999;

    private readonly ZoneClock _zone = new(timezone);
    private readonly TimeColumn _texts = new(new ZoneClock(timezone));
    private readonly bool _isUtc = type.Id == DuckDbTypeId.TimestampTz || (ZoneClock.Find(timezone) is null && (type.IsTimestamp || type.Id == DuckDbTypeId.Date));
    private readonly long _ticksPerUnit = DuckDbTime.TicksPerUnit(type.Id);

    /// <summary>Copies times from a row on; false where one of them is none.</summary>
    public bool TryCopy(in DuckDbColumn column, int first, Span<long> target, long previousUtc, bool hasNulls)
    {
        if (_isUtc && !hasNulls) return type.Id == DuckDbTypeId.Date ? TryCopyDates(column, first, target) : TryCopyMoments(column.Values<long>().Slice(first, target.Length), target);
        for (var row = 0; row < target.Length; row++)
        {
            if ((hasNulls && column.IsNull(first + row)) || TryRead(column, first + row, previousUtc, out target[row]) != TimeReading.Read) return false;
            previousUtc = target[row];
        }

        return true;
    }

    /// <summary>Reads one time that is not NULL.</summary>
    public TimeReading TryRead(in DuckDbColumn column, int row, long previousUtc, out long ticks)
    {
        if (type.IsTimestamp || type.Id == DuckDbTypeId.Date)
        {
            var stored = type.Id == DuckDbTypeId.Date ? column.Values<int>()[row] : column.Values<long>()[row];
            if (!DuckDbTime.TryTicks(stored, _ticksPerUnit, out ticks)) return TimeReading.NoTime;
            if (_isUtc) return TimeReading.Read;
            if (_zone.ToUtc(ticks, previousUtc) is not { } utc) return TimeReading.Skipped;
            ticks = utc;
            return (ulong)utc <= (ulong)DateTime.MaxValue.Ticks ? TimeReading.Read : TimeReading.NoTime;
        }

        if (type.Id == DuckDbTypeId.Varchar) return _texts.TryParse(column.Utf8(row).Trim(" \t\r"u8), previousUtc, out ticks);
        Span<byte> text = stackalloc byte[64];
        return _texts.TryParse(text[..Write(column, row, text)], previousUtc, out ticks);
    }

    /// <summary>A time as a fault shows it.</summary>
    public byte[] Text(in DuckDbColumn column, int row)
    {
        if (column.IsNull(row)) return [];
        if (type.Id == DuckDbTypeId.Varchar) return column.Utf8(row).Trim(" \t\r"u8).ToArray();
        if (type.IsTimestamp || type.Id == DuckDbTypeId.Date)
        {
            var stored = type.Id == DuckDbTypeId.Date ? column.Values<int>()[row] : column.Values<long>()[row];
            return Encoding.UTF8.GetBytes(DuckDbTime.TryTicks(stored, _ticksPerUnit, out var ticks)
                ? new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
                : stored.ToString(CultureInfo.InvariantCulture));
        }

        Span<byte> text = stackalloc byte[64];
        return text[..Write(column, row, text)].ToArray();
    }

    private bool TryCopyMoments(ReadOnlySpan<long> stored, Span<long> target)
    {
        var (perUnit, good) = (_ticksPerUnit, true);
        if (perUnit == TimeSpan.TicksPerMicrosecond)
        {
            // By far the commonest unit: the same as below, with the bounds known beforehand.
            for (var row = 0; row < target.Length; row++)
            {
                good &= (ulong)(stored[row] - FirstMicrosecond) <= LastMicrosecond - FirstMicrosecond;
                target[row] = stored[row] * TimeSpan.TicksPerMicrosecond + DateTime.UnixEpoch.Ticks;
            }

            return good;
        }

        for (var row = 0; row < target.Length; row++) good &= DuckDbTime.TryTicks(stored[row], perUnit, out target[row]);
        return good;
    }

    private static bool TryCopyDates(in DuckDbColumn column, int first, Span<long> target)
    {
        var stored = column.Values<int>().Slice(first, target.Length);
        var good = true;
        for (var row = 0; row < target.Length; row++) good &= DuckDbTime.TryTicks(stored[row], TimeSpan.TicksPerDay, out target[row]);
        return good;
    }

    // As a CSV would hold it: the shortest text that is that number, so that both are read by one rule.
    private static int Write(in DuckDbColumn column, int row, Span<byte> text)
    {
        var length = 0;
        if (column.TryWhole(row, out var whole))
        {
            whole.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
            return length;
        }

        var number = column.Number(row);
        if (Math.Abs(number) is >= WholeFrom and < long.MaxValue) ((long)number).TryFormat(text, out length, default, CultureInfo.InvariantCulture);
        else number.TryFormat(text, out length, Math.Abs(number) is >= 1e15 and < WholeFrom ? "F3" : "R", CultureInfo.InvariantCulture);
        return length;
    }
}
