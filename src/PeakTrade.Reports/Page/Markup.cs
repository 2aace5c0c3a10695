using System.Globalization;
using System.Text;

namespace PeakTrade.Reports;

/// <summary>
/// Writes elements and keeps count of the open ones. What is written is HTML and well-formed XML at once: every element is closed, every
/// attribute has a value, all text is escaped.
/// </summary>
internal sealed class Markup(TextWriter to)
{
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element. Attributes whose value is null are left out.</summary>
    public Markup Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes);
        to.Write('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Closes the element that was opened last.</summary>
    public Markup Close()
    {
        to.Write("</");
        to.Write(_open.Pop());
        to.Write('>');
        return this;
    }

    /// <summary>Closes it, and ends the line.</summary>
    public Markup CloseLine()
    {
        Close();
        to.Write('\n');
        return this;
    }

    /// <summary>An element with nothing in it, of those that HTML does not close (<c>meta</c>) or of SVG.</summary>
    public Markup Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes);
        to.Write("/>");
        return this;
    }

    /// <summary>An element that holds text only.</summary>
    public Markup Element(string name, string text, params ReadOnlySpan<(string Name, object? Value)> attributes) => Open(name, attributes).Text(text).Close();

    /// <summary>Text as it is read, whatever is in it.</summary>
    public Markup Text(string text)
    {
        Escape(text);
        return this;
    }

    /// <summary>The project's own style or script, which stands as it is: the comments keep it from being read as XML.</summary>
    public Markup Own(string element, string text)
    {
        to.Write($"<{element}>/*<![CDATA[*/\n{text.Replace("\r\n", "\n")}/*]]>*/</{element}>\n");
        return this;
    }

    /// <summary>JSON that a script reads; its writer has escaped what markup could take for its own.</summary>
    public Markup Json(string id, ReadOnlySpan<byte> json)
    {
        to.Write($"<script type=\"application/json\" id=\"{id}\">{Encoding.UTF8.GetString(json)}</script>\n");
        return this;
    }

    /// <summary>An attribute's value as it is written: numbers without culture, lengths to a tenth of a unit.</summary>
    internal static string Plain(object value) => value switch
    {
        double length => Math.Round(length, 1).ToString("0.#", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private void Begin(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        to.Write('<');
        to.Write(name);
        foreach (var (key, value) in attributes)
        {
            if (value is null) continue;
            to.Write(' ');
            to.Write(key);
            to.Write("=\"");
            Escape(Plain(value));
            to.Write('"');
        }
    }

    private void Escape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': to.Write("&amp;"); break;
                case '<': to.Write("&lt;"); break;
                case '>': to.Write("&gt;"); break;
                case '"': to.Write("&quot;"); break;
                case '\'': to.Write("&#39;"); break;
                case '\t' or '\n': to.Write(c); break;
                // What neither HTML nor XML may hold: control characters and halves of surrogate pairs.
                case < ' ' or (>= '\x7f' and <= '\x9f') or '\ufffe' or '\uffff': to.Write('\ufffd'); break;
                case var _ when i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]):
                    to.Write(c);
                    to.Write(text[++i]);
                    break;
                case var _ when char.IsSurrogate(c): to.Write('\ufffd'); break;
                default: to.Write(c); break;
            }
        }
    }
}
