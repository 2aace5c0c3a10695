using System.Globalization;

namespace PeakTrade.Data;

/// <summary>Writes bars as CSV that reads back bit for bit: times in UTC with Z, the shortest numbers that round-trip.</summary>
public static class CsvBarWriter
{
    private const int LongestRow = 256;

    /// <summary>Writes header and bars; the stream stays open.</summary>
    public static void Write(Stream stream, Bars bars)
    {
        var buffer = new byte[64 * 1024];
        var at = Text(bars.HasVolume ? "timestamp,open,high,low,close,volume\n"u8 : "timestamp,open,high,low,close\n"u8, buffer);
        for (var bar = 0; bar < bars.Count; bar++)
        {
            if (buffer.Length - at < LongestRow)
            {
                stream.Write(buffer, 0, at);
                at = 0;
            }

            at += WriteRow(bars, bar, buffer.AsSpan(at));
        }

        stream.Write(buffer, 0, at);
    }

    private static int WriteRow(Bars bars, int bar, Span<byte> row)
    {
        var at = WriteTime(bars.UtcTicks[bar], row);
        at += WriteNumber(bars.Open[bar], row[at..]);
        at += WriteNumber(bars.High[bar], row[at..]);
        at += WriteNumber(bars.Low[bar], row[at..]);
        at += WriteNumber(bars.Close[bar], row[at..]);
        if (bars.HasVolume) at += WriteNumber(bars.Volume[bar], row[at..]);
        row[at] = (byte)'\n';
        return at + 1;
    }

    private static int WriteTime(long ticks, Span<byte> row)
    {
        var time = new DateTime(ticks, DateTimeKind.Utc);
        // "O" gives seven decimals and Z; a whole second needs only the first 19 characters.
        time.TryFormat(row, out var length, "O", CultureInfo.InvariantCulture);
        if (ticks % TimeSpan.TicksPerSecond != 0) return length;
        row[19] = (byte)'Z';
        return 20;
    }

    private static int WriteNumber(double value, Span<byte> row)
    {
        row[0] = (byte)',';
        return 1 + (TryDecimal(value, row[1..], out var length) ? length : Shortest(value, row[1..]));
    }

    private static int Shortest(double value, Span<byte> row)
    {
        value.TryFormat(row, out var length, "R", CultureInfo.InvariantCulture);
        return length;
    }

    // A price is mostly a whole number of hundredths or thousandths. The fewest decimals that divide back to the same
    // bits are the shortest text, since whole / 10^n is how a reader rounds it.
    private static bool TryDecimal(double value, Span<byte> row, out int length)
    {
        length = 0;
        if (!(value is >= 1e-3 and < 1e9)) return false;
        var scale = 1L;
        for (var decimals = 0; decimals <= 4; decimals++, scale *= 10)
        {
            var whole = (long)(value * scale + 0.5);
            if ((double)whole / scale != value) continue;
            var (units, rest) = (whole / scale, whole % scale);
            units.TryFormat(row, out length);
            if (decimals == 0) return true;
            row[length++] = (byte)'.';
            for (var digit = decimals - 1; digit >= 0; digit--, rest /= 10) row[length + digit] = (byte)('0' + rest % 10);
            length += decimals;
            return true;
        }

        return false;
    }

    private static int Text(ReadOnlySpan<byte> text, Span<byte> into)
    {
        text.CopyTo(into);
        return text.Length;
    }
}
