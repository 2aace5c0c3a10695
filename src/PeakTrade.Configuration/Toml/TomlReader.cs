using System.Text;

namespace PeakTrade.Configuration;

/// <summary>Reads TOML 1.0. A fault is a <see cref="FaultCatalogue.ConfigSyntax"/> with the exact line and column.</summary>
public static class TomlReader
{
    /// <summary>Reads a document.</summary>
    public static TomlTable Parse(string text, string? fileName = null) => ParseDocument(text, fileName).Root;

    /// <summary>Reads a document in UTF-8, with or without a byte order mark.</summary>
    public static TomlTable Parse(ReadOnlySpan<byte> utf8, string? fileName = null) => Parse(Decode(utf8, fileName), fileName);

    internal static TomlDocument ParseDocument(string text, string? fileName)
    {
        if (text.StartsWith('\uFEFF')) text = text[1..];
        RefuseLoneSurrogates(text, fileName);
        return new TomlParser(text, fileName).ParseDocument();
    }

    /// <summary>Reads a text that is one value and nothing else; null where it is not.</summary>
    internal static TomlNode? TryParseValue(string text)
    {
        try
        {
            RefuseLoneSurrogates(text, null);
            return new TomlParser(text, null).ParseSingleValue();
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.ConfigSyntax)
        {
            return null;
        }
    }

    /// <summary>The bytes as a text, with the byte order mark where they have one: taking it off is for the parser, once.</summary>
    internal static string Decode(ReadOnlySpan<byte> utf8, string? fileName)
    {
        var bad = Utf8Faults.FirstInvalid(utf8);
        if (bad < 0) return Encoding.UTF8.GetString(utf8);

        var before = Encoding.UTF8.GetString(utf8[..bad]).TrimStart('\uFEFF');
        var hint = utf8.Length > 1 && (utf8[0], utf8[1]) is (0xFF, 0xFE) or (0xFE, 0xFF) ? "It looks like UTF-16; save the file as UTF-8." : "Save the file as UTF-8.";
        throw new TomlScanner(before, fileName).ToEnd().Error($"the byte 0x{utf8[bad]:X2} is not valid UTF-8.", hint);
    }

    private static void RefuseLoneSurrogates(string text, string? fileName)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else throw new TomlScanner(text[..i], fileName).ToEnd().Error($"U+{(int)text[i]:X4} is half of a surrogate pair, and no character.", "Save the file as UTF-8.");
        }
    }
}

/// <summary>A parsed document, and what of its text is not in the tree.</summary>
/// <param name="Root">The top-level table.</param>
/// <param name="Text">The text that the offsets count in, without the byte order mark.</param>
/// <param name="Comments">The comments, from the <c>#</c> to the end of the line.</param>
internal sealed record TomlDocument(TomlTable Root, string Text, IReadOnlyList<Range> Comments);
