namespace PeakTrade;

/// <summary>A run that a tracker is told of. Disposed before it has ended, it ends as failed: the work threw.</summary>
public interface ITrackedRun : IDisposable
{
    /// <summary>The run's id, which <see cref="TrackedRunStart.ParentRunId"/> of its children names.</summary>
    string RunId { get; }

    /// <summary>What the run was made with. Tables and lists inside are flattened: <c>sizing.kind</c>, <c>factors.0.name</c>.</summary>
    void LogParams(IReadOnlyDictionary<string, object?> values);

    /// <summary>Figures at a step; not-a-number and infinities are kept as such.</summary>
    void LogMetrics(IReadOnlyDictionary<string, double> values, long step = 0);

    /// <summary>A figure's way, point by point.</summary>
    void LogMetric(string name, IReadOnlyList<MetricPoint> points);

    /// <summary>Words about the run.</summary>
    void SetTags(IReadOnlyDictionary<string, string> tags);

    /// <summary>A text as a file of the run, by its path among the run's files: <c>notes/why.txt</c>.</summary>
    void LogText(string file, string text);

    /// <summary>Plain values (tables, lists, numbers, texts) as a JSON file of the run.</summary>
    void LogJson(string file, object? value);

    /// <summary>A picture as a file of the run: the bytes of an SVG, PNG or other image.</summary>
    void LogFigure(string file, ReadOnlyMemory<byte> picture);

    /// <summary>A file of the disk as a file of the run, under its own name, in a folder of the run's files. Its bytes are taken now; it may be gone later.</summary>
    void LogArtifact(string path, string? folder = null);

    /// <summary>Ends the run. What is told afterwards is not heard.</summary>
    void End(TrackedRunStatus status = TrackedRunStatus.Finished);
}
