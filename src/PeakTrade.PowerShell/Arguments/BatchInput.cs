using System.Collections;
using System.Globalization;
using System.Management.Automation;
using PeakTrade.Configuration;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>A batch as it came: in a file, or as a text.</summary>
/// <param name="Path">The file as it is written; null where it came as a text.</param>
/// <param name="Text">The text.</param>
internal sealed record BatchSource(string? Path, string? Text);

/// <summary>
/// Gathers batches from a pipeline. What comes may be files, the lines of a file (of several files, told apart by what Get-Content says of each line), whole
/// texts, batches as objects, or runs as objects, which make one batch together.
/// </summary>
internal sealed class BatchInput(string? name, IDictionary? defaults)
{
    private const int MaxDepth = 50;

    // Cells of a table are texts; these keys keep them so, whatever they look like.
    private static readonly string[] Words =
    [
        "id", "strategy", "bundle_path", "start_date", "end_date", "symbols_file", "universe_file", "symbols", "sectors", "data_source", "data_path", "freq", "config", "rebalance_freq", "fill", "timeout",
    ];

    private readonly List<BatchSource> _sources = [];
    private readonly List<object?> _runs = [];
    private BatchText _lines = new();
    private string? _linesOf;
    private string? _onlyLine;

    public void Add(object? item)
    {
        // Only rows of a table and the like have no value of their own under what PowerShell wraps them in.
        var plain = item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
        switch (plain)
        {
            case null: break;
            case string text when text.AsSpan().Contains('\n'): AddText(text); break;
            case string line: AddLine(line, item!); break;
            case FileSystemInfo file: _sources.Add(new(file.FullName, null)); break;
            case IEnumerable items and not IDictionary:
                foreach (var inner in items) Add(inner);
                break;
            default: AddObject(plain); break;
        }
    }

    /// <summary>All batches there were, in the order they came.</summary>
    public IReadOnlyList<BatchSource> Complete()
    {
        EndLines();
        if (_runs.Count > 0)
        {
            if (name is null) throw FaultCatalogue.ArgumentInvalid.Because("Runs given as objects make a batch that has no name.", "Give it one: -Name my_batch.");
            AddBatch(new(StringComparer.Ordinal) { ["runs"] = _runs });
        }

        return _sources;
    }

    private void AddText(string text)
    {
        var whole = new BatchText();
        whole.AddLine(text);
        _sources.Add(new(null, $"{whole}"));
    }

    private void AddLine(string line, object item)
    {
        // Get-Content says of each line where it is from: another file is another batch.
        var from = (item as PSObject)?.Properties["PSPath"]?.Value as string;
        if (from != _linesOf) EndLines();
        _linesOf = from;
        _onlyLine = _lines.IsEmpty ? line : null;
        _lines.AddLine(line);
    }

    private void EndLines()
    {
        // One line alone can be a file's name. No batch is one line without a colon.
        if (_onlyLine is { Length: > 0 } line && (!line.Contains(':', StringComparison.Ordinal) || IsOnDrive(line))) _sources.Add(new(line, null));
        else if (!_lines.IsEmpty) _sources.Add(new(null, $"{_lines}"));
        (_lines, _linesOf, _onlyLine) = (new(), null, null);
    }

    private static bool IsOnDrive(string line) => line.Length > 2 && char.IsAsciiLetter(line[0]) && line[1] == ':' && line[2] is '/' or '\\';

    private void AddObject(object item)
    {
        var values = Named(item, 0);
        if (values.ContainsKey("runs")) AddBatch(values);
        else _runs.Add(values);
    }

    private void AddBatch(OrderedDictionary<string, object?> batch)
    {
        if (name is not null) batch["batch_name"] = name;
        // PowerShell makes a list of one hashtable the hashtable itself.
        if (batch["runs"] is OrderedDictionary<string, object?> only) batch["runs"] = new List<object?> { only };
        if (defaults is not null)
        {
            var under = Named(defaults, 0);
            foreach (var (key, value) in batch.GetValueOrDefault("defaults") as OrderedDictionary<string, object?> ?? []) under[key] = value;
            batch["defaults"] = under;
        }

        _sources.Add(new(null, BatchFile.Read(batch).Text));
    }

    /// <summary>A hashtable or an object by names as files write them: StartDate is start_date.</summary>
    private static OrderedDictionary<string, object?> Named(object item, int depth)
    {
        var isRow = item is PSObject { BaseObject: PSCustomObject } row && row.Properties.All(p => p.Value is null or string);
        var named = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(item))
        {
            // A table's empty cell says nothing.
            if (isRow && value is null or "") continue;
            var file = FileKey(key);
            var plain = Value(file == "runs" || file == "defaults" ? value : isRow ? Cell(file, (string)value!) : value, depth + 1, isNamed: file is "runs" or "defaults");
            Lay(named, isRow ? file.Split('.', 2) : [file], plain);
        }

        return named;
    }

    // A table's column parameters.fast_window is fast_window in parameters.
    private static void Lay(OrderedDictionary<string, object?> map, string[] names, object? value)
    {
        if (names is not [var table and ("parameters" or "settings"), var inner])
        {
            map[string.Join('.', names)] = value;
            return;
        }

        if (map.GetValueOrDefault(table) is not OrderedDictionary<string, object?> within) map[table] = within = new(StringComparer.Ordinal);
        within[inner] = value;
    }

    private static object? Value(object? value, int depth, bool isNamed = false)
    {
        if (depth > MaxDepth) throw FaultCatalogue.ArgumentInvalid.Because($"An object of the batch is nested more than {MaxDepth} levels deep, or holds itself.", "Give text, numbers, true or false, dates, lists and hashtables of them.");
        var plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            string or byte[] => plain,
            IDictionary or PSObject when isNamed => Named(plain, depth),
            IDictionary or PSObject => new OrderedDictionary<string, object?>(Entries(plain).Select(e => KeyValuePair.Create(e.Key, Value(e.Value, depth + 1))), StringComparer.Ordinal),
            IEnumerable items => items.Cast<object?>().Select(item => Value(item, depth + 1, isNamed)).ToList(),
            _ => plain,
        };
    }

    private static object Cell(string key, string text)
    {
        if (Words.Contains(key)) return text;
        if (bool.TryParse(text, out var flag)) return flag;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : text;
    }

    private static IEnumerable<(string Key, object? Value)> Entries(object item) => item switch
    {
        IDictionary map => map.Cast<DictionaryEntry>().Select(entry => (string.Create(CultureInfo.InvariantCulture, $"{entry.Key}"), entry.Value)),
        _ => PSObject.AsPSObject(item).Properties.Where(p => p.IsGettable).Select(p => (p.Name, (object?)p.Value)),
    };

    private static string FileKey(string key)
    {
        var snake = string.Concat(key.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(key[i - 1]) ? $"_{c}" : $"{c}")).ToLowerInvariant();
        return BatchFile.KnownKeys.Contains(snake) || BatchFile.RunKeys.Contains(snake) ? snake : key;
    }
}
