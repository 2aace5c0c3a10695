using System.Globalization;

namespace PeakTrade.Runs;

/// <summary>
/// What a run is told at once, as MLflow takes it: names and values within its limits, a parameter once. What had to be changed is said in a tag of the run, beside the
/// thing itself: nothing is changed in silence, and no run is refused for a long name.
/// </summary>
internal sealed class MlflowBatch
{
    private readonly Names _paramNames = new("param", MlflowNames.Key);
    private readonly Names _metricNames = new("metric", MlflowNames.Key);
    private readonly Names _tagNames = new("tag", MlflowNames.Key);
    private readonly Names _fileNames = new("file", MlflowNames.File);

    private readonly HashSet<TrackedEntry.Metric> _undefined = [];

    public Dictionary<string, string> Params { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    public List<TrackedEntry.Metric> Metrics { get; } = [];

    public List<TrackedEntry.File> Files { get; } = [];

    public static MlflowBatch Of(IEnumerable<TrackedEntry> entries)
    {
        var batch = new MlflowBatch();
        foreach (var entry in entries) batch.Add(entry);
        return batch;
    }

    /// <summary>Says that a name is another one here.</summary>
    public void NoteRenamed(string kind, string now, string was)
    {
        if (now != was) Note($"peaktrade.renamed.{kind}.{now}", was);
    }

    /// <summary>Says that a parameter was told again with another value: MLflow holds on to the first.</summary>
    public void NoteChanged(string key, string value) => Note($"peaktrade.changed.{key}", value);

    private void Add(TrackedEntry entry)
    {
        switch (entry)
        {
            case TrackedEntry.Param param:
                AddParam(_paramNames.Of(param.Key, this), param.Value);
                break;
            case TrackedEntry.Metric metric:
                AddMetric(metric);
                break;
            case TrackedEntry.Tag tag:
                var word = _tagNames.Of(tag.Key, this);
                Tags[word] = Within(tag.Value, MlflowNames.LongestTag, word);
                break;
            case TrackedEntry.File file:
                Files.Add(file with { Path = _fileNames.Of(file.Path, this) });
                break;
        }
    }

    private void AddMetric(TrackedEntry.Metric metric)
    {
        var key = _metricNames.Of(metric.Key, this);
        // A time before 1970 is not taken.
        if (key != metric.Key || metric.UnixMilliseconds < 0) metric = metric with { Key = key, UnixMilliseconds = Math.Max(metric.UnixMilliseconds, 0) };
        // MLflow's database leaves out a point told twice, but not one without a number: to Python, no two of those are equal.
        if (!double.IsNaN(metric.Value) || _undefined.Add(metric)) Metrics.Add(metric);
    }

    private void AddParam(string key, string value)
    {
        value = Within(value, MlflowNames.LongestParam, key);
        if (!Params.TryAdd(key, value) && Params[key] != value) NoteChanged(key, value);
    }

    private string Within(string value, int longest, string key)
    {
        var cut = MlflowNames.Cut(value, longest);
        if (cut.Length < value.Length) Note($"peaktrade.cut.{key}", string.Create(CultureInfo.InvariantCulture, $"the first {cut.Length} of {value.Length} characters"));
        return cut;
    }

    // A note lies beside the tags: its own name makes no folders that could stand in theirs.
    private void Note(string key, string value) => Tags[MlflowNames.Cut(MlflowNames.Key(key.Replace('/', '.')), MlflowNames.LongestKey)] = MlflowNames.Cut(value, MlflowNames.LongestTag);

    /// <summary>The names of one kind of thing; those of two kinds lie in folders of their own.</summary>
    private sealed class Names(string kind, Func<string, string> clean)
    {
        private readonly Dictionary<string, string> _given = [];
        private readonly HashSet<string> _files = [];
        private readonly HashSet<string> _folders = [];

        public string Of(string name, MlflowBatch batch)
        {
            if (_given.TryGetValue(name, out var known)) return known;
            var given = MlflowNames.Beside(clean(name), _files.Contains, _folders.Contains);
            for (var slash = given.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = given.IndexOf('/', slash + 1)) _folders.Add(given[..slash]);
            _files.Add(given);
            _given.Add(name, given);
            batch.NoteRenamed(kind, given, name);
            return given;
        }
    }
}
