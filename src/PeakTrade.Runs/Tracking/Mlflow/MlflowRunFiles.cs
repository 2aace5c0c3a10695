using System.Text;

namespace PeakTrade.Runs;

/// <summary>
/// The folder of one run in MLflow's file store. A file appears there as a whole: MLflow's search reads every one of them, and fails altogether over an empty figure or
/// half a letter. Only a line is added to a figure that is there in place.
/// </summary>
internal sealed class MlflowRunFiles(string folder)
{
    private const string Metrics = "metrics";
    private const string Params = "params";
    private const string Tags = "tags";
    private const string Artifacts = "artifacts";

    // In the run's own folder, of which MLflow reads meta.yaml and folders.
    private readonly string _unfinished = Path.Combine(folder, ".unfinished");
    private readonly HashSet<string> _folders = [];

    public string MetaPath { get; } = Path.Combine(folder, MetaYaml.FileName);

    /// <summary>Makes the run's folders; MLflow does not see a run before its meta.yaml.</summary>
    public void Create()
    {
        foreach (var part in (ReadOnlySpan<string>)[Metrics, Params, Tags, Artifacts]) Directory.CreateDirectory(Path.Combine(folder, part));
    }

    public string ReadMeta() => File.ReadAllText(MetaPath);

    public void WriteMeta(string yaml) => Place(MetaPath, Encoding.UTF8.GetBytes(yaml));

    public void Log(MlflowBatch batch, CancellationToken cancel)
    {
        foreach (var (key, value) in batch.Params) LogParam(key, value, batch);
        cancel.ThrowIfCancellationRequested();
        foreach (var points in batch.Metrics.GroupBy(point => point.Key)) LogMetric(points.Key, points, batch);
        cancel.ThrowIfCancellationRequested();
        foreach (var file in batch.Files)
        {
            var path = Target(Artifacts, file.Path, out var name);
            batch.NoteRenamed("file", name, file.Path);
            File.Copy(file.Source, _unfinished, overwrite: true);
            File.Move(_unfinished, path, overwrite: true);
            cancel.ThrowIfCancellationRequested();
        }

        // The notes that came up on the way are among them.
        foreach (var (key, value) in batch.Tags) Place(Target(Tags, key, out _), Encoding.UTF8.GetBytes(value));
    }

    private void LogParam(string key, string value, MlflowBatch batch)
    {
        var path = Target(Params, key, out var name);
        batch.NoteRenamed("param", name, key);
        if (!File.Exists(path)) Place(path, Encoding.UTF8.GetBytes(value));
        else if (File.ReadAllText(path) != value) batch.NoteChanged(name, value);
    }

    private void LogMetric(string key, IEnumerable<TrackedEntry.Metric> points, MlflowBatch batch)
    {
        var path = Target(Metrics, key, out var name);
        batch.NoteRenamed("metric", name, key);
        var lines = new StringBuilder();
        foreach (var point in points) lines.Append($"{point.UnixMilliseconds} {PythonFloat.Repr(point.Value)} {point.Step}\n");
        var bytes = Encoding.ASCII.GetBytes(lines.ToString());
        if (File.Exists(path)) Append(path, bytes);
        else Place(path, bytes);
    }

    // Whoever is told the same again adds nothing: a line that is there is not added a second time.
    private static void Append(string path, byte[] lines)
    {
        var there = File.ReadAllBytes(path);
        // A line that a killed process left half.
        var whole = there.AsSpan().LastIndexOf((byte)'\n') + 1;
        var fresh = Fresh(there.AsSpan(0, whole), lines);
        if (fresh.IsEmpty && whole == there.Length) return;

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        if (whole < there.Length) RandomAccess.SetLength(file, whole);
        RandomAccess.Write(file, fresh, whole);
    }

    private static ReadOnlySpan<byte> Fresh(ReadOnlySpan<byte> there, ReadOnlySpan<byte> lines)
    {
        var place = there.IndexOf(lines);
        if (place == 0 || (place > 0 && there[place - 1] == (byte)'\n')) return [];

        if (lines.IndexOf((byte)'\n') == lines.Length - 1) return lines;
        var known = Encoding.ASCII.GetString(there).Split('\n').ToHashSet();
        var fresh = Encoding.ASCII.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(known.Add).ToArray();
        return fresh.Length == 0 ? [] : Encoding.ASCII.GetBytes(string.Join('\n', fresh) + '\n');
    }

    private string Target(string part, string name, out string given)
    {
        var root = Path.Combine(folder, part);
        given = name;
        var path = Path.Combine(root, name);
        if (name.Contains('/'))
        {
            given = MlflowNames.Beside(name, parent => File.Exists(Path.Combine(root, parent)), _ => false);
            path = Path.Combine(root, given);
            if (_folders.Add(Path.GetDirectoryName(path)!)) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        if (!Directory.Exists(path)) return path;
        given = MlflowNames.Beside(given, _ => false, folder => Directory.Exists(Path.Combine(root, folder)));
        return Path.Combine(root, given);
    }

    private void Place(string path, ReadOnlySpan<byte> bytes)
    {
        using (var file = File.OpenHandle(_unfinished, FileMode.Create, FileAccess.Write, FileShare.None)) RandomAccess.Write(file, bytes, 0);
        File.Move(_unfinished, path, overwrite: true);
    }
}
