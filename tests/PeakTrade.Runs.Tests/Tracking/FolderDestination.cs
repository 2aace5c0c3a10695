using System.Globalization;

namespace PeakTrade.Runs.Tests;

/// <summary>A destination that several processes share: a folder a run, and a file for each thing told, so that whoever is killed tells it again to the same.</summary>
internal sealed class FolderDestination(string root) : ITrackingDestination
{
    public string Address => root;

    public static HeardRun Read(string root, string id)
    {
        var folder = Path.Combine(root, id);
        var run = new HeardRun(File.ReadAllText(Path.Combine(folder, "name")));
        foreach (var param in Directory.GetFiles(Made(folder, "params"))) run.Params[Path.GetFileName(param)] = File.ReadAllText(param);
        foreach (var file in Directory.GetFiles(Made(folder, "files"))) run.Files[Path.GetFileName(file).Replace('!', '/')] = File.ReadAllBytes(file);
        foreach (var metric in Directory.GetFiles(Made(folder, "metrics")).Select(path => Path.GetFileName(path).Split('@')))
            run.Metrics.Add((metric[0], long.Parse(metric[1], CultureInfo.InvariantCulture), long.Parse(metric[2], CultureInfo.InvariantCulture), double.Parse(metric[3], CultureInfo.InvariantCulture)));
        if (File.Exists(Path.Combine(folder, "end")) && File.ReadAllLines(Path.Combine(folder, "end")) is { Length: > 0 } ends) (run.Status, run.Ends) = (Enum.Parse<TrackedRunStatus>(ends[^1]), ends.Length);
        return run;
    }

    public string Begin(TrackedRunRecord run, string? parentId, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(root, run.Id));
        File.WriteAllText(Path.Combine(root, run.Id, "name"), run.Name);
        return run.Id;
    }

    public void Log(string runId, IReadOnlyList<TrackedEntry> entries, CancellationToken cancel)
    {
        var folder = Path.Combine(root, runId);
        foreach (var entry in entries)
        {
            switch (entry)
            {
                case TrackedEntry.Param param: File.WriteAllText(Path.Combine(Made(folder, "params"), param.Key), param.Value); break;
                case TrackedEntry.Metric metric: File.WriteAllText(Path.Combine(Made(folder, "metrics"), $"{metric.Key}@{metric.Step}@{metric.UnixMilliseconds}@{metric.Value:R}"), ""); break;
                case TrackedEntry.File file: File.Copy(file.Source, Path.Combine(Made(folder, "files"), file.Path.Replace('/', '!')), overwrite: true); break;
            }
        }
    }

    public void End(string runId, TrackedRunStatus status, DateTimeOffset ended, CancellationToken cancel) => File.AppendAllLines(Path.Combine(root, runId, "end"), [status.ToString()]);

    public void Dispose()
    {
    }

    private static string Made(string folder, string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
