namespace PeakTrade.Data.Contract;

/// <summary>The rows of a source that break the contract: all counted, the first ones of each rule kept, the first of all told.</summary>
internal sealed class RowFaults(DataSource source)
{
    private const int MostTold = 20;

    private readonly List<(DataSource Source, BrokenRow Row)> _kept = [];
    private readonly Dictionary<DataRule, int> _counts = [];

    public int Count { get; private set; }

    /// <summary>Once the source is read to its end.</summary>
    public BrokenRows Broken => Count == 0 ? BrokenRows.None : new([.. _kept.Select(kept => kept.Row)], _counts);

    /// <summary>The message is made only where it will be kept.</summary>
    public bool WillKeep(DataRule rule) => _counts.GetValueOrDefault(rule) < BrokenRows.MostKept;

    public void Add(BrokenRow row)
    {
        if (WillKeep(row.Rule)) _kept.Add((source, row with { File = source.Name }));
        CountOnly(row.Rule);
    }

    public void CountOnly(DataRule rule) => Tally(rule, 1);

    /// <summary>Adds those of another file.</summary>
    public void Add(RowFaults other)
    {
        var room = other._counts.Keys.ToDictionary(rule => rule, rule => BrokenRows.MostKept - _counts.GetValueOrDefault(rule));
        _kept.AddRange(other._kept.Where(kept => room[kept.Row.Rule]-- > 0));
        foreach (var (rule, count) in other._counts) Tally(rule, count);
    }

    /// <summary>The refusal of the whole source, and why that is so where it is known.</summary>
    public PeakTradeException Refuse(params Fault[] why) =>
        new(FaultCatalogue.DataBadRow, [.. Told("break the data contract", always: false), .. why], source.Target, null) { BrokenRows = Broken };

    /// <summary>What is said of rows that were left out.</summary>
    public IEnumerable<Fault> Dropped() => Count == 0 ? [] : Told("break the data contract and were left out", always: true);

    // More of each rule are kept than of all are told, so the first kept are the first there are.
    private IEnumerable<Fault> Told(string what, bool always)
    {
        foreach (var (file, row) in _kept.Take(MostTold)) yield return new Fault(row.Message, "", file.Row(row.Row, row.Column));
        if (Count <= MostTold && !always) yield break;
        yield return new Fault($"{Count:N0} {(Count == 1 ? "row" : "rows")} in all {what}{(Count > MostTold ? $"; the first {MostTold} are listed" : "")}.", "", source.Place);
    }

    private void Tally(DataRule rule, int count)
    {
        _counts[rule] = _counts.GetValueOrDefault(rule) + count;
        Count += count;
    }
}
