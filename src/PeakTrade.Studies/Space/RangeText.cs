using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PeakTrade.Studies;

/// <summary>One value as a user wrote it: what it is taken for, and its text, which is what a choice of words is compared with.</summary>
internal readonly record struct RangeItem(object? Value, string Text)
{
    /// <summary>A value of a door or a file. Whole numbers are <see cref="long"/>, all others <see cref="double"/>.</summary>
    public static RangeItem Of(object? value) => value switch
    {
        null => new(null, "nothing"),
        string text => new(text, text),
        bool flag => new(flag, flag ? "true" : "false"),
        sbyte or byte or short or ushort or int or uint or long => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        // Through its text, so that 0.1f is 0.1 and not 0.10000000149011612.
        float number => Number(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        ulong or double or decimal => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => new(value, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>A word of a text: in quotes it is a text, else what it looks like.</summary>
    public static RangeItem OfWord(string word)
    {
        if (word.Length >= 2 && word[0] is '"' or '\'' && word[^1] == word[0]) return new(word[1..^1], word[1..^1]);
        if (AsNumber(word) is { } number) return new(number, word);
        return bool.TryParse(word, out var flag) ? new(flag, word) : new(word, word);
    }

    /// <summary>A finite number, whole where it is written without a point; null for anything else.</summary>
    public static object? AsNumber(object? value) => value switch
    {
        long or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => value,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    private static RangeItem Number(IFormattable number) => new(number, number.ToString(null, CultureInfo.InvariantCulture));
}

/// <summary>
/// What a user says of a parameter's values: <c>5..40</c>, <c>10..200 step 10</c>, <c>0.001..1 log</c>, <c>sma, ema</c>, <c>[10, 20, 50]</c>, one value; the
/// same as a table or a list. What is not said stays null. What the parts mean to a parameter is for <see cref="SpaceReader"/>.
/// </summary>
internal sealed partial record RangeText
{
    private static readonly string[] Keys = ["low", "high", "step", "log", "choices"];

    /// <summary>The lowest number, a <see cref="long"/> or a <see cref="double"/> as are the other two.</summary>
    public object? Low { get; private init; }

    public object? High { get; private init; }

    public object? Step { get; private init; }

    /// <summary>Whether the scale is logarithmic; null where nothing is said.</summary>
    public bool? Log { get; private init; }

    /// <summary>The values of a list, one where a single value was given; null for a range.</summary>
    public IReadOnlyList<RangeItem>? Items { get; private init; }

    /// <summary>Reads what was given. A <see cref="FormatException"/> says what is wrong, in words that follow the parameter's name.</summary>
    public static RangeText Read(object? given, ParameterKind? kind) => given switch
    {
        string text => ReadText(text.Trim(), kind),
        IDictionary or IEnumerable<KeyValuePair<string, object?>> => ReadTable(given),
        IEnumerable list => OfItems([.. list.Cast<object?>().Select(RangeItem.Of)]),
        _ => OfItems([RangeItem.Of(given)]),
    };

    private static RangeText ReadText(string text, ParameterKind? kind)
    {
        if (text.Length == 0) throw new FormatException("is empty");
        var isNumber = kind is null or ParameterKind.Int or ParameterKind.Float;
        if (text.Contains("..", StringComparison.Ordinal) && text[0] is not ('"' or '\'' or '[')) return ReadRange(text);
        if (isNumber && kind is not null && text.Split((char[]?)null)[0] is "step" or "log" or "linear") return ReadScale(new(), text, text);
        if (isNumber && MistakenRange().Match(text) is { Success: true } meant)
            throw new FormatException($"is \"{text}\"; a range is written {meant.Groups["low"].Value}..{meant.Groups["high"].Value}");
        return OfItems([.. Words(text).Select(RangeItem.OfWord)]);
    }

    private static RangeText ReadRange(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var (left, rest) = (text[..dots].Trim(), text[(dots + 2)..].Trim());
        if (rest.StartsWith('.')) throw new FormatException($"is \"{text}\"; two points stand between the ends of a range");
        var end = rest.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var hasEnd = end.Length > 0 && end[0] is not ("step" or "log" or "linear");
        var range = new RangeText { Low = End(left), High = hasEnd ? End(end[0]) : null };
        return ReadScale(range, hasEnd ? end.ElementAtOrDefault(1) ?? "" : rest, text);

        object? End(string word) => word.Length == 0 ? null : RangeItem.AsNumber(word) ?? throw new FormatException($"is \"{text}\", and {word} is no number");
    }

    private static RangeText ReadScale(RangeText range, string words, string text)
    {
        var tokens = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < tokens.Length; i++)
        {
            range = tokens[i] switch
            {
                "log" or "linear" when range.Log is null => range with { Log = tokens[i] == "log" },
                "step" when range.Step is null && ++i < tokens.Length && RangeItem.AsNumber(tokens[i]) is { } step => range with { Step = step },
                _ => throw new FormatException($"is \"{text}\"; behind a range may stand \"step\" with a number, and \"log\" or \"linear\""),
            };
        }

        return range;
    }

    private static RangeText ReadTable(object given)
    {
        var range = new RangeText();
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in Pairs(given))
        {
            var key = name.ToLowerInvariant();
            if (!said.Add(key)) throw new FormatException($"has {key} twice");
            range = key switch
            {
                "low" => range with { Low = Number(key, value) },
                "high" => range with { High = Number(key, value) },
                "step" => range with { Step = Number(key, value) },
                "log" => range with { Log = RangeItem.Of(value).Value switch { bool flag => flag, string text when bool.TryParse(text, out var flag) => flag, _ => throw new FormatException($"has log = {RangeItem.Of(value).Text}; it must be true or false") } },
                "choices" => range with { Items = Read(value, ParameterKind.Choice).Items ?? throw new FormatException("has choices that are no list") },
                _ => throw new FormatException($"has no \"{name}\"; a table holds {string.Join(", ", Keys)}"),
            };
        }

        if (said.Count == 0) throw new FormatException("is an empty table");
        if (range.Items is { Count: 0 }) throw new FormatException("has no choices");
        return range.Items is null || said.Count == 1 ? range : throw new FormatException("has choices and a range; give one of the two");

        static object Number(string key, object? value) =>
            RangeItem.AsNumber(RangeItem.Of(value).Value) ?? throw new FormatException($"has {key} = {RangeItem.Of(value).Text}, which is no number");
    }

    private static RangeText OfItems(IReadOnlyList<RangeItem> items)
    {
        if (items.Count == 0) throw new FormatException("is an empty list");
        foreach (var item in items)
        {
            if (item.Value is not (string or bool or long or double)) throw new FormatException($"holds {item.Text}, which is no number, text, true or false");
            if (item.Value is string { Length: 0 }) throw new FormatException("holds an empty text");
        }

        return new() { Items = items };
    }

    private static IEnumerable<KeyValuePair<string, object?>> Pairs(object table) => table is IDictionary entries
        ? entries.Keys.Cast<object>().Select(key => KeyValuePair.Create(Convert.ToString(key, CultureInfo.InvariantCulture) ?? "", entries[key])).OrderBy(pair => pair.Key, StringComparer.Ordinal)
        : (IEnumerable<KeyValuePair<string, object?>>)table;

    /// <summary>The words between commas; a comma in quotes parts nothing.</summary>
    private static IEnumerable<string> Words(string text)
    {
        if (text.StartsWith('[')) text = text.EndsWith(']') ? text[1..^1] : throw new FormatException($"is \"{text}\", whose bracket is not closed");
        if (text.Trim().Length == 0) yield break;
        var (start, quote) = (0, '\0');
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && quote == '\0'))
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
            else if (quote == text[i]) quote = '\0';
            else if (quote == '\0' && text[i] is '"' or '\'' && text[start..i].Trim().Length == 0) quote = text[i];
        }
    }

    // The ways a range is written elsewhere. A date has more parts, and is none of them.
    [GeneratedRegex(@"^(?<low>-?[\d.]+)\s*(-|:|\bto\b|–|…)\s*(?<high>-?[\d.]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MistakenRange();
}
