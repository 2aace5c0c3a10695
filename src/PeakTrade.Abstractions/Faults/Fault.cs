using System.Globalization;

namespace PeakTrade;

/// <summary>One thing wrong with what a user gave: what, where, and what to do about it.</summary>
/// <param name="Message">What is wrong and what was wanted, in one sentence.</param>
/// <param name="Action">What to do about it; empty where the message says it already.</param>
/// <param name="Place">Where it is, as far as known.</param>
public sealed record Fault(string Message, string Action = "", Place Place = default)
{
    /// <summary>The sentence a user reads: place, message, action.</summary>
    public override string ToString() =>
        (Place.IsKnown ? $"{Place}: {Message}" : Message) + (Action.Length > 0 ? $" {Action}" : "");
}

/// <summary>
/// A place in a file, or the dotted key of a setting. Rows, lines and columns count from 1; 0 is unknown. A data file
/// has rows, by the line number that an editor shows, and the key is then the column's name.
/// </summary>
public readonly record struct Place(string? File = null, int Line = 0, int Column = 0, string? Key = null, int Row = 0)
{
    /// <summary>Whether there is anything to show.</summary>
    public bool IsKnown => File is not null || Line > 0 || Row > 0 || Key is not null;

    /// <summary>The place as a user reads it: <c>config.toml, line 3, column 7</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>(4);
        if (File is not null) parts.Add(File);
        if (Row > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"row {Row:N0}"));
        if (Line > 0) parts.Add($"line {Line}");
        if (Column > 0) parts.Add($"column {Column}");
        if (parts.Count == 0 && Key is not null) parts.Add(Key);
        return string.Join(", ", parts);
    }
}
