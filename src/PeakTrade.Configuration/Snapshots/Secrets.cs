using System.Buffers;
using System.Text;

namespace PeakTrade.Configuration;

/// <summary>Knows what must not be stored: values of keys that name a secret, and passwords inside texts.</summary>
public static class Secrets
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "***";

    private static readonly SearchValues<string> Names = SearchValues.Create(
        ["password", "passwd", "passphrase", "secret", "token", "api_key", "api-key", "apikey", "access_key", "private_key", "credential"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t\r\n\"<>");
    private static readonly SearchValues<char> PairEnds = SearchValues.Create(" \t\r\n;&,\"'");

    /// <summary>Whether a key of this name holds a secret.</summary>
    public static bool IsSecret(string key) => key.AsSpan().ContainsAny(Names);

    /// <summary>
    /// The text with <c>***</c> for what comes before the <c>@</c> of an address (<c>http://user:password@host</c>), and for the
    /// values of pairs that name a secret (<c>Host=db;Password=...</c>, <c>?token=...</c>).
    /// </summary>
    public static string Redact(string text) => RedactPairs(RedactAddresses(text));

    /// <summary>Where the first name of a secret ends in a text, the rest of its word included; -1 where there is none.</summary>
    internal static int EndOfName(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Names);
        if (at < 0) return -1;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-')) at++;
        return at;
    }

    private static string RedactAddresses(string text)
    {
        const string Start = "://";
        if (!text.Contains(Start, StringComparison.Ordinal)) return text;
        var redacted = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (int at; (at = rest.IndexOf(Start)) >= 0;)
        {
            at += Start.Length;
            redacted.Append(rest[..at]);
            rest = rest[at..];
            rest = rest[UserInfoLength(rest)..];
            if (rest.StartsWith("@")) redacted.Append(Mask);
        }

        return redacted.Append(rest).ToString();
    }

    // A password with a slash of its own should have been escaped, and often is not: where a colon comes before any slash,
    // everything up to the last @ counts.
    private static int UserInfoLength(ReadOnlySpan<char> address)
    {
        var end = address.IndexOfAny(AddressEnds);
        if (end >= 0) address = address[..end];
        var slash = address.IndexOfAny("/?#");
        var host = slash >= 0 ? address[..slash] : address;
        var at = host.Contains(':') ? address.LastIndexOf('@') : host.LastIndexOf('@');
        return Math.Max(at, 0);
    }

    private static string RedactPairs(string text)
    {
        var redacted = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (int name; (name = EndOfName(rest)) >= 0;)
        {
            var value = name;
            while (value < rest.Length && rest[value] is ' ' or '\t' or '"' or '\'') value++;
            if (value == rest.Length || rest[value] is not ('=' or ':'))
            {
                redacted.Append(rest[..name]);
                rest = rest[name..];
                continue;
            }

            do value++;
            while (value < rest.Length && rest[value] is ' ' or '\t');
            redacted.Append(rest[..value]);
            rest = rest[value..];
            var length = PairValueLength(rest);
            if (length > 0) redacted.Append(Mask);
            rest = rest[length..];
        }

        return redacted.Length == 0 ? text : redacted.Append(rest).ToString();
    }

    private static int PairValueLength(ReadOnlySpan<char> rest)
    {
        if (rest.Length > 0 && rest[0] is '"' or '\'')
        {
            var closing = rest[1..].IndexOf(rest[0]);
            return closing < 0 ? rest.Length : closing + 2;
        }

        var end = rest.IndexOfAny(PairEnds);
        return end < 0 ? rest.Length : end;
    }
}
