using System.Runtime.CompilerServices;
using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Backends;

/// <summary>What one file holds of one instrument: its good bars, and what is wrong with the other rows.</summary>
internal sealed class BarPart(string symbol, DataSource source, string timeName, bool hasVolume)
{
    public string Symbol { get; set; } = symbol;

    public DataSource Source { get; } = source;

    /// <summary>The time column's name in the file.</summary>
    public string TimeName { get; } = timeName;

    public bool HasVolume { get; set; } = hasVolume;

    public BarColumns Columns { get; } = new(hasVolume);

    /// <summary>Where each bar stood in the file.</summary>
    public RowNumbers Rows { get; } = new();

    public RowFaults Faults { get; } = new(source);

    public int RowsRead { get; set; }

    /// <summary>Rows that come before the bar above them.</summary>
    public int Unsorted { get; set; }

    /// <summary>Rows whose volume is not there, in a file that has such a column.</summary>
    public int VolumesMissing { get; set; }

    /// <summary>The time of the last good bar.</summary>
    public long LastTicks { get; set; } = -1;

    /// <summary>Takes a row of readable fields: as a bar where it holds to the contract, else as a fault.</summary>
    public void Take(in BarRow row, int number)
    {
        if (!DataContract.Holds(row, LastTicks))
        {
            Refuse(row, number, LastTicks);
            return;
        }

        if (Columns.Count == Columns.Capacity) Columns.Grow(0);
        Rows.Add(Columns.Count, number);
        Columns.Add(row);
        LastTicks = row.Ticks;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Refuse(in BarRow row, int number, long lastTicks)
    {
        if (row.Ticks < lastTicks) Unsorted++;
        var rule = DataContract.RuleOf(row, lastTicks);
        if (!Faults.WillKeep(rule))
        {
            Faults.CountOnly(rule);
            return;
        }

        var (column, message) = DataContract.Broken(row, lastTicks, TimeName);
        Faults.Add(new BrokenRow(number, rule, column, new DateTime(row.Ticks, DateTimeKind.Utc), message));
    }
}

/// <summary>What a file holds, instrument by instrument, and the name of every instrument in it, wanted or not.</summary>
internal sealed record FileParts(IReadOnlyList<BarPart> Parts, IReadOnlyList<string> Symbols);
