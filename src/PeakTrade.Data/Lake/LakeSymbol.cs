using System.Buffers;
using System.Text;

namespace PeakTrade.Data.Lake;

/// <summary>How an instrument's name stands as a folder of the lake: <c>BTC/EUR</c> as <c>symbol=BTC%2FEUR</c>, which DuckDB and others read back.</summary>
internal static class LakeSymbol
{
    private const int Longest = 100;
    private const int LongestFolder = 200;
    public const string Prefix = "symbol=";
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>The folder of a symbol.</summary>
    /// <exception cref="PeakTradeException">The name cannot be a symbol of the lake (<c>Lake.Symbol</c>).</exception>
    public static string Folder(string symbol)
    {
        Check(symbol);
        var name = new StringBuilder(Prefix);
        foreach (var rune in symbol.EnumerateRunes())
        {
            if (rune.IsAscii && Plain.Contains((char)rune.Value)) name.Append((char)rune.Value);
            else Escape(rune, name);
        }

        // File systems take names of 255 bytes; a letter that is not plain takes three for each of its own.
        if (name.Length > LongestFolder) throw FaultCatalogue.LakeSymbol.Because($"The symbol \"{symbol}\" makes a folder's name of {name.Length} characters, and {LongestFolder} are allowed.", target: symbol);
        return name.ToString();
    }

    /// <summary>The symbol of a folder; null where the folder is no symbol's.</summary>
    public static string? Of(string folder) => folder.StartsWith(Prefix, StringComparison.Ordinal) ? Uri.UnescapeDataString(folder[Prefix.Length..]) : null;

    private static void Check(string symbol)
    {
        var why = symbol switch
        {
            _ when symbol.Trim().Length == 0 => "is empty",
            { Length: > Longest } => $"has {symbol.Length} characters, and {Longest} are allowed",
            _ when symbol.Any(char.IsControl) => "holds a control character",
            _ when symbol.Split('/', '\\').Any(part => part is "." or "..") => "would leave the lake's folder",
            _ => null,
        };
        if (why is not null) throw FaultCatalogue.LakeSymbol.Because($"The symbol \"{symbol}\" {why}.", target: symbol);
    }

    private static void Escape(Rune rune, StringBuilder name)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var value in utf8[..rune.EncodeToUtf8(utf8)]) name.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
    }
}
