using System.Text;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>As much of a batch as MLflow takes in one call.</summary>
internal sealed class MlflowSlice
{
    private const int MostParams = 100;
    private const int MostTags = 100;
    private const int MostThings = 1000;

    // MLflow takes 1,000,000 bytes. A character that JSON escapes takes six for one, and a key and its numbers some hundred beside it.
    private const int MostBytes = 900_000;
    private const int BytesBeside = 120;

    private int _bytes;

    public List<KeyValuePair<string, string>> Params { get; } = [];

    private List<KeyValuePair<string, string>> Tags { get; } = [];

    public List<TrackedEntry.Metric> Metrics { get; } = [];

    private int Count => Params.Count + Tags.Count + Metrics.Count;

    public static IEnumerable<MlflowSlice> Of(MlflowBatch batch)
    {
        var slice = new MlflowSlice();
        foreach (var param in batch.Params)
        {
            if (!slice.HasRoom(param.Key, param.Value, slice.Params.Count < MostParams)) yield return Exchange(ref slice);
            slice.Params.Add(slice.Counted(param));
        }

        foreach (var tag in batch.Tags)
        {
            if (!slice.HasRoom(tag.Key, tag.Value, slice.Tags.Count < MostTags)) yield return Exchange(ref slice);
            slice.Tags.Add(slice.Counted(tag));
        }

        foreach (var metric in batch.Metrics)
        {
            if (!slice.HasRoom(metric.Key, "", true)) yield return Exchange(ref slice);
            slice._bytes += BytesOf(metric.Key, "");
            slice.Metrics.Add(metric);
        }

        if (slice.Count > 0) yield return slice;
    }

    /// <summary>The same without points that the server has, and without some parameters, whose values become notes.</summary>
    public MlflowBatch Without(HashSet<string> keys, HashSet<TrackedEntry.Metric> points)
    {
        var batch = MlflowBatch.Of([
            .. Params.Where(param => !keys.Contains(param.Key)).Select(param => new TrackedEntry.Param(param.Key, param.Value)),
            .. Tags.Select(tag => new TrackedEntry.Tag(tag.Key, tag.Value)),
            .. Metrics.Where(point => !points.Contains(point))]);
        foreach (var param in Params.Where(param => keys.Contains(param.Key))) batch.NoteChanged(param.Key, param.Value);
        return batch;
    }

    public void Write(Utf8JsonWriter json, string runId)
    {
        json.WriteString("run_id", runId);
        json.WriteStartArray("metrics");
        foreach (var metric in Metrics) Write(json, metric);
        json.WriteEndArray();
        json.WriteStartArray("params");
        foreach (var (key, value) in Params) Write(json, key, value);
        json.WriteEndArray();
        json.WriteStartArray("tags");
        foreach (var (key, value) in Tags) Write(json, key, value);
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TrackedEntry.Metric metric)
    {
        json.WriteStartObject();
        json.WriteString("key", metric.Key);
        if (double.IsFinite(metric.Value)) json.WriteNumber("value", metric.Value);
        else json.WriteString("value", double.IsNaN(metric.Value) ? "NaN" : metric.Value > 0 ? "Infinity" : "-Infinity");
        json.WriteNumber("timestamp", metric.UnixMilliseconds);
        json.WriteNumber("step", metric.Step);
        json.WriteEndObject();
    }

    private static MlflowSlice Exchange(ref MlflowSlice slice)
    {
        var full = slice;
        slice = new MlflowSlice();
        return full;
    }

    private static int BytesOf(string key, string value) => Cost(key) + Cost(value) + BytesBeside;

    // \u001f and the like are six bytes, and so are both halves of a letter beyond the first plane.
    private static int Cost(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        foreach (var character in text)
        {
            if (character is < ' ' or '"' or '\\' or > '\u007f') bytes += 5;
        }

        return bytes;
    }

    private KeyValuePair<string, string> Counted(KeyValuePair<string, string> pair)
    {
        _bytes += BytesOf(pair.Key, pair.Value);
        return pair;
    }

    private bool HasRoom(string key, string value, bool hasPlace) => hasPlace && Count < MostThings && (Count == 0 || _bytes + BytesOf(key, value) <= MostBytes);
}
