using System.Collections.Concurrent;
using System.Text;

namespace PeakTrade.Runs.Tests;

/// <summary>A tracker as a user writes one. It is also loaded from this DLL as if it were theirs.</summary>
public sealed class ListeningTracker : ITracker
{
    private readonly string _key;

    public ListeningTracker(IReadOnlyDictionary<string, object?> settings)
    {
        _key = $"{settings.GetValueOrDefault("key")}";
        if (settings.TryGetValue("constructor_throws", out _)) throw new InvalidOperationException("No such printer.");
    }

    internal static ConcurrentDictionary<string, ConcurrentDictionary<string, HeardRun>> Heard { get; } = new(StringComparer.Ordinal);

    internal static ConcurrentDictionary<string, Exception> Throws { get; } = new(StringComparer.Ordinal);

    internal static ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    public ITrackedRun StartRun(TrackedRunStart start)
    {
        var run = new HeardRun(start.Name) { Parent = start.ParentRunId };
        foreach (var (key, value) in start.Tags) run.Tags[key] = value;
        var id = Guid.NewGuid().ToString("N");
        Heard.GetOrAdd(_key, _ => new(StringComparer.Ordinal))[id] = run;
        return new Run(_key, id, run);
    }

    public void Dispose() => Calls.AddOrUpdate(_key + " dispose", 1, (_, n) => n + 1);

    private sealed class Run(string key, string id, HeardRun heard) : ITrackedRun
    {
        public string RunId => id;

        public void LogParams(IReadOnlyDictionary<string, object?> values)
        {
            Count();
            foreach (var (name, value) in FlatParams.Of(values)) heard.Params[name] = value;
        }

        public void LogMetrics(IReadOnlyDictionary<string, double> values, long step = 0)
        {
            Count();
            foreach (var (name, value) in values) heard.Metrics.Add((name, step, 0, value));
        }

        public void LogMetric(string name, IReadOnlyList<MetricPoint> points)
        {
            foreach (var point in points) heard.Metrics.Add((name, point.Step, 0, point.Value));
        }

        public void SetTags(IReadOnlyDictionary<string, string> tags)
        {
            foreach (var (name, value) in tags) heard.Tags[name] = value;
        }

        public void LogText(string file, string text) => heard.Files[file] = Encoding.UTF8.GetBytes(text);

        public void LogJson(string file, object? value) => heard.Files[file] = PlainJson.Of(value).ToArray();

        public void LogFigure(string file, ReadOnlyMemory<byte> picture) => heard.Files[file] = picture.ToArray();

        public void LogArtifact(string path, string? folder = null) => heard.Files[(folder is null ? "" : folder + "/") + Path.GetFileName(path)] = File.ReadAllBytes(path);

        public void End(TrackedRunStatus status = TrackedRunStatus.Finished) => (heard.Status, heard.Ends) = (status, heard.Ends + 1);

        public void Dispose()
        {
        }

        private void Count()
        {
            Calls.AddOrUpdate(key, 1, (_, n) => n + 1);
            if (Throws.TryGetValue(key, out var fault)) throw fault;
        }
    }
}
