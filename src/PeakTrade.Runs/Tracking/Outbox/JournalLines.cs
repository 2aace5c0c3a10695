using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>Lines of a journal that wait to be written: one JSON object each, whose first name says what it is.</summary>
internal sealed class JournalLines : IDisposable
{
    private const int FirstBytes = 4096;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _bytes = new(FirstBytes);
    private readonly Utf8JsonWriter _json;

    public JournalLines() => _json = new(_bytes, Options);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Dispose() => _json.Dispose();

    public void Clear() => _bytes.ResetWrittenCount();

    public void Begin(JournalBegin run)
    {
        Open("begin"u8, run.Id);
        _json.WriteString("name"u8, run.Name);
        _json.WriteString("started"u8, run.Started);
        _json.WriteStartObject("tags"u8);
        foreach (var (key, value) in run.Tags) _json.WriteString(key, value);
        _json.WriteEndObject();
        if (run.ParentId is not null) _json.WriteString("parent"u8, run.ParentId);
        if (run.ParentThere is not null) _json.WriteString("parent_there"u8, run.ParentThere);
        _json.WriteString("owner"u8, run.Owner);
        _json.WriteString("address"u8, run.Address);
        _json.WriteString("experiment"u8, run.Experiment);
        _json.WriteString("begun"u8, run.Begun);
        _json.WriteNumber("number"u8, run.Number);
        Close();
    }

    public void Param(string key, string value)
    {
        Open("param"u8, key);
        _json.WriteString("value"u8, value);
        Close();
    }

    public void Metric(string key, double value, long unixMilliseconds, long step)
    {
        Open("metric"u8, key);
        if (double.IsFinite(value)) _json.WriteNumber("value"u8, value);
        else _json.WriteString("value"u8, double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
        _json.WriteNumber("time"u8, unixMilliseconds);
        _json.WriteNumber("step"u8, step);
        Close();
    }

    public void Tag(string key, string value)
    {
        Open("tag"u8, key);
        _json.WriteString("value"u8, value);
        Close();
    }

    public void File(string path, string source)
    {
        Open("file"u8, path);
        _json.WriteString("source"u8, source);
        Close();
    }

    public void End(JournalEnd end)
    {
        Open("end"u8, Words<TrackedRunStatus>.For(end.Status));
        _json.WriteString("time"u8, end.Time);
        Close();
    }

    private void Open(ReadOnlySpan<byte> kind, string what)
    {
        _json.WriteStartObject();
        _json.WriteString(kind, what);
    }

    private void Close()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _bytes.Write("\n"u8);
    }
}
