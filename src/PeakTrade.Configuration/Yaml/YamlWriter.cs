using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Configuration;

/// <summary>
/// Writes dictionaries, lists and values of .NET as YAML that <see cref="YamlReader"/> reads as the same. Keys come in a stated
/// order, others by name behind them, for a hashtable has none.
/// </summary>
internal sealed class YamlWriter(IReadOnlyList<string> order, int maxLength)
{
    private const int MaxDepth = 50;
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _order = order.Distinct(StringComparer.Ordinal).Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i, StringComparer.Ordinal);

    public string Write(IReadOnlyDictionary<string, object?> map)
    {
        WriteMap(Entries(map)!, "", "", "", 0);
        return _text.ToString();
    }

    // The first line of a map in a list stands behind the list's dash.
    private void WriteMap(List<(string Key, object? Value)> entries, string path, string lead, string indent, int depth)
    {
        foreach (var (key, value) in entries)
        {
            _text.Append(lead).Append(Quoted(key)).Append(':');
            WriteValue(value, path.Length == 0 ? key : $"{path}.{key}", indent, depth + 1);
            lead = indent;
        }
    }

    private void WriteValue(object? value, string path, string indent, int depth)
    {
        if (_text.Length > maxLength) throw FaultCatalogue.ConfigUnreadable.Because($"The batch is larger than {maxLength / (1024 * 1024)} MB, which no batch is.", "Check that it is the batch and not data.");
        if (depth > MaxDepth) throw Refused(path[..Math.Min(path.Length, 40)], $"is nested more than {MaxDepth} levels deep, or holds itself");
        if (Entries(value) is { } map)
        {
            _text.Append(map.Count == 0 ? " {}\n" : "\n");
            WriteMap(map, path, indent + "  ", indent + "  ", depth);
        }
        else if (value is IEnumerable items and not string)
        {
            WriteList(items, path, indent + "  ", depth);
        }
        else
        {
            _text.Append(' ').Append(Scalar(value, path)).Append('\n');
        }
    }

    private void WriteList(IEnumerable items, string path, string indent, int depth)
    {
        var start = _text.Length;
        _text.Append('\n');
        var count = 0;
        foreach (var item in items)
        {
            var at = $"{path}[{count++}]";
            if (Entries(item) is { Count: > 0 } map)
            {
                WriteMap(map, at, indent + "- ", indent + "  ", depth + 1);
                continue;
            }

            _text.Append(indent).Append('-');
            WriteValue(item, at, indent, depth + 1);
        }

        if (count > 0) return;
        _text.Length = start;
        _text.Append(" []\n");
    }

    private List<(string Key, object? Value)>? Entries(object? value)
    {
        var entries = value switch
        {
            IEnumerable<KeyValuePair<string, object?>> map => map.Select(entry => (entry.Key, entry.Value)),
            IDictionary map => map.Cast<DictionaryEntry>().Select(entry => (string.Create(CultureInfo.InvariantCulture, $"{entry.Key}"), entry.Value)),
            _ => null,
        };
        return entries?.OrderBy(entry => _order.GetValueOrDefault(entry.Item1, int.MaxValue)).ThenBy(entry => entry.Item1, StringComparer.Ordinal).ToList();
    }

    private static string Scalar(object? value, string path) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => Quoted(text),
        char letter => Quoted($"{letter}"),
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        float or double or decimal => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateOnly day => Quoted(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime { TimeOfDay.Ticks: 0 } day => Quoted(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime time => Quoted(time.ToString(time.Kind == DateTimeKind.Utc ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        DateTimeOffset time => Quoted(time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)),
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds}s"),
        FileSystemInfo file => Quoted(file.FullName),
        BarInterval or Enum => Quoted($"{value}"),
        _ => throw Refused(path, $"is a {value.GetType().Name}"),
    };

    private static string Number(double number) => number switch
    {
        double.NaN => ".nan",
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        _ => TomlWriter.Format(number),
    };

    // Plain where it can be nothing else than a text.
    private static string Quoted(string text) =>
        text.Length is > 0 and < 200 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '-') && YamlCore.Resolve(text) is string
            ? text
            : JsonSerializer.Serialize(text, Quoting);

    private static PeakTradeException Refused(string path, string what) =>
        FaultCatalogue.ConfigInvalid.Because($"{path} {what}, which no batch can hold.", "Give text, a number, true or false, a date, a list or a map of them.");
}
