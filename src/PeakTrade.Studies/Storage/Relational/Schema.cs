namespace PeakTrade.Studies.Relational;

/// <summary>
/// The tables of Optuna's storage as its version 4.9 makes them; other versions of the schema are refused. The version that stands for the whole is the one of
/// its migrations.
/// </summary>
internal static class Schema
{
    /// <summary>The migration that the tables are at.</summary>
    public const string Revision = "v3.2.0.a";

    private const int SchemaVersion = 12;
    private const string LibraryVersion = "4.9.0";

    private static readonly string[] Older = ["v0.9.0.a", "v1.2.0.a", "v1.3.0.a", "v2.4.0.a", "v2.6.0.a", "v3.0.0.a", "v3.0.0.b", "v3.0.0.c", "v3.0.0.d"];

    /// <summary>Whether the tables are there; false where there is no table at all. Anything else is refused.</summary>
    public static bool IsThere(Session session, string address)
    {
        var tables = session.Tables();
        if (tables.Count == 0) return false;
        if (!tables.Contains("studies") || !tables.Contains("version_info"))
        {
            throw FaultCatalogue.StudyStorage.Because(
                $"{address} holds tables of something else ({string.Join(", ", tables.Take(3))}{(tables.Count > 3 ? ", ..." : "")}), and no studies.", "Give another file or database: nothing was changed.", target: address);
        }

        var revision = "";
        if (tables.Contains("alembic_version")) session.Read(["SELECT version_num FROM alembic_version"], (_, row) => revision = row.GetString(0));
        if (revision == Revision) return true;
        var (age, action) = revision.Length == 0 || Array.IndexOf(Older, revision) >= 0
            ? ("an older", "Bring it up to date with Optuna 3.2 or later: optuna storage upgrade --storage URL.")
            : ("a newer", "Take a version of PeakTrade that knows it, or another file or database.");
        throw FaultCatalogue.StudyStorage.Because($"{address} was made by {age} version of Optuna's schema ({(revision.Length == 0 ? "none is noted" : revision)}) than {Revision}, the one that is known here.", action, target: address);
    }

    /// <summary>Makes the tables. Called in a transaction that holds the schema's lock.</summary>
    public static void Make(Session session)
    {
        foreach (var statement in Statements(session.Types)) session.Do(statement);
    }

    private static IEnumerable<string> Statements(SchemaTypes types)
    {
        var (id, number, time) = (types.Id, types.Number, types.Time);
        foreach (var before in types.Before) yield return before;
        yield return $"CREATE TABLE studies (study_id {id}, study_name VARCHAR(512) NOT NULL, PRIMARY KEY (study_id))";
        yield return "CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name)";
        yield return "CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version INTEGER, library_version VARCHAR(256), PRIMARY KEY (version_info_id), CHECK (version_info_id = 1))";
        yield return $"CREATE TABLE study_directions (study_direction_id {id}, direction {types.Enum("studydirection", 8)} NOT NULL, study_id INTEGER NOT NULL, objective INTEGER NOT NULL, PRIMARY KEY (study_direction_id), UNIQUE (study_id, objective), FOREIGN KEY (study_id) REFERENCES studies (study_id))";
        yield return Attributes("study", "user");
        yield return Attributes("study", "system");
        yield return $"CREATE TABLE trials (trial_id {id}, number INTEGER, study_id INTEGER, state {types.Enum("trialstate", 8)} NOT NULL, datetime_start {time}, datetime_complete {time}, PRIMARY KEY (trial_id), FOREIGN KEY (study_id) REFERENCES studies (study_id))";
        yield return "CREATE INDEX ix_trials_study_id ON trials (study_id)";
        yield return Attributes("trial", "user");
        yield return Attributes("trial", "system");
        yield return OfTrial("trial_params", "param_id", $"trial_id INTEGER, param_name VARCHAR(512), param_value {number}, distribution_json TEXT", "param_name");
        yield return OfTrial("trial_values", "trial_value_id", $"trial_id INTEGER NOT NULL, objective INTEGER NOT NULL, value {number}, value_type {types.Enum("trialvaluetype", 7)} NOT NULL", "objective");
        yield return OfTrial("trial_intermediate_values", "trial_intermediate_value_id", $"trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value {number}, intermediate_value_type {types.Enum("trialintermediatevaluetype", 7)} NOT NULL", "step");
        yield return OfTrial("trial_heartbeats", "trial_heartbeat_id", $"trial_id INTEGER NOT NULL, heartbeat {time} NOT NULL", null);
        yield return "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))";
        yield return $"INSERT INTO version_info (version_info_id, schema_version, library_version) VALUES (1, {SchemaVersion}, '{LibraryVersion}')";
        yield return $"INSERT INTO alembic_version (version_num) VALUES ('{Revision}')";

        string Attributes(string owner, string kind)
        {
            var owners = owner == "study" ? "studies" : "trials";
            return $"CREATE TABLE {owner}_{kind}_attributes ({owner}_{kind}_attribute_id {id}, {owner}_id INTEGER, \"key\" VARCHAR(512), value_json TEXT, PRIMARY KEY ({owner}_{kind}_attribute_id), UNIQUE ({owner}_id, \"key\"), FOREIGN KEY ({owner}_id) REFERENCES {owners} ({owner}_id))";
        }

        string OfTrial(string table, string key, string columns, string? uniqueWith) =>
            $"CREATE TABLE {table} ({key} {id}, {columns}, PRIMARY KEY ({key}), UNIQUE (trial_id{(uniqueWith is null ? "" : $", {uniqueWith}")}), FOREIGN KEY (trial_id) REFERENCES trials (trial_id))";
    }
}
