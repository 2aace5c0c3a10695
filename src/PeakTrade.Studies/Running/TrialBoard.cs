namespace PeakTrade.Studies;

/// <summary>All trials of a study as one worker knows them, and what each new one may see.</summary>
internal sealed class TrialBoard(StudyDefinition definition)
{
    private readonly Dictionary<PointKey, int> _firstAt = [];
    private Trial[] _trials = new Trial[64];

    /// <summary>How many trials there are.</summary>
    public int Count { get; private set; }

    /// <summary>All trials before this one are finished.</summary>
    public int FinishedPrefix { get; private set; }

    public Trial this[int number] => _trials[number];

    /// <summary>Puts a trial in its place; true where that is news.</summary>
    public bool Put(Trial trial)
    {
        if (trial.Number >= _trials.Length) Array.Resize(ref _trials, Math.Max(_trials.Length * 2, trial.Number + 1));
        var known = trial.Number < Count;
        if (known && _trials[trial.Number].State != TrialState.Running) return false;

        // Whoever looks at finished trials holds the array of his time; a slot is written again only while it runs, and nobody reads results there.
        _trials[trial.Number] = trial;
        if (!known)
        {
            Count = trial.Number + 1;
            _firstAt.TryAdd(new PointKey(trial.Point), trial.Number);
        }

        while (FinishedPrefix < Count && _trials[FinishedPrefix].State != TrialState.Running) FinishedPrefix++;
        return true;
    }

    /// <summary>Takes back trials that were put here and never reached the study's log.</summary>
    public void Forget(IReadOnlyList<Trial> added)
    {
        foreach (var trial in added)
        {
            var key = new PointKey(trial.Point);
            if (_firstAt.TryGetValue(key, out var first) && first == trial.Number) _firstAt.Remove(key);
        }

        Count -= added.Count;
        FinishedPrefix = Math.Min(FinishedPrefix, Count);
    }

    /// <summary>Whether trial <see cref="Count"/> may be begun: all that it learns from is there.</summary>
    public bool NextIsDue => Count - definition.Lag < FinishedPrefix;

    /// <summary>What a trial may see.</summary>
    public TrialsSeen SeenBy(int number) => new(_trials, Math.Clamp(number - definition.Lag + 1, 0, number), number, definition.Directions);

    /// <summary>The first trial at this point; null where there is none.</summary>
    public int? FirstAt(double[] point) => _firstAt.TryGetValue(new PointKey(point), out var number) ? number : null;

    private readonly struct PointKey(double[] point) : IEquatable<PointKey>
    {
        private readonly double[] _point = point;

        public bool Equals(PointKey other) => _point.AsSpan().SequenceEqual(other._point);

        public override bool Equals(object? obj) => obj is PointKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var number in _point) hash.Add(number);
            return hash.ToHashCode();
        }
    }
}
