using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>Reads journals. A last line without its end was torn by a kill, or is being written: it is not there.</summary>
internal static class JournalReader
{
    private const int BlockBytes = 1 << 20, FirstBytes = 1 << 12;

    /// <summary>The run that a journal is of, and the byte after its first line; null where the first line is not whole.</summary>
    public static (JournalBegin Run, long Next)? ReadBegin(string journal)
    {
        using var file = Open(journal);
        var (lines, _) = ReadLines(file, 0, FirstBytes);
        if (lines.IsEmpty) return null;
        var end = lines.Span.IndexOf((byte)'\n');
        return (Parse(lines[..end], 0, Begin), end + 1);
    }

    /// <summary>At most so many entries from a byte on.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="from">Where a line begins.</param>
    /// <param name="max">How many entries.</param>
    /// <param name="files">The folder that holds the bytes of the run's files.</param>
    public static JournalPart Read(string journal, long from, int max, string files)
    {
        using var file = Open(journal);
        var (lines, isAll) = ReadLines(file, from, BlockBytes);
        var entries = new List<TrackedEntry>();
        var at = 0;
        while (at < lines.Length && entries.Count < max)
        {
            var line = lines[at..(at + lines.Span[at..].IndexOf((byte)'\n'))];
            at += line.Length + 1;
            var told = Parse(line, from, json => Entry(json, files));
            if (told is JournalEnd ended) return new(entries, from + at - line.Length - 1, ended, IsLast: true);
            entries.Add((TrackedEntry)told);
        }

        return new(entries, from + at, null, isAll && at == lines.Length);
    }

    /// <summary>How many entries follow a byte.</summary>
    public static int Count(string journal, long from)
    {
        var count = 0;
        while (true)
        {
            var part = Read(journal, from, int.MaxValue, "");
            count += part.Entries.Count;
            if (part.IsLast) return count;
            from = part.Next;
        }
    }

    private static FileStream Open(string journal) => new(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    // Whole lines only; a line that is longer than the block makes the block grow.
    private static (ReadOnlyMemory<byte> Lines, bool IsAll) ReadLines(FileStream file, long from, int block)
    {
        while (true)
        {
            var bytes = new byte[Math.Min(block, Math.Max(0, file.Length - from))];
            file.Position = from;
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var length = bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (length > 0 || read < block) return (bytes.AsMemory(0, length), read < block);
            block *= 2;
        }
    }

    private static T Parse<T>(ReadOnlyMemory<byte> line, long from, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or PeakTradeException)
        {
            throw new DamagedJournalException($"Its journal holds a line that cannot be read, after byte {from}.", fault);
        }
    }

    private static JournalBegin Begin(JsonElement line) => new(Id(line, "begin")!, Text(line, "name"))
    {
        Started = line.GetProperty("started").GetDateTimeOffset(),
        Tags = line.GetProperty("tags").EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal),
        ParentId = line.TryGetProperty("parent", out _) ? Id(line, "parent") : null,
        ParentThere = line.TryGetProperty("parent_there", out var there) ? there.GetString() : null,
        Owner = Id(line, "owner"),
        Address = Text(line, "address"),
        Experiment = Text(line, "experiment"),
        Begun = line.GetProperty("begun").GetDateTimeOffset(),
        Number = line.GetProperty("number").GetInt64(),
    };

    private static object Entry(JsonElement line, string files)
    {
        foreach (var member in line.EnumerateObject())
        {
            var what = member.Value.GetString()!;
            return member.Name switch
            {
                "param" => new TrackedEntry.Param(what, Text(line, "value")),
                "metric" => new TrackedEntry.Metric(what, Number(line.GetProperty("value")), line.GetProperty("time").GetInt64(), line.GetProperty("step").GetInt64()),
                "tag" => new TrackedEntry.Tag(what, Text(line, "value")),
                "file" => new TrackedEntry.File(RunFilePath.Checked(what), Path.Combine(files, FileName(Text(line, "source")))),
                "end" => new JournalEnd(Words<TrackedRunStatus>.TryRead(what, out var status) ? status : throw new FormatException(what), line.GetProperty("time").GetDateTimeOffset()),
                _ => throw new FormatException(member.Name),
            };
        }

        throw new FormatException("nothing");
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new FormatException(name);

    // Ids become names of files, so nothing else may stand there.
    private static string Id(JsonElement line, string name) => Text(line, name) is var id && OutboxFolder.IsId(id) ? id : throw new FormatException(name);

    private static string FileName(string source) => source.Length > 0 && source.All(char.IsAsciiDigit) ? source : throw new FormatException(source);

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var other => throw new FormatException(other),
    };
}
