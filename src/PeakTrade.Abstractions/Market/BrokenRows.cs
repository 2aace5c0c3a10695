namespace PeakTrade;

/// <summary>The rules of the data contract, as <c>docs/data-contracts.md</c> lists them.</summary>
public enum DataRule
{
    /// <summary>Quotes are closed, a row has as many fields as the header, and it names its symbol where the file has a column of them.</summary>
    Layout,

    /// <summary>Each number is one, with a decimal point, and finite.</summary>
    NotANumber,

    /// <summary>The time is one.</summary>
    NotATime,

    /// <summary>The time exists in its zone: the clocks did not go forward over it.</summary>
    SkippedTime,

    /// <summary>Prices are above zero, and the volume is not below it.</summary>
    OutOfRange,

    /// <summary>Open and close lie between low and high.</summary>
    HighLow,

    /// <summary>No time stands there twice.</summary>
    Duplicate,

    /// <summary>Times rise.</summary>
    Unsorted,
}

/// <summary>A row of a source that breaks the data contract.</summary>
/// <param name="Row">The line number that an editor shows; the header is row 1.</param>
/// <param name="Rule">The first rule that it breaks.</param>
/// <param name="Column">The column that the rule is about.</param>
/// <param name="Time">The row's time in UTC, where it could be read.</param>
/// <param name="Message">What is wrong, with the values.</param>
public sealed record BrokenRow(int Row, DataRule Rule, string Column, DateTime? Time, string Message)
{
    /// <summary>The file that it stands in, as faults call it.</summary>
    public string File { get; init; } = "";
}

/// <summary>The rows of a source that break the data contract: all of them counted, the first ones of each rule kept.</summary>
/// <param name="Kept">In the source's order, at most <see cref="MostKept"/> of each rule.</param>
/// <param name="Counts">How many rows break each rule; rules that none breaks are left out.</param>
public sealed record BrokenRows(IReadOnlyList<BrokenRow> Kept, IReadOnlyDictionary<DataRule, int> Counts)
{
    /// <summary>How many rows of each rule are kept.</summary>
    public const int MostKept = 1_000;

    /// <summary>A source whose rows are all good.</summary>
    public static BrokenRows None { get; } = new([], new Dictionary<DataRule, int>());

    /// <summary>How many rows break the contract.</summary>
    public int Count => Counts.Values.Sum();
}
