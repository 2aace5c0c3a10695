namespace PeakTrade.Studies.Relational;

/// <summary>Writes one study's trials, within a transaction of the session's.</summary>
internal sealed class TrialWriter
{
    private const string IsMine = "EXISTS (SELECT 1 FROM trial_system_attributes WHERE trial_id = $1 AND \"key\" = '" + TrialKeys.Worker + "' AND value_json = $2)";

    private readonly Session _session;
    private readonly long _study;
    private readonly string _worker;
    private readonly string _insertHeartbeat, _insertParameters;

    // The parameters of one trial go in one statement; names and distributions stay, the trial and its values change.
    private readonly object?[] _parameters;

    public TrialWriter(Session session, long study, SearchSpace space, Worker worker)
    {
        (_session, _study, _worker) = (session, study, worker.ToString());
        _insertHeartbeat = $"INSERT INTO trial_heartbeats (trial_id, heartbeat) VALUES ($1, {session.Now}) ON CONFLICT (trial_id) DO UPDATE SET heartbeat = EXCLUDED.heartbeat";
        _insertParameters = "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES "
            + string.Join(", ", Enumerable.Range(0, space.Count).Select(i => $"($1, ${3 * i + 2}, ${3 * i + 3}, ${3 * i + 4})"))
            + " ON CONFLICT (trial_id, param_name) DO NOTHING";
        _parameters = [null, .. space.SelectMany(d => new object?[] { d.Name, null, Distribution.Of(d) })];
    }

    public void Insert(Trial trial, long id)
    {
        _session.Do(
            "INSERT INTO trials (trial_id, number, study_id, state, datetime_start, datetime_complete) VALUES ($1, $2, $3, $4, $5, $6)",
            id, (long)trial.Number, _study, TrialStates.Stored(trial.State), _session.Stored(trial.Started), _session.Stored(trial.Finished));
        Point(id, trial.Point);
        if (trial.State == TrialState.Running) Claim(id);
        else Result(id, trial);
    }

    /// <summary>Finishes a trial if it still belongs to this worker; the answer is 1 or 0.</summary>
    public void Finish(Trial trial, long id) =>
        _session.Do($"UPDATE trials SET state = $3, datetime_complete = $4 WHERE trial_id = $1 AND state = 'RUNNING' AND {IsMine}", id, _worker, TrialStates.Stored(trial.State), _session.Stored(trial.Finished));

    /// <summary>Makes a trial that nobody works on this worker's, where it still is as it was seen; two answers, both 1 where it is.</summary>
    public void TakeOver(long id, string? seenWorker, DateTimeOffset now)
    {
        _session.Do("UPDATE trials SET state = 'RUNNING', datetime_start = $2 WHERE trial_id = $1 AND state IN ('RUNNING', 'WAITING')", id, _session.Stored(now));
        if (seenWorker is null) _session.Do("INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES ($1, $2, $3) ON CONFLICT (trial_id, \"key\") DO NOTHING", id, TrialKeys.Worker, _worker);
        else _session.Do("UPDATE trial_system_attributes SET value_json = $2 WHERE trial_id = $1 AND \"key\" = $3 AND value_json = $4", id, _worker, TrialKeys.Worker, seenWorker);
    }

    /// <summary>Drops what an earlier worker has left in an unfinished trial.</summary>
    public void Clear(long id)
    {
        _session.Do("DELETE FROM trial_intermediate_values WHERE trial_id = $1", id);
        _session.Do("DELETE FROM trial_user_attributes WHERE trial_id = $1", id);
        _session.Do("DELETE FROM trial_system_attributes WHERE trial_id = $1 AND \"key\" IN ($2, $3)", id, TrialKeys.Steps, TrialKeys.Constraints);
        _session.Do("DELETE FROM trial_values WHERE trial_id = $1", id);
    }

    public void Beat(long id) => _session.Do(_insertHeartbeat, id);

    public void GiveBack(long id) => _session.Do($"UPDATE trial_system_attributes SET value_json = $3 WHERE trial_id = $1 AND \"key\" = '{TrialKeys.Worker}' AND value_json = $2", id, _worker, Worker.Nobody);

    public void Point(long id, double[] point)
    {
        if (point.Length == 0) return;
        _parameters[0] = id;
        for (var i = 0; i < point.Length; i++) _parameters[3 * i + 2] = point[i];
        _session.Do(_insertParameters, _parameters);
    }

    /// <summary>What came of a trial: values, steps, constraints, facts.</summary>
    public void Result(long id, Trial trial)
    {
        // Optuna takes all values of a trial or none, and knows no NaN among them; a pruned trial's are its last step's anyway.
        if (!Array.Exists(trial.Values, double.IsNaN))
        {
            for (var i = 0; i < trial.Values.Length; i++) Value("INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES ($1, $2, $3, $4)", id, i, trial.Values[i]);
        }

        foreach (var step in trial.Steps)
        {
            if (step.Values.Length > 0) Value("INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES ($1, $2, $3, $4)", id, step.Number, step.Values[0]);
        }

        if (trial.Steps.Any(s => s.Values.Length > 1)) SystemAttribute(id, TrialKeys.Steps, $"[{string.Join(", ", trial.Steps.Select(s => PythonJson.Numbers([s.Number, .. s.Values])))}]");
        if (trial.Constraints.Length > 0) SystemAttribute(id, TrialKeys.Constraints, PythonJson.Numbers(trial.Constraints));
        foreach (var (name, json) in trial.Attributes) UserAttribute(id, name, json);
        if (trial.SameAs is { } same) UserAttribute(id, TrialKeys.SameAs, PythonJson.Value((long)same));
        if (trial.Error is { } error) UserAttribute(id, TrialKeys.Error, PythonJson.Value(error));
    }

    // Who works on a trial, and that he lives.
    private void Claim(long id)
    {
        SystemAttribute(id, TrialKeys.Worker, _worker);
        Beat(id);
    }

    private void Value(string sql, long id, int at, double value)
    {
        var type = double.IsFinite(value) ? "FINITE" : double.IsNaN(value) ? "NAN" : value > 0 ? "INF_POS" : "INF_NEG";
        _session.Do(sql, id, (long)at, double.IsFinite(value) ? value : null, type);
    }

    private void UserAttribute(long id, string key, string json) => _session.Do("INSERT INTO trial_user_attributes (trial_id, \"key\", value_json) VALUES ($1, $2, $3)", id, key, json);

    private void SystemAttribute(long id, string key, string json) => _session.Do("INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES ($1, $2, $3)", id, key, json);
}

/// <summary>Keys of attributes, Optuna's own and ours.</summary>
internal static class TrialKeys
{
    /// <summary>Optuna's own: how far each constraint is broken.</summary>
    public const string Constraints = "constraints";

    /// <summary>Optuna's own: parameters, by name and as the user writes them, that a waiting trial must take.</summary>
    public const string FixedParameters = "fixed_params";

    public const string Worker = "peaktrade:worker";
    public const string Steps = "peaktrade:steps";
    public const string Error = "error";
    public const string SameAs = "same_as";
}

/// <summary>The states of trials in Optuna's words.</summary>
internal static class TrialStates
{
    public static string Stored(TrialState state) => state switch
    {
        TrialState.Running => "RUNNING",
        TrialState.Complete => "COMPLETE",
        TrialState.Pruned => "PRUNED",
        _ => "FAIL",
    };

    /// <summary>A waiting trial is one that has its number, and that nobody works on.</summary>
    public static TrialState Read(string stored) => stored switch
    {
        "COMPLETE" => TrialState.Complete,
        "PRUNED" => TrialState.Pruned,
        "FAIL" => TrialState.Failed,
        _ => TrialState.Running,
    };
}
