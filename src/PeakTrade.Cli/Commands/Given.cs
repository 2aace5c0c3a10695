using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Cli.Commands;

/// <summary>How values at the command line are read, with faults in words of ours.</summary>
internal static class Given
{
    private static readonly string[] IsoTimes =
        [.. from day in new[] { "yyyy-MM-dd" } from time in new[] { "", "'T'HH:mm", "'T'HH:mm:ss", "'T'HH:mm:ss.FFFFFFF", " HH:mm", " HH:mm:ss" } from zone in new[] { "", "zzz", "'Z'" } select day + time + zone];

    /// <summary>A whole number, from a least one on.</summary>
    public static Func<ArgumentResult, T?> Whole<T>(long least = long.MinValue) where T : struct, System.Numerics.IBinaryInteger<T> => result =>
    {
        if (T.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && long.CreateSaturating(number) >= least) return number;
        result.AddError($"{Name(result)} must be a whole number{(least == long.MinValue ? "" : $", {least} or more")}, and is \"{Text(result)}\".");
        return null;
    };

    /// <summary>Words of an enumeration as files write them: <c>bad_row</c>.</summary>
    public static T[]? OneOf<T>(ArgumentResult result) where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}"), StringComparer.Ordinal);
        var unknown = result.Tokens.Select(token => token.Value).FirstOrDefault(word => !words.ContainsKey(word));
        if (unknown is null) return [.. result.Tokens.Select(token => words[token.Value])];
        result.AddError($"{Name(result)} must be {string.Join(", ", words.Keys.SkipLast(1))} or {words.Keys.Last()}, and is \"{unknown}\". {Suggestion.For(unknown, words.Keys)}".TrimEnd());
        return null;
    }

    /// <summary>A time in ISO 8601; UTC where it carries no zone, so that a script means the same everywhere.</summary>
    public static DateTimeOffset? Time(ArgumentResult result)
    {
        if (DateTimeOffset.TryParseExact(Text(result), IsoTimes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        result.AddError($"{Name(result)} must be a time such as 2024-03-01 or 2024-03-01T14:30+02:00, and is \"{Text(result)}\".");
        return null;
    }

    /// <summary>Refuses what is meant as an option: a list of arguments would swallow it.</summary>
    public static Argument<string[]> WithoutOptions(this Argument<string[]> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(t => t.Value).Where(t => t is ['-', _, ..]))
                result.AddError($"There is no option {text}. {Suggestion.For(text, Options(result.Parent))}".TrimEnd());
        });
        return argument;
    }

    private static IEnumerable<string> Options(SymbolResult? result)
    {
        for (; result is not null; result = result.Parent)
        {
            if (result is not CommandResult { Command: var command }) continue;
            foreach (var option in command.Options) yield return option.Name;
        }
    }

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;

    private static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;
}
