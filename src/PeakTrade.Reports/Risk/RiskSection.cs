namespace PeakTrade.Reports;

/// <summary>A part of a risk report, from which every form of it is written.</summary>
/// <param name="Key">Its name in CSV and JSON.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Lead">What it says, in a sentence or two.</param>
internal sealed record RiskSection(string Key, string Title, string Lead)
{
    public IReadOnlyList<RiskFact> Facts { get; init; } = [];

    public IReadOnlyList<RiskTable> Tables { get; init; } = [];

    /// <summary>What the page draws before the facts and tables.</summary>
    public Action<Markup>? Draw { get; init; }

    /// <summary>A figure's name for people, by its key; one that stands in no list of figures is told by the key's words.</summary>
    public string NameOf(string figure) => Facts.FirstOrDefault(f => f.Key == figure)?.Name ?? figure.Replace('_', ' ');
}

/// <summary>A single figure.</summary>
/// <param name="Key">Its name in CSV and JSON.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="Value">The figure; null is undefined.</param>
/// <param name="Meaning">What it says; empty where its name does.</param>
internal sealed record RiskFact(string Key, string Name, CellKind Kind, object? Value, string Meaning = "")
{
    /// <summary>Whether people are shown it; a time that stands beside its figure already is for programs.</summary>
    public bool ForPeople { get; init; } = true;
}

/// <summary>Rows of figures.</summary>
/// <param name="Key">Its name in CSV and JSON.</param>
/// <param name="Title">A heading of its own; empty for none.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows.</param>
internal sealed record RiskTable(string Key, string Title, IReadOnlyList<RiskColumn> Columns, IReadOnlyList<RiskRow> Rows)
{
    /// <summary>Whether people read it.</summary>
    public bool ForPeople { get; init; } = true;

    /// <summary>Whether it is in the CSV.</summary>
    public bool ForCsv { get; init; } = true;

    /// <summary>Whether it is in the JSON.</summary>
    public bool ForJson { get; init; } = true;

    /// <summary>The rows that people are shown, where all would be too many.</summary>
    public IReadOnlyList<RiskRow>? Few { get; init; }
}

/// <summary>A column.</summary>
/// <param name="Key">Its name in CSV and JSON.</param>
/// <param name="Head">Its name for people.</param>
/// <param name="Kind">How its cells are shown.</param>
internal sealed record RiskColumn(string Key, string Head, CellKind Kind)
{
    /// <summary>Whether people are shown it.</summary>
    public bool ForPeople { get; init; } = true;
}

/// <summary>A row.</summary>
/// <param name="Key">Its name in CSV.</param>
/// <param name="Cells">One a column: text, a number, a time, a truth; null is undefined.</param>
internal sealed record RiskRow(string Key, params object?[] Cells)
{
    /// <summary>How the numbers of this row are shown, where the rows of a table are of several kinds.</summary>
    public CellKind Numbers { get; init; } = CellKind.Number;

    /// <summary>A cell as people read it.</summary>
    public string Text(int column, CellKind kind) => CellText.ForPeople(kind == CellKind.Number ? Numbers : kind, Cells[column]);
}

/// <summary>How a figure is shown to people.</summary>
internal enum CellKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>A fraction as a percentage.</summary>
    Percent,

    /// <summary>A fraction as a percentage, in as few digits as it has.</summary>
    Share,

    /// <summary>A percentage upon a colour.</summary>
    Heat,

    /// <summary>A number with two digits behind the point.</summary>
    Number,

    /// <summary>A p-value.</summary>
    PValue,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A time in UTC, without the clock where it is midnight.</summary>
    Time,
}
