namespace PeakTrade.Studies.Relational;

/// <summary>
/// An open study in a database. Owns its connection. What this object wrote it knows without reading; of others' trials it reads those from the first unfinished one on.
/// </summary>
internal sealed class RelationalLog : IStudyLog
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);

    // A worker on another machine is dead after so many seconds without a heartbeat. Optuna beats once a minute, where it was told to at all.
    private const long GraceSeconds = 30, OptunasGraceSeconds = 150;

    private readonly Session _session;
    private readonly long _study;
    private readonly TimeProvider _clock;
    private readonly TrialReader _reader;
    private readonly TrialWriter _writer;
    private readonly ITimer _beat;

    // The heartbeat comes on another thread.
    private readonly Lock _gate = new();

    // By number: the trial's id, and whether it is finished.
    private readonly List<(long Id, bool IsFinished)> _known = [];
    private int _firstOpen;

    // Trials of this worker that run: number and id.
    private readonly Dictionary<int, long> _mine = [];
    private readonly Dictionary<int, double[]> _partial = [];
    private readonly SortedDictionary<int, Trial> _news = [];
    private bool _mustRead = true;
    private bool _knowsAll;
    private long? _version;

    public RelationalLog(Session session, long study, StudyDefinition definition, TimeProvider clock)
    {
        (_session, _study, Definition, _clock) = (session, study, definition, clock);
        _reader = new TrialReader(session, study, definition, clock.LocalTimeZone);
        _writer = new TrialWriter(session, study, definition.Space, Worker.New());
        _beat = clock.CreateTimer(_ => Beat(), null, BeatEvery, BeatEvery);
    }

    public StudyDefinition Definition { get; }

    public IReadOnlyList<Trial> ReadChanges()
    {
        lock (_gate)
        {
            var version = _session.Plainly(_session.OthersVersion);
            if (_mustRead || (version is null ? !_knowsAll : version != _version)) Read();
            (_version, _mustRead, _knowsAll) = (version, false, false);
            if (_news.Count == 0) return [];
            Trial[] news = [.. _news.Values];
            _news.Clear();
            return news;
        }
    }

    public bool Commit(IReadOnlyList<Trial> finished, IReadOnlyList<Trial> added)
    {
        lock (_gate)
        {
            Trial[] held = [.. finished.Where(t => _mine.ContainsKey(t.Number))];
            if (held.Length == 0 && added.Count == 0) return true;
            var written = _session.Transact(() => Write(held, added));
            for (var i = 0; i < held.Length; i++) Settle(held[i], written.Kept[i]);
            if (written.Claims) Enter(added, written.Ids);
            _knowsAll = written.Newer == 0 && IsAllMine();
            return written.Claims;
        }
    }

    public bool TakeOver(int number)
    {
        lock (_gate)
        {
            if (number >= _known.Count) Read();
            if (number >= _known.Count || _known[number].IsFinished || _mine.ContainsKey(number)) return false;
            var id = _known[number].Id;
            var (worker, isFree) = _session.Plainly(() => Look(id));
            if (!isFree || !_session.Transact(() => Take(id, number, worker))) return false;
            _mine.Add(number, id);
            _partial.Remove(number);
            return true;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            if (_mine.Count == 0) return;
            _session.Transact(() =>
            {
                foreach (var id in _mine.Values) _writer.GiveBack(id);
                return true;
            });
            _mine.Clear();
        }
    }

    public void Dispose()
    {
        try
        {
            Release();
        }
        catch (PeakTradeException)
        {
            // The database is gone. Whoever worked with it has been told; others see by the process or the heartbeat that this worker is.
        }

        _beat.Dispose();
        lock (_gate) _session.Dispose();
    }

    private Written Write(Trial[] held, IReadOnlyList<Trial> added)
    {
        var lastId = _known.Count > 0 ? _known[^1].Id : 0;
        _session.Ask(_session.LockStudy, _study);
        _session.Ask("SELECT COUNT(*) FROM trials WHERE study_id = $1 AND trial_id > $2", _study, lastId);
        foreach (var trial in held) _writer.Finish(trial, _mine[trial.Number]);
        _session.AskTrialIds(added.Count);
        var answers = _session.Send().AsSpan()[^(2 + held.Length + added.Count)..];
        if (answers[0] < 0) throw Gone();
        answers = answers[1..];
        var (newer, kept, ids) = (answers[0], answers.Slice(1, held.Length).ToArray(), answers[(1 + held.Length)..].ToArray());
        for (var i = 0; i < held.Length; i++)
        {
            if (kept[i] == 1) _writer.Result(_mine[held[i].Number], held[i]);
        }

        var claims = added.Count == 0 || added[0].Number == _known.Count + newer;
        for (var i = 0; i < added.Count && claims; i++) _writer.Insert(added[i], ids[i]);
        return new Written(newer, kept, claims, ids);
    }

    // Then nobody else can change anything that is known here.
    private bool IsAllMine()
    {
        for (var number = _firstOpen; number < _known.Count; number++)
        {
            if (!_known[number].IsFinished && !_mine.ContainsKey(number)) return false;
        }

        return true;
    }

    // A finished trial that another had taken over meanwhile is as that one made it.
    private void Settle(Trial trial, long kept)
    {
        _mine.Remove(trial.Number);
        if (kept == 0)
        {
            _mustRead = true;
            return;
        }

        if (trial.Number >= _known.Count) return;
        Finished(trial.Number);
        _news[trial.Number] = trial;
    }

    private void Enter(IReadOnlyList<Trial> added, long[] ids)
    {
        for (var i = 0; i < added.Count; i++)
        {
            var trial = added[i];
            if (trial.State == TrialState.Running) _mine.Add(trial.Number, ids[i]);
            // Others' trials before it are not known yet: then this one is read with them.
            if (trial.Number != _known.Count) _mustRead = true;
            else Learn(ids[i], trial);
        }
    }

    private void Learn(long id, Trial trial)
    {
        _known.Add((id, false));
        _news[trial.Number] = trial;
        if (trial.State != TrialState.Running) Finished(trial.Number);
    }

    private void Finished(int number)
    {
        _known[number] = (_known[number].Id, true);
        while (_firstOpen < _known.Count && _known[_firstOpen].IsFinished) _firstOpen++;
    }

    private void Read()
    {
        var fromId = _firstOpen < _known.Count ? _known[_firstOpen].Id : _known.Count > 0 ? _known[^1].Id + 1 : 0;
        foreach (var (id, isPartial, trial) in _session.Plainly(() => _reader.Read(fromId)))
        {
            if (trial.Number > _known.Count) throw Gap(_known.Count);
            if (trial.Number == _known.Count)
            {
                Learn(id, trial);
                if (isPartial && trial.State == TrialState.Running) _partial[trial.Number] = trial.Point;
            }
            else if (trial.State != TrialState.Running && !_known[trial.Number].IsFinished)
            {
                Finished(trial.Number);
                _mine.Remove(trial.Number);
                _news[trial.Number] = trial;
            }
        }
    }

    private (string? Worker, bool IsFree) Look(long id)
    {
        var (worker, state, age) = ((string?)null, "", (long?)null);
        _session.Read(
            [
                "SELECT CAST(t.state AS TEXT), a.value_json FROM trials t LEFT JOIN trial_system_attributes a ON a.trial_id = t.trial_id AND a.\"key\" = '" + TrialKeys.Worker + "' WHERE t.trial_id = $1",
                $"SELECT {_session.HeartbeatAge} FROM trial_heartbeats h WHERE h.trial_id = $1",
                "SELECT datetime_start FROM trials WHERE trial_id = $1 AND datetime_start IS NOT NULL",
            ],
            (query, row) =>
            {
                if (query == 0) (state, worker) = (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1));
                else if (query == 1) age = row.GetInt64(0);
                // Optuna beats only where it was told to; else its beginning is the last that was heard of a trial.
                else age ??= (long)(_clock.GetLocalNow().DateTime - _session.TimeAt(row, 0)).TotalSeconds;
            },
            id);
        if (state.Length == 0) throw Gone();
        if (state is not ("RUNNING" or "WAITING")) return (worker, false);
        if (worker is null) return (worker, state == "WAITING" || age > OptunasGraceSeconds);
        return (worker, Worker.Parse(worker) is not { } who || !(who.Lives ?? age <= GraceSeconds));
    }

    private bool Take(long id, int number, string? worker)
    {
        _session.Ask(_session.LockStudy, _study);
        _writer.TakeOver(id, worker, _clock.GetUtcNow());
        if (_session.Send() is not [.., 1, 1]) return false;
        _writer.Clear(id);
        _writer.Beat(id);
        if (_partial.TryGetValue(number, out var point)) _writer.Point(id, point);
        return true;
    }

    private void Beat()
    {
        lock (_gate)
        {
            if (_mine.Count == 0) return;
            try
            {
                _session.Plainly(() =>
                {
                    foreach (var id in _mine.Values) _writer.Beat(id);
                    return _session.Send();
                });
            }
            catch (PeakTradeException)
            {
                // What keeps the heartbeat from being written keeps the next commit as well, and that one says so.
            }
        }
    }

    private PeakTradeException Gone() => FaultCatalogue.StudyMissing.Because($"Study {Definition.Name} is not there any more: somebody has deleted it while it was worked on.", target: Definition.Name);

    private PeakTradeException Gap(int number) =>
        FaultCatalogue.StudyStorage.Because($"Study {Definition.Name} has no trial {number}, and later ones: somebody has removed trials from its tables.", "Begin a study of another name.", target: Definition.Name);

    /// <summary>What a transaction did.</summary>
    /// <param name="Newer">How many trials of others there were that this object does not know.</param>
    /// <param name="Kept">For each finished trial 1, or 0 where it no longer was this worker's.</param>
    /// <param name="Claims">Whether the added ones were added.</param>
    /// <param name="Ids">For each of them its id.</param>
    private sealed record Written(long Newer, long[] Kept, bool Claims, long[] Ids);
}
