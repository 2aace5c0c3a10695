using System.Text;

namespace PeakTrade.Configuration;

/// <summary>Takes the secrets out of a configuration's text, and leaves the rest of it as it was written.</summary>
internal sealed class SourceRedaction
{
    private readonly TomlDocument _document;
    private readonly List<(int Start, int End, string Text)> _edits = [];

    private SourceRedaction(TomlDocument document) => _document = document;

    public static string Of(string source)
    {
        var redaction = new SourceRedaction(TomlReader.ParseDocument(source, null));
        redaction.Visit(redaction._document.Root, isSecret: false);
        redaction.VisitComments();
        return redaction.Apply();
    }

    private void Visit(TomlNode node, bool isSecret)
    {
        // Tables under a header are not one stretch of text; what they hold is.
        var isOneStretch = node.EndOffset > node.Mark.Offset;
        if (isSecret && isOneStretch)
            Replace(node, TomlWriter.Quoted(Secrets.Mask));
        else if (node is TomlTable table)
            foreach (var (key, inner) in table) Visit(inner, isSecret || Secrets.IsSecret(key));
        else if (node is TomlArray array)
            foreach (var inner in array) Visit(inner, isSecret);
        else if (node is TomlValue { Value: string text } && Secrets.Redact(text) is var redacted && redacted != text)
            Replace(node, TomlWriter.Quoted(redacted));
    }

    private void Replace(TomlNode node, string text) => _edits.Add((node.Mark.Offset, node.EndOffset, text));

    /// <summary>
    /// A comment may be a setting that was switched off, over several lines too. What is plain talk cannot be told from a
    /// secret, so a comment loses everything behind a word that names one.
    /// </summary>
    private void VisitComments()
    {
        var closing = "";
        var previousEnd = 0;
        foreach (var range in _document.Comments)
        {
            var (start, end) = (range.Start.Value, range.End.Value);
            var comment = _document.Text.AsSpan(start, end - start);
            var isHeader = comment.TrimStart("# \t").StartsWith('[') && closing is "" or "[";
            var isContinued = closing.Length > 0 && _document.Text.AsSpan(previousEnd, start - previousEnd).IsWhiteSpace();
            previousEnd = end;

            if (isContinued && !(closing == "[" && isHeader))
            {
                if (closing != "[" && comment.Contains(closing, StringComparison.Ordinal)) closing = "";
                _edits.Add((start, end, $"# {Secrets.Mask}"));
                continue;
            }

            var name = Secrets.EndOfName(comment);
            closing = name < 0 ? "" : isHeader ? "[" : ClosingOf(comment[name..]);
            if (name >= 0 && !isHeader && name < comment.Length) _edits.Add((start + name, end, $" {Secrets.Mask}"));
            else if (name < 0 && Secrets.Redact(comment.ToString()) is var redacted && !comment.SequenceEqual(redacted)) _edits.Add((start, end, redacted));
        }
    }

    /// <summary>What closes the value that a commented-out line leaves open; empty where it leaves none open.</summary>
    private static string ClosingOf(ReadOnlySpan<char> value)
    {
        foreach (var (opening, closing) in new[] { ("\"\"\"", "\"\"\""), ("'''", "'''"), ("[", "]"), ("{", "}") })
        {
            var at = value.IndexOf(opening);
            if (at >= 0) return value[(at + opening.Length)..].Contains(closing, StringComparison.Ordinal) ? "" : closing;
        }

        return "";
    }

    private string Apply()
    {
        var source = _document.Text;
        var text = new StringBuilder(source.Length);
        var done = 0;
        foreach (var (start, end, replacement) in _edits.OrderBy(e => e.Start))
        {
            // A comment inside an array that is gone as a whole.
            if (start < done) continue;
            text.Append(source, done, start - done).Append(replacement);
            done = end;
        }

        return text.Append(source, done, source.Length - done).ToString();
    }
}
