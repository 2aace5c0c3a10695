namespace PeakTrade;

/// <summary>Bars as they came from a source, with what the data contract had to say of them.</summary>
/// <param name="Bars">The bars that are good.</param>
/// <param name="RowsRead">Rows in the source, the header not counted.</param>
/// <param name="RowsDropped">Rows left out because they break the contract (<c>on_bad_row = "drop"</c>).</param>
/// <param name="Notices">What is odd but no fault: dropped rows, gaps, bars without volume; a few of each, named by row.</param>
public sealed record BarData(Bars Bars, int RowsRead, int RowsDropped, IReadOnlyList<Fault> Notices)
{
    /// <summary>The rows that were left out.</summary>
    public BrokenRows Broken { get; init; } = BrokenRows.None;

    /// <summary>The file and row that a bar stood in; null where bars are made of several.</summary>
    public Func<int, Place>? PlaceOf { get; init; }
}

/// <summary>One instrument of a source that may hold many: its bars, or why they cannot be used. One of the two is there.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Data">The bars.</param>
/// <param name="Error">Why they cannot be used.</param>
public sealed record InstrumentRead(string Symbol, BarData? Data, PeakTradeException? Error);

/// <summary>What to do with a row that breaks the data contract.</summary>
public enum OnBadRow
{
    /// <summary>Refuse the file and name the rows.</summary>
    Error,

    /// <summary>Leave the rows out and count them.</summary>
    Drop,
}

/// <summary>Where the bars come from and how to read them: the <c>[data]</c> table.</summary>
public sealed record DataOptions
{
    /// <summary>A file, a folder or a pattern.</summary>
    public string? Path { get; init; }

    /// <summary>The one instrument that is wanted; of a single file that names none, its name.</summary>
    public string? Symbol { get; init; }

    /// <summary>Whether <see cref="Symbol"/> only picks, and never names data that name none: so where several are asked for, one after the other.</summary>
    public bool SymbolOnlyPicks { get; init; }

    /// <summary>Who reads: <c>managed</c> or <c>duckdb</c>; the bars are the same.</summary>
    public string Backend { get; init; } = "managed";

    /// <summary>The zone of times that carry none: <c>UTC</c> or an IANA name.</summary>
    public string Timezone { get; init; } = "UTC";

    /// <summary>What to do with a row that breaks the data contract.</summary>
    public OnBadRow OnBadRow { get; init; } = OnBadRow.Error;

    /// <summary>The first moment that is wanted, in UTC; null for the start of the data.</summary>
    public DateTime? From { get; init; }

    /// <summary>The moment that the wanted bars end before, in UTC; null for the end of the data.</summary>
    public DateTime? To { get; init; }

    /// <summary>The longer bars that the data are made into; null leaves them as they are.</summary>
    public BarInterval? Resample { get; init; }

    /// <summary>When a trading day begins, in <see cref="Timezone"/>: resampled bars are counted from here.</summary>
    public TimeOnly Session { get; init; }
}
