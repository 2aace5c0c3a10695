namespace PeakTrade.Data.Factors;

/// <summary>What is wrong with a factor's file: the first faults are kept, all are counted, and they come at once.</summary>
internal sealed class FactorFaults(DataSource source)
{
    private const int MostTold = 20;

    private readonly List<Fault> _told = [];
    private int _count;

    /// <summary>Whether one more will be told: a message need not be made for one that will not.</summary>
    public bool IsOpen => _told.Count < MostTold;

    public void Add(int row, string? column, string message, string action = "")
    {
        _count++;
        if (IsOpen) _told.Add(new Fault(message, action, source.Row(row, column)));
    }

    /// <summary>Refuses the file where anything is wrong with it.</summary>
    public void Close()
    {
        if (_count == 0) return;
        List<Fault> faults = [.. _told.OrderBy(fault => fault.Place.Row)];
        if (_count > faults.Count) faults.Add(new Fault($"{_count:N0} values in all are wrong; {MostTold} are listed.", "", source.Place));
        throw FaultCatalogue.FactorBadFile.Because(faults, source.Target);
    }

    /// <summary>A refusal of the file as a whole.</summary>
    public PeakTradeException Whole(string message, string action = "", int row = 0) =>
        FaultCatalogue.FactorBadFile.Because(message, action, row > 0 ? source.Row(row) : source.Place, source.Target);
}
