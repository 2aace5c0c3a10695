using System.Text.Json;

namespace PeakTrade.Studies.Relational;

/// <summary>Studies in a database, in Optuna's own tables. Each call opens a connection, and each open study keeps one of its own, so it may be used by many threads.</summary>
/// <param name="address">The address as the user wrote it, without a password.</param>
/// <param name="connect">Opens a connection; null where there is no database and none may be made.</param>
/// <param name="closed">What is done at the end.</param>
/// <param name="clock">The clock.</param>
internal sealed class RelationalStorage(string address, Func<bool, Session?> connect, Action closed, TimeProvider clock) : IStudyStorage
{
    /// <summary>Optuna's own: the objectives' names.</summary>
    private const string MetricNames = "study:metric_names";

    public string Address => address;

    public IReadOnlyList<StudyDefinition> List()
    {
        using var session = connect(false);
        if (session is null || !IsThere(session)) return [];
        return session.Plainly(() =>
        {
            var studies = new List<(long Id, string Name)>();
            session.Read(["SELECT study_id, study_name FROM studies ORDER BY study_id"], (_, row) => studies.Add((row.GetInt64(0), row.GetString(1))));
            return studies.ConvertAll(s => Listed(session, s.Id, s.Name));
        });
    }

    public IStudyLog? Create(StudyDefinition definition)
    {
        var session = connect(true)!;
        return Logged(session, () =>
        {
            if (!IsThere(session)) MakeTables(session);
            return session.Transact(() => Insert(session, definition)) is >= 0 and var id ? new RelationalLog(session, id, definition, clock) : null;
        });
    }

    public IStudyLog? Open(string name)
    {
        if (connect(false) is not { } session) return null;
        return Logged(session, () => !IsThere(session) || Find(session, name) is not { } id ? null : new RelationalLog(session, id, session.Plainly(() => DefinitionOf(session, id, name)), clock));
    }

    public IStudyLog? Adopt(StudyDefinition definition)
    {
        if (connect(false) is not { } session) return null;
        return Logged(session, () =>
        {
            if (!IsThere(session) || Find(session, definition.Name) is not { } id) return null;
            var inferred = session.Plainly(() => DefinitionOf(session, id, definition.Name, isListed: true));
            if (!inferred.IsInferred) return null;
            if (!inferred.Directions.SequenceEqual(definition.Directions))
            {
                throw FaultCatalogue.StudyDiffers.Because(
                    $"Study {definition.Name} was made to {string.Join(", ", inferred.Directions).ToLowerInvariant()}, and is now to {string.Join(", ", definition.Directions).ToLowerInvariant()}.", "Give another name, or the directions it was made with.", target: definition.Name);
            }

            // What is there must fit before anything is written.
            session.Plainly(() => new TrialReader(session, id, definition, clock.LocalTimeZone).Read(0));
            var isOurs = session.Transact(() =>
            {
                session.Do("INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES ($1, $2, $3) ON CONFLICT (study_id, \"key\") DO NOTHING", id, DefinitionText.Key, DefinitionText.Write(definition));
                return session.Send()[^1] == 1;
            });
            return isOurs ? new RelationalLog(session, id, definition, clock) : null;
        });
    }

    public void Dispose() => closed();

    private bool IsThere(Session session) => session.Plainly(() => Schema.IsThere(session, address));

    // Another process may be making them at this moment.
    private void MakeTables(Session session) => session.Transact(() =>
    {
        session.LockSchema();
        session.Send();
        if (!Schema.IsThere(session, address)) Schema.Make(session);
        return true;
    });

    // The connection is the log's from here on; where there is none, nobody's.
    private static IStudyLog? Logged(Session session, Func<RelationalLog?> open)
    {
        RelationalLog? log = null;
        try
        {
            return log = open();
        }
        finally
        {
            if (log is null) session.Dispose();
        }
    }

    private static long Insert(Session session, StudyDefinition definition)
    {
        session.Ask("INSERT INTO studies (study_name) VALUES ($1) ON CONFLICT (study_name) DO NOTHING RETURNING study_id", definition.Name);
        var id = session.Send()[^1];
        if (id < 0) return id;
        for (var i = 0; i < definition.Directions.Count; i++)
        {
            session.Do("INSERT INTO study_directions (direction, study_id, objective) VALUES ($1, $2, $3)", definition.Directions[i] == StudyDirection.Minimize ? "MINIMIZE" : "MAXIMIZE", id, (long)i);
        }

        session.Do("INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES ($1, $2, $3)", id, DefinitionText.Key, DefinitionText.Write(definition));
        // With names a table of Optuna's calls its columns by them. A single objective's keeps the plain name "value".
        if (definition.Objectives.Count > 1) session.Do("INSERT INTO study_system_attributes (study_id, \"key\", value_json) VALUES ($1, $2, $3)", id, MetricNames, JsonSerializer.Serialize(definition.Objectives));
        return id;
    }

    private static long? Find(Session session, string name) => session.Plainly<long?>(() =>
    {
        session.Ask("SELECT study_id FROM studies WHERE study_name = $1", name);
        return session.Send()[^1] is >= 0 and var id ? id : null;
    });

    // A study that cannot be opened is listed all the same; opening it says why.
    private static StudyDefinition Listed(Session session, long id, string name) => DefinitionOf(session, id, name, isListed: true);

    private static StudyDefinition DefinitionOf(Session session, long id, string name, bool isListed = false)
    {
        string? text = null, names = null;
        var directions = new List<StudyDirection>();
        session.Read(
            [
                $"SELECT value_json FROM study_user_attributes WHERE study_id = $1 AND \"key\" = '{DefinitionText.Key}'",
                $"SELECT value_json FROM study_system_attributes WHERE study_id = $1 AND \"key\" = '{MetricNames}'",
                "SELECT CAST(direction AS TEXT) FROM study_directions WHERE study_id = $1 ORDER BY objective",
            ],
            (query, row) =>
            {
                if (query == 0) text = row.GetString(0);
                else if (query == 1) names = row.GetString(0);
                else directions.Add(row.GetString(0) == "MAXIMIZE" ? StudyDirection.Maximize : StudyDirection.Minimize);
            },
            id);
        string[] objectives = names is not null ? JsonSerializer.Deserialize<string[]>(names)! : directions.Count == 1 ? ["value"] : [.. directions.Select((_, i) => $"values_{i}")];
        var bare = new StudyDefinition { Name = name, Space = new SearchSpace([]), Objectives = objectives, Directions = directions, IsInferred = true };
        try
        {
            return text is not null ? DefinitionText.Parse(name, text) : InferredSpace.Of(session, id, bare);
        }
        catch (FormatException) when (isListed)
        {
            return bare;
        }
        catch (FormatException fault)
        {
            throw FaultCatalogue.StudyStorage.Because($"Study {name} {fault.Message}.", "", target: name, inner: fault);
        }
    }
}
