using System.Text;

namespace PeakTrade.Runs;

/// <summary>
/// The folder of one run in MLflow's file store. MLflow's search reads every figure and parameter there, and fails altogether over an empty figure: they appear as a whole.
/// The first of a run are written into a folder that MLflow does not look at, which then gets its name; later ones take their places one by one.
/// </summary>
internal sealed class MlflowRunFiles(string folder)
{
    private const string Metrics = "metrics";
    private const string Params = "params";
    private const string Tags = "tags";
    private const string Artifacts = "artifacts";

    // A kill cuts a write between two pages at the earliest.
    private const int OnePage = 4096;

    // In the run's own folder, of which MLflow reads meta.yaml and the folders above.
    private readonly string _unfinished = Path.Combine(folder, ".unfinished");
    private readonly HashSet<string> _folders = [];

    public string MetaPath { get; } = Path.Combine(folder, MetaYaml.FileName);

    /// <summary>Makes the run's folders, without all of which MLflow 3 takes it for none; it does not see a run before its meta.yaml.</summary>
    public void Create()
    {
        foreach (var part in (ReadOnlySpan<string>)[Metrics, Params, Tags, Artifacts]) Directory.CreateDirectory(Path.Combine(folder, part));
    }

    public string ReadMeta() => File.ReadAllText(MetaPath);

    public void WriteMeta(string yaml) => Place(MetaPath, Encoding.UTF8.GetBytes(yaml));

    public void Log(MlflowBatch batch, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (batch.Params.Count > 0) LogParams(batch);
        cancel.ThrowIfCancellationRequested();
        if (batch.Metrics.Count > 0) LogMetrics(batch);
        foreach (var file in batch.Files)
        {
            cancel.ThrowIfCancellationRequested();
            File.Copy(file.Source, Target(Artifacts, file.Path, "file", batch), overwrite: true);
        }

        // The notes that came up on the way are among them; one that renames a tag would change them underway.
        foreach (var (key, value) in batch.Tags.ToArray()) WriteTag(Target(Tags, key, "tag", batch), Encoding.UTF8.GetBytes(value));
    }

    private void LogParams(MlflowBatch batch)
    {
        if (IsEmpty(Params))
        {
            First(Params, batch.Params.Select(param => (param.Key, Encoding.UTF8.GetBytes(param.Value))));
            return;
        }

        foreach (var (key, value) in batch.Params)
        {
            var path = Target(Params, key, "param", batch);
            if (!File.Exists(path)) Place(path, Encoding.UTF8.GetBytes(value));
            else if (File.ReadAllText(path) != value) batch.NoteChanged(key, value);
        }
    }

    private void LogMetrics(MlflowBatch batch)
    {
        var figures = batch.Metrics.GroupBy(point => point.Key);
        if (IsEmpty(Metrics))
        {
            First(Metrics, figures.Select(points => (points.Key, Lines(points))));
            return;
        }

        foreach (var points in figures)
        {
            var path = Target(Metrics, points.Key, "metric", batch);
            if (File.Exists(path)) MetricFile.Append(path, Lines(points));
            else Place(path, Lines(points));
        }
    }

    private static byte[] Lines(IEnumerable<TrackedEntry.Metric> points)
    {
        var lines = new StringBuilder();
        foreach (var point in points) lines.Append($"{point.UnixMilliseconds} {PythonFloat.Repr(point.Value)} {point.Step}\n");
        return Encoding.ASCII.GetBytes(lines.ToString());
    }

    private bool IsEmpty(string part) => Path.Combine(folder, part) is var path && (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any());

    // Names of one batch do not stand in each other's way.
    private void First(string part, IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var unfinished = $"{_unfinished}-{part}";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        foreach (var (name, bytes) in files)
        {
            var path = Path.Combine(unfinished, name);
            if (name.Contains('/')) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Write(path, FileMode.CreateNew, bytes);
        }

        var place = Path.Combine(folder, part);
        if (Directory.Exists(place)) Directory.Delete(place);
        Directory.Move(unfinished, place);
    }

    // Where a name goes; where another is in its way, the place beside it.
    private string Target(string part, string name, string kind, MlflowBatch batch)
    {
        var root = Path.Combine(folder, part);
        var path = Path.Combine(root, name);
        var given = name;
        if (name.Contains('/'))
        {
            given = MlflowNames.Beside(name, parent => File.Exists(Path.Combine(root, parent)), _ => false);
            path = Path.Combine(root, given);
            var parent = Path.GetDirectoryName(path)!;
            if (_folders.Add(parent)) Directory.CreateDirectory(parent);
        }

        if (Directory.Exists(path))
        {
            given = MlflowNames.Beside(given, _ => false, other => Directory.Exists(Path.Combine(root, other)));
            path = Path.Combine(root, given);
        }

        batch.NoteRenamed(kind, given, name);
        return path;
    }

    // A short one in place: killed underway it is an empty word, and told again.
    private void WriteTag(string path, byte[] bytes)
    {
        if (bytes.Length <= OnePage) Write(path, FileMode.Create, bytes);
        else Place(path, bytes);
    }

    private void Place(string path, byte[] bytes)
    {
        Write(_unfinished, FileMode.Create, bytes);
        File.Move(_unfinished, path, overwrite: true);
    }

    private static void Write(string path, FileMode mode, byte[] bytes)
    {
        using var file = File.OpenHandle(path, mode, FileAccess.Write, FileShare.None);
        RandomAccess.Write(file, bytes, 0);
    }
}
