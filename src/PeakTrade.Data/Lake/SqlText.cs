namespace PeakTrade.Data.Lake;

/// <summary>
/// Where a statement begins and ends in what a user wrote. It only cuts: what is cut out is judged by DuckDB's own parser, so a text that is
/// misread here is refused there.
/// </summary>
internal static class SqlText
{
    private const string Explain = "EXPLAIN";
    private const string Analyze = "ANALYZE";

    /// <summary>The text up to its last token, without semicolons and comments at the end.</summary>
    public static string Statement(string sql)
    {
        var (at, end) = (0, 0);
        while ((at = SkipBlank(sql, at)) < sql.Length)
        {
            var token = sql[at];
            at = EndOfToken(sql, at);
            if (token != ';') end = at;
        }

        return sql[..end];
    }

    /// <summary>An EXPLAIN and what it explains; the first is empty where the statement is none.</summary>
    public static (string Explain, string Body) Parts(string statement)
    {
        var start = SkipBlank(statement, 0);
        if (!Word(statement, start).Equals(Explain, StringComparison.OrdinalIgnoreCase)) return ("", statement);
        var at = SkipBlank(statement, start + Explain.Length);
        if (Word(statement, at).Equals(Analyze, StringComparison.OrdinalIgnoreCase)) return ($"{Explain} {Analyze} ", statement[(at + Analyze.Length)..]);
        if (at == statement.Length || statement[at] != '(') return ($"{Explain} ", statement[at..]);

        var close = statement.IndexOf(')', at);
        var options = close < 0 ? "" : statement[(at + 1)..close];
        // EXPLAIN (SELECT ...) has no options: the bracket is the query's.
        var isOptions = options.Length > 0 && options.All(c => char.IsAsciiLetterOrDigit(c) || c is ',' or '_' or ' ') && options.Split(',').All(o => o.TrimStart().ToUpperInvariant() is ['A', 'N', 'A', 'L', 'Y', ..] or ['F', 'O', 'R', 'M', 'A', 'T', ..]);
        return isOptions ? ($"{Explain} ({options}) ", statement[(close + 1)..]) : ($"{Explain} ", statement[at..]);
    }

    /// <summary>The first word, in upper case.</summary>
    public static string FirstWord(string sql) => Word(sql, SkipBlank(sql, 0)).ToString().ToUpperInvariant();

    private static ReadOnlySpan<char> Word(string sql, int at)
    {
        var end = at;
        while (end < sql.Length && IsWord(sql[end])) end++;
        return sql.AsSpan(at, end - at);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static int SkipBlank(string sql, int at)
    {
        while (at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[at])) at++;
            else if (At(sql, at, "--")) at = EndOfLine(sql, at);
            else if (At(sql, at, "/*")) at = EndOfComment(sql, at);
            else break;
        }

        return at;
    }

    private static int EndOfToken(string sql, int at)
    {
        if (sql[at] is '\'' or '"') return EndOfQuotes(sql, at + 1, sql[at], escapes: false);
        if (sql[at] is 'e' or 'E' && At(sql, at + 1, "'")) return EndOfQuotes(sql, at + 2, '\'', escapes: true);
        if (sql[at] == '$') return EndOfDollars(sql, at);
        if (!IsWord(sql[at])) return at + 1;
        while (at < sql.Length && IsWord(sql[at])) at++;
        return at;
    }

    private static int EndOfQuotes(string sql, int at, char quote, bool escapes)
    {
        for (; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\') at++;
            else if (sql[at] == quote && !At(sql, ++at, quote.ToString())) return at;
        }

        return sql.Length;
    }

    // $$ text $$ and $tag$ text $tag$; $1 and $name are parameters.
    private static int EndOfDollars(string sql, int at)
    {
        var tag = at + 1;
        while (tag < sql.Length && IsWord(sql[tag])) tag++;
        if (tag == sql.Length || sql[tag] != '$') return tag;
        var mark = sql[at..(tag + 1)];
        var end = sql.IndexOf(mark, tag + 1, StringComparison.Ordinal);
        return end < 0 ? sql.Length : end + mark.Length;
    }

    private static int EndOfLine(string sql, int at) => sql.AsSpan(at).IndexOfAny('\n', '\r') is >= 0 and var end ? at + end : sql.Length;

    private static int EndOfComment(string sql, int at)
    {
        var depth = 0;
        for (; at < sql.Length; at++)
        {
            if (At(sql, at, "/*")) (depth, at) = (depth + 1, at + 1);
            else if (At(sql, at, "*/") && --depth == 0) return at + 2;
            else if (At(sql, at, "*/")) at++;
        }

        return sql.Length;
    }

    private static bool At(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;
}
