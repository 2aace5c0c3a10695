using System.Globalization;
using System.Text;

namespace PeakTrade.Data.Factors;

/// <summary>
/// Times as <c>Export-Csv</c> writes them where the shell speaks American English or no language at all: <c>1/31/2024 2:05:00 PM</c>, <c>01/31/2024 14:05:00</c>. A file of days
/// before the month would be misread in silence, so one row at least has to show that the month comes first.
/// </summary>
internal sealed class MonthFirstTimes
{
    private static readonly string[] Forms = ["M/d/yyyy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt"];

    /// <summary>The row of the first such time; 0 where there is none.</summary>
    public int FirstRow { get; private set; }

    /// <summary>Whether a day above 12 has shown which number is the month.</summary>
    public bool IsShown { get; private set; }

    public bool TryParse(ReadOnlySpan<byte> field, int row, out long ticks)
    {
        ticks = 0;
        if (field.Length > 32 || !field.Contains((byte)'/')) return false;
        if (!DateTime.TryParseExact(Encoding.UTF8.GetString(field), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return false;
        if (FirstRow == 0) FirstRow = row;
        IsShown |= time.Day > 12;
        ticks = time.Ticks;
        return true;
    }
}
