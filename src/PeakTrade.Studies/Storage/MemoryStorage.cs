using System.Runtime.InteropServices;

namespace PeakTrade.Studies;

/// <summary>Studies that live as long as this object does.</summary>
public sealed class MemoryStorage : IStudyStorage
{
    private readonly Lock _lock = new();
    private readonly List<Study> _studies = [];

    /// <inheritdoc/>
    public string Address => "memory";

    /// <inheritdoc/>
    public IReadOnlyList<StudyDefinition> List()
    {
        lock (_lock) return [.. _studies.Select(s => s.Definition)];
    }

    /// <inheritdoc/>
    public IStudyLog? Create(StudyDefinition definition)
    {
        lock (_lock)
        {
            if (_studies.Exists(s => s.Definition.Name == definition.Name)) return null;
            _studies.Add(new Study(definition));
            return new Log(_studies[^1]);
        }
    }

    /// <inheritdoc/>
    public IStudyLog? Open(string name)
    {
        lock (_lock) return _studies.Find(s => s.Definition.Name == name) is { } study ? new Log(study) : null;
    }

    /// <inheritdoc/>
    public IStudyLog? Adopt(StudyDefinition definition) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Study(StudyDefinition definition)
    {
        public StudyDefinition Definition { get; } = definition;

        public Lock Lock { get; } = new();

        public List<Trial> Trials { get; } = [];

        // Which log works on a trial; null where it is finished or given back.
        public List<Log?> Workers { get; } = [];

        // The numbers of trials in the order they changed.
        public List<int> Changes { get; } = [];
    }

    private sealed class Log(Study study) : IStudyLog
    {
        private readonly SortedSet<int> _changed = [];
        private int _read;

        public StudyDefinition Definition => study.Definition;

        public IReadOnlyList<Trial> ReadChanges()
        {
            lock (study.Lock)
            {
                if (_read == study.Changes.Count) return [];
                _changed.Clear();
                foreach (var number in CollectionsMarshal.AsSpan(study.Changes)[_read..]) _changed.Add(number);
                _read = study.Changes.Count;
                return [.. _changed.Select(number => study.Trials[number])];
            }
        }

        public bool Commit(IReadOnlyList<Trial> finished, IReadOnlyList<Trial> added)
        {
            lock (study.Lock)
            {
                foreach (var trial in finished)
                {
                    if (study.Workers[trial.Number] == this) Put(trial, null);
                }

                if (added.Count > 0 && added[0].Number != study.Trials.Count) return false;
                foreach (var trial in added)
                {
                    study.Trials.Add(trial);
                    study.Workers.Add(trial.State == TrialState.Running ? this : null);
                    study.Changes.Add(trial.Number);
                }

                return true;
            }
        }

        public bool TakeOver(int number)
        {
            lock (study.Lock)
            {
                if (study.Trials[number].State != TrialState.Running || study.Workers[number] is not null) return false;
                Put(study.Trials[number] with { Steps = [] }, this);
                return true;
            }
        }

        public void Release()
        {
            lock (study.Lock)
            {
                for (var i = 0; i < study.Workers.Count; i++)
                {
                    if (study.Workers[i] == this) study.Workers[i] = null;
                }
            }
        }

        public void Dispose() => Release();

        private void Put(Trial trial, Log? worker)
        {
            study.Trials[trial.Number] = trial;
            study.Workers[trial.Number] = worker;
            study.Changes.Add(trial.Number);
        }
    }
}
