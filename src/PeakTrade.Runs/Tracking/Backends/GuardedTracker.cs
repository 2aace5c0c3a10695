namespace PeakTrade.Runs;

/// <summary>A tracker of the user's own, called on the thread of the run. The first time it throws is told, and then it is not called any more.</summary>
/// <param name="name">The name of the backend.</param>
/// <param name="make">Makes the tracker.</param>
/// <param name="voice">Who is told.</param>
/// <param name="unload">Lets its assembly go.</param>
internal sealed class GuardedTracker(string name, Func<ITracker> make, TrackingVoice voice, Action unload) : ITracker
{
    private readonly Lock _gate = new();
    private ITracker? _tracker;
    private volatile bool _isSilent;

    public ITrackedRun StartRun(TrackedRunStart start)
    {
        ITrackedRun? run = null;
        Call(nameof(StartRun), () => run = Made().StartRun(start) ?? throw new InvalidOperationException("It gave no run."));
        voice.ThrowIfStrict();
        return run is null ? NoopTracker.Instance.StartRun(start) : new GuardedRun(this, run);
    }

    public void Dispose()
    {
        // Also when it has failed: what it holds is let go.
        Call(nameof(Dispose), () => _tracker?.Dispose(), evenSilent: true);
        unload();
        voice.ThrowIfStrictAndUntold();
    }

    private ITracker Made()
    {
        lock (_gate) return _tracker ??= make();
    }

    private void Call(string member, Action call, bool evenSilent = false)
    {
        if (_isSilent && !evenSilent) return;
        try
        {
            call();
        }
        catch (Exception fault)
        {
            _isSilent = true;
            voice.Failed("tracker", $"The tracker {name} failed in {member} ({fault.GetType().Name}: {fault.Message.TrimEnd('.')}) and is told nothing more; the runs themselves go on.", fault);
        }
    }

    private sealed class GuardedRun(GuardedTracker tracker, ITrackedRun run) : ITrackedRun
    {
        private bool _ended;

        public string RunId { get; } = run.RunId;

        public void LogParams(IReadOnlyDictionary<string, object?> values) => Tell(nameof(LogParams), () => run.LogParams(values));

        public void LogMetrics(IReadOnlyDictionary<string, double> values, long step = 0) => Tell(nameof(LogMetrics), () => run.LogMetrics(values, step));

        public void LogMetric(string name, IReadOnlyList<MetricPoint> points) => Tell(nameof(LogMetric), () => run.LogMetric(name, points));

        public void SetTags(IReadOnlyDictionary<string, string> tags) => Tell(nameof(SetTags), () => run.SetTags(tags));

        public void LogText(string file, string text) => Tell(nameof(LogText), RunFilePath.Checked(file), path => run.LogText(path, text));

        public void LogJson(string file, object? value) => Tell(nameof(LogJson), RunFilePath.Checked(file), path => run.LogJson(path, value));

        public void LogFigure(string file, ReadOnlyMemory<byte> picture) => Tell(nameof(LogFigure), RunFilePath.Checked(file), path => run.LogFigure(path, picture));

        public void LogArtifact(string path, string? folder = null) => Tell(nameof(LogArtifact), () => run.LogArtifact(path, folder));

        public void End(TrackedRunStatus status = TrackedRunStatus.Finished)
        {
            if (_ended) return;
            tracker.Call(nameof(End), () => run.End(status));
            Close();
        }

        public void Dispose()
        {
            if (_ended) return;
            // The law, whatever its own Dispose does: a run that has not ended by now has failed.
            tracker.Call(nameof(End), () => run.End(TrackedRunStatus.Failed));
            Close();
        }

        private void Close()
        {
            _ended = true;
            tracker.Call(nameof(Dispose), run.Dispose, evenSilent: true);
            tracker.Throw();
        }

        private void Tell(string member, string file, Action<string> call) => Tell(member, () => call(file));

        private void Tell(string member, Action call)
        {
            if (!_ended) tracker.Call(member, call);
        }
    }

    private void Throw() => voice.ThrowIfStrict();
}
