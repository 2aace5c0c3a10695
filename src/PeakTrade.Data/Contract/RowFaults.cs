namespace PeakTrade.Data.Contract;

/// <summary>The rows of a source that break the contract: all counted, the first ones told.</summary>
internal sealed class RowFaults(DataSource source)
{
    private const int MostTold = 20;

    private readonly List<Fault> _told = [];

    public int Count { get; private set; }

    /// <summary>The message is made only where it will be told.</summary>
    public bool WillTell => Count < MostTold;

    public void Add(int row, string column, string message)
    {
        if (WillTell) _told.Add(new Fault(message, "", source.Row(row, column)));
        Count++;
    }

    public void CountOnly() => Count++;

    /// <summary>Adds those of another file.</summary>
    public void Add(RowFaults other)
    {
        _told.AddRange(other._told.Take(Math.Max(0, MostTold - Count)));
        Count += other.Count;
    }

    /// <summary>The refusal of the whole source.</summary>
    public PeakTradeException Refuse() => FaultCatalogue.DataBadRow.Because(Told("break the data contract"), source.Target);

    /// <summary>What is said of rows that were left out.</summary>
    public List<Fault> Dropped() => Count == 0 ? [] : Told("break the data contract and were left out");

    private List<Fault> Told(string what) => Count <= MostTold && what.Length < 25
        ? _told
        : [.. _told, new Fault($"{Count:N0} {(Count == 1 ? "row" : "rows")} in all {what}{(Count > MostTold ? $"; the first {MostTold} are listed" : "")}.", "", source.Place)];
}
