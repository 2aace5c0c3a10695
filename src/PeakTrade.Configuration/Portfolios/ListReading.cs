using System.Globalization;
using System.Text;

namespace PeakTrade.Configuration;

/// <summary>A field of a list file and where it begins, line and column from 1.</summary>
internal readonly record struct ListField(string Text, int Line, int Column);

/// <summary>
/// One reading of a file of lines and fields, such as a universe or a table of sectors: blank lines and those that begin with <c>#</c> are left out, and all faults come at once.
/// </summary>
internal sealed class ListReading(string? file)
{
    private const int MostFaults = 20;

    private readonly List<Fault> _faults = [];
    private int _more;

    /// <summary>The lines of a text that say something, whatever ends them.</summary>
    public static IEnumerable<(string Text, int Number)> Lines(string text)
    {
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.AsSpan().TrimStart() is { IsEmpty: false } said && said[0] != '#') yield return (line, number);
        }
    }

    /// <summary>The fields of a line, without the blanks around them; quotes may hold a delimiter, and a quote that is doubled.</summary>
    public List<ListField> Split((string Text, int Number) line, params ReadOnlySpan<char> delimiters)
    {
        var fields = new List<ListField>();
        for (var at = 0; at <= line.Text.Length; at++)
        {
            while (at < line.Text.Length && char.IsWhiteSpace(line.Text[at]) && !delimiters.Contains(line.Text[at])) at++;
            var start = at;
            var text = at < line.Text.Length && line.Text[at] == '"' ? Quoted(line, ref at) : null;
            var end = line.Text.AsSpan(at).IndexOfAny(delimiters);
            end = end < 0 ? line.Text.Length : at + end;
            // Text behind a closing quote belongs to the field all the same.
            fields.Add(new(text + line.Text[at..end].Trim(), line.Number, ColumnOf(line.Text, start)));
            at = end;
        }

        return fields;
    }

    public void Fault(ListField at, string message, string action = "") => Fault(at.Line, at.Column, message, action);

    public void Fault(int line, int column, string message, string action = "")
    {
        if (_faults.Count < MostFaults) _faults.Add(new(message, action, new Place(file, line, column)));
        else _more++;
    }

    /// <summary>Whether a field can be a name in a result; a fault where it cannot.</summary>
    public bool IsName(ListField field, string what)
    {
        const int Longest = 200;
        if (field.Text.Length == 0) Fault(field, $"{what} is empty.");
        else if (field.Text.Length > Longest) Fault(field, $"{what} \"{Words.Short(field.Text)}\" is longer than {Longest} characters.", "Check that this is the right file.");
        else if (field.Text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar)) Fault(field, $"{what} holds a character that cannot be shown.", "Save the file as UTF-8 text.");
        else return true;
        return false;
    }

    /// <summary>Refuses the file where anything is wrong with it.</summary>
    public void Close()
    {
        if (_faults.Count == 0) return;
        if (_more > 0) _faults.Add(new(string.Create(CultureInfo.InvariantCulture, $"There are {_more} more such faults."), "", new Place(file)));
        throw FaultCatalogue.ConfigInvalid.Because(_faults, target: file);
    }

    private string Quoted((string Text, int Number) line, ref int at)
    {
        var start = at;
        var end = at + 1;
        for (; end < line.Text.Length; end++)
        {
            if (line.Text[end] != '"') continue;
            if (end + 1 >= line.Text.Length || line.Text[end + 1] != '"') break;
            end++;
        }

        if (end >= line.Text.Length) Fault(line.Number, ColumnOf(line.Text, start), "A quote is not closed on its line.", "Close it.");
        at = Math.Min(end + 1, line.Text.Length);
        return line.Text[(start + 1)..Math.Min(end, line.Text.Length)].Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
    }

    // A character outside the basic plane is one column.
    private static int ColumnOf(string line, int at) => 1 + at - line.AsSpan(0, at).ToArray().Count(char.IsLowSurrogate);
}
