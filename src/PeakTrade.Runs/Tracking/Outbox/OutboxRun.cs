using Microsoft.Win32.SafeHandles;

namespace PeakTrade.Runs;

/// <summary>A run that is told to the outbox. Lines are gathered, and written at the end, when a child begins, and every second; files are written at once.</summary>
internal sealed class OutboxRun : ITrackedRun
{
    private const int GatheredBytes = 1 << 16;

    private readonly Lock _gate = new();
    private readonly OutboxTracker _tracker;
    private readonly string _folder;
    private readonly JournalLines _lines = new();
    private SafeFileHandle? _journal;
    private long _written;
    private int _files;
    private volatile bool _ended;

    public OutboxRun(OutboxTracker tracker, JournalBegin begin)
    {
        _tracker = tracker;
        _folder = tracker.Folder.Run(begin.Id);
        Begin = begin;
        _lines.Begin(begin);
    }

    public JournalBegin Begin { get; }

    public string RunId => Begin.Id;

    /// <summary>How much of the journal is on the disk.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Whether nothing more will be written.</summary>
    public bool IsClosed => _ended;

    public void LogParams(IReadOnlyDictionary<string, object?> values)
    {
        var flat = FlatParams.Of(values);
        Tell(() =>
        {
            foreach (var (key, value) in flat) _lines.Param(key, value);
        });
    }

    public void LogMetrics(IReadOnlyDictionary<string, double> values, long step = 0) => Tell(() =>
    {
        var time = _tracker.Now.ToUnixTimeMilliseconds();
        foreach (var (key, value) in values) _lines.Metric(key, value, time, step);
    });

    public void LogMetric(string name, IReadOnlyList<MetricPoint> points) => Tell(() =>
    {
        var time = _tracker.Now.ToUnixTimeMilliseconds();
        foreach (var point in points) _lines.Metric(name, point.Value, time, point.Step);
    });

    public void SetTags(IReadOnlyDictionary<string, string> tags) => Tell(() =>
    {
        foreach (var (key, value) in tags) _lines.Tag(key, value);
    });

    public void LogText(string file, string text) => Keep(RunFilePath.Checked(file), System.Text.Encoding.UTF8.GetBytes(text));

    public void LogJson(string file, object? value) => Keep(RunFilePath.Checked(file), PlainJson.Of(value));

    public void LogFigure(string file, ReadOnlyMemory<byte> picture) => Keep(RunFilePath.Checked(file), picture);

    public void LogArtifact(string path, string? folder = null)
    {
        var name = Path.GetFileName(path);
        var file = RunFilePath.Checked(string.IsNullOrEmpty(folder) ? name : $"{folder.TrimEnd('/', '\\')}/{name}");
        if (!File.Exists(path))
        {
            _tracker.Voice.Failed("artifact", $"The tracker cannot take the file {path}: {(Directory.Exists(path) ? "it is a folder" : "it does not exist")}.");
            return;
        }

        Keep(file, to => File.Copy(path, to, overwrite: true));
    }

    public void End(TrackedRunStatus status = TrackedRunStatus.Finished)
    {
        lock (_gate)
        {
            if (_ended) return;
            if (_tracker.IsSilent) Close();
            else Write(() => _lines.End(new(status, _tracker.Now)), andClose: true);
        }

        _tracker.Ended(this);
        // A run that must not go untold is delivered before it counts as told.
        if (_tracker.Voice.IsStrict) _tracker.Flush(OutboxTracker.DefaultPatience);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended) return;
        }

        End(TrackedRunStatus.Failed);
    }

    /// <summary>Writes what was gathered, if anything.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_ended || _tracker.IsSilent || _lines.Bytes.IsEmpty) return;
            Write(() => { }, andClose: false);
        }

        _tracker.Wrote();
    }

    private void Tell(Action lines)
    {
        lock (_gate)
        {
            if (_ended || _tracker.IsSilent) return;
            lines();
            if (_lines.Bytes.Length < GatheredBytes) return;
        }

        Flush();
    }

    private void Keep(string file, ReadOnlyMemory<byte> bytes) => Keep(file, to =>
    {
        using var handle = File.OpenHandle(to, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(handle, bytes.Span, 0);
    });

    // The bytes first, then the line that names them: a journal never names a file that is not whole.
    private void Keep(string file, Action<string> write)
    {
        lock (_gate)
        {
            if (_ended || _tracker.IsSilent) return;
            var source = $"{++_files:D6}";
            Guarded(() =>
            {
                Open();
                if (_files == 1) Directory.CreateDirectory(OutboxFolder.FilesIn(_folder));
                if (_written == 0) Append(); // Whose files they are is known before them.
                write(Path.Combine(OutboxFolder.FilesIn(_folder), source));
                _lines.File(file, source);
            });
        }
    }

    private void Write(Action lastLines, bool andClose)
    {
        Guarded(() =>
        {
            lastLines();
            Open();
            Append();
        });
        if (andClose) Close();
    }

    private void Append()
    {
        // At its place in the file: lines of which a part was written are written over when it is tried again.
        RandomAccess.Write(_journal!, _lines.Bytes.Span, _written);
        Volatile.Write(ref _written, _written + _lines.Bytes.Length);
        _lines.Clear();
    }

    private void Close()
    {
        _journal?.Dispose();
        _journal = null;
        _lines.Dispose();
        _ended = true;
    }

    private void Open()
    {
        if (_journal is not null) return;
        _tracker.Own();
        Directory.CreateDirectory(_folder);
        _journal = File.OpenHandle(OutboxFolder.JournalIn(_folder), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _tracker.CannotWrite(fault);
        }
    }
}
