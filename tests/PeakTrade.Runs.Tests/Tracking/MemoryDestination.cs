namespace PeakTrade.Runs.Tests;

/// <summary>A destination in memory that can be told to fail: before a call, and in the middle of what it is told.</summary>
internal sealed class MemoryDestination : ITrackingDestination
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HeardRun> _runs = new(StringComparer.Ordinal);

    public string Address { get; init; } = "memory://here";

    /// <summary>Asked before each call and each entry: <c>begin</c>, <c>log</c>, <c>entry</c>, <c>end</c>, and the run's name.</summary>
    public Func<string, string, Exception?> Fails { get; set; } = (_, _) => null;

    public int Calls { get; private set; }

    public List<string> Order { get; } = [];

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<HeardRun> Runs
    {
        get
        {
            lock (_gate) return [.. _runs.Values];
        }
    }

    public HeardRun this[string id]
    {
        get
        {
            lock (_gate) return _runs[id];
        }
    }

    public string IdAt(int at)
    {
        lock (_gate) return _runs.Keys.ElementAt(at);
    }

    public static Exception Down => new DeliveryException("The server does not answer.", mayPass: true);

    public static Exception Refusal => new DeliveryException("A name is too long.", mayPass: false);

    /// <summary>All it was told, whatever the ids.</summary>
    public string Content() => string.Join("\n", Runs.Select(run => $"{run}parent {(run.Parent is { } parent ? this[parent["there-".Length..]].Name : "none")}").Order(StringComparer.Ordinal));

    public string Begin(TrackedRunRecord run, string? parentId, CancellationToken cancel)
    {
        lock (_gate)
        {
            Ask("begin", run.Name);
            Order.Add($"begin {run.Name}");
            if (!_runs.TryGetValue(run.Id, out var heard)) _runs[run.Id] = heard = new(run.Name);
            heard.Parent = parentId;
            foreach (var (key, value) in run.Tags) heard.Tags[key] = value;
            return "there-" + run.Id;
        }
    }

    public void Log(string runId, IReadOnlyList<TrackedEntry> entries, CancellationToken cancel)
    {
        lock (_gate)
        {
            var run = _runs[runId["there-".Length..]];
            Ask("log", run.Name);
            foreach (var entry in entries)
            {
                Ask("entry", run.Name);
                run.Entries++;
                Take(run, entry);
            }
        }
    }

    public void End(string runId, TrackedRunStatus status, DateTimeOffset ended, CancellationToken cancel)
    {
        lock (_gate)
        {
            var run = _runs[runId["there-".Length..]];
            Ask("end", run.Name);
            Order.Add($"end {run.Name}");
            (run.Status, run.Ended, run.Ends) = (status, ended, run.Ends + 1);
        }
    }

    public void Dispose() => IsDisposed = true;

    private static void Take(HeardRun run, TrackedEntry entry)
    {
        switch (entry)
        {
            case TrackedEntry.Param param: run.Params[param.Key] = param.Value; break;
            case TrackedEntry.Tag tag: run.Tags[tag.Key] = tag.Value; break;
            case TrackedEntry.Metric metric: run.Metrics.Add((metric.Key, metric.Step, metric.UnixMilliseconds, metric.Value)); break;
            case TrackedEntry.File file: run.Files[file.Path] = File.ReadAllBytes(file.Source); break;
        }
    }

    private void Ask(string call, string run)
    {
        if (call != "entry") Calls++;
        if (Fails(call, run) is { } fault) throw fault;
    }
}
