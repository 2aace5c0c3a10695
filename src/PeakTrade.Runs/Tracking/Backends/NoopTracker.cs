namespace PeakTrade.Runs;

/// <summary>A tracker that tells nobody, and costs nothing.</summary>
internal sealed class NoopTracker : ITracker
{
    public static readonly NoopTracker Instance = new();

    private NoopTracker()
    {
    }

    public ITrackedRun StartRun(TrackedRunStart start) => NoopRun.Instance;

    public void Dispose()
    {
    }

    private sealed class NoopRun : ITrackedRun
    {
        public static readonly NoopRun Instance = new();

        public string RunId { get; } = new('0', 32);

        public void LogParams(IReadOnlyDictionary<string, object?> values)
        {
        }

        public void LogMetrics(IReadOnlyDictionary<string, double> values, long step = 0)
        {
        }

        public void LogMetric(string name, IReadOnlyList<MetricPoint> points)
        {
        }

        public void SetTags(IReadOnlyDictionary<string, string> tags)
        {
        }

        public void LogText(string file, string text)
        {
        }

        public void LogJson(string file, object? value)
        {
        }

        public void LogFigure(string file, ReadOnlyMemory<byte> picture)
        {
        }

        public void LogArtifact(string path, string? folder = null)
        {
        }

        public void End(TrackedRunStatus status = TrackedRunStatus.Finished)
        {
        }

        public void Dispose()
        {
        }
    }
}
