using Microsoft.Data.Sqlite;
using Npgsql;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>The tables are Optuna 4.9's: listed here as its own storage made them on SQLite 3 and PostgreSQL 15.</summary>
[Collection(PostgresTests.Name)]
public sealed class SchemaTests(PostgresServer server) : IDisposable
{
    // Table: columns with their types on SQLite; * is not null. Each table's first column is its primary key, but for alembic_version's all the same.
    private const string Tables = """
        alembic_version: version_num VARCHAR(32)*
        studies: study_id INTEGER*, study_name VARCHAR(512)*
        study_directions: study_direction_id INTEGER*, direction VARCHAR(8)*, study_id INTEGER*, objective INTEGER*
        study_system_attributes: study_system_attribute_id INTEGER*, study_id INTEGER, key VARCHAR(512), value_json TEXT
        study_user_attributes: study_user_attribute_id INTEGER*, study_id INTEGER, key VARCHAR(512), value_json TEXT
        trial_heartbeats: trial_heartbeat_id INTEGER*, trial_id INTEGER*, heartbeat DATETIME*
        trial_intermediate_values: trial_intermediate_value_id INTEGER*, trial_id INTEGER*, step INTEGER*, intermediate_value FLOAT, intermediate_value_type VARCHAR(7)*
        trial_params: param_id INTEGER*, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT
        trial_system_attributes: trial_system_attribute_id INTEGER*, trial_id INTEGER, key VARCHAR(512), value_json TEXT
        trial_user_attributes: trial_user_attribute_id INTEGER*, trial_id INTEGER, key VARCHAR(512), value_json TEXT
        trial_values: trial_value_id INTEGER*, trial_id INTEGER*, objective INTEGER*, value FLOAT, value_type VARCHAR(7)*
        trials: trial_id INTEGER*, number INTEGER, study_id INTEGER, state VARCHAR(8)*, datetime_start DATETIME, datetime_complete DATETIME
        version_info: version_info_id INTEGER*, schema_version INTEGER, library_version VARCHAR(256)
        """;

    // Index: columns; ! is unique.
    private const string SqliteIndexes = """
        ix_studies_study_name!: study_name
        ix_trials_study_id: study_id
        sqlite_autoindex_alembic_version_1!: version_num
        sqlite_autoindex_study_directions_1!: study_id, objective
        sqlite_autoindex_study_system_attributes_1!: study_id, key
        sqlite_autoindex_study_user_attributes_1!: study_id, key
        sqlite_autoindex_trial_heartbeats_1!: trial_id
        sqlite_autoindex_trial_intermediate_values_1!: trial_id, step
        sqlite_autoindex_trial_params_1!: trial_id, param_name
        sqlite_autoindex_trial_system_attributes_1!: trial_id, key
        sqlite_autoindex_trial_user_attributes_1!: trial_id, key
        sqlite_autoindex_trial_values_1!: trial_id, objective
        """;

    private const string PostgresConstraints = """
        alembic_version_pkc: PRIMARY KEY (version_num)
        studies_pkey: PRIMARY KEY (study_id)
        study_directions_pkey: PRIMARY KEY (study_direction_id)
        study_directions_study_id_fkey: FOREIGN KEY (study_id) REFERENCES studies(study_id)
        study_directions_study_id_objective_key: UNIQUE (study_id, objective)
        study_system_attributes_pkey: PRIMARY KEY (study_system_attribute_id)
        study_system_attributes_study_id_fkey: FOREIGN KEY (study_id) REFERENCES studies(study_id)
        study_system_attributes_study_id_key_key: UNIQUE (study_id, key)
        study_user_attributes_pkey: PRIMARY KEY (study_user_attribute_id)
        study_user_attributes_study_id_fkey: FOREIGN KEY (study_id) REFERENCES studies(study_id)
        study_user_attributes_study_id_key_key: UNIQUE (study_id, key)
        trial_heartbeats_pkey: PRIMARY KEY (trial_heartbeat_id)
        trial_heartbeats_trial_id_fkey: FOREIGN KEY (trial_id) REFERENCES trials(trial_id)
        trial_heartbeats_trial_id_key: UNIQUE (trial_id)
        trial_intermediate_values_pkey: PRIMARY KEY (trial_intermediate_value_id)
        trial_intermediate_values_trial_id_fkey: FOREIGN KEY (trial_id) REFERENCES trials(trial_id)
        trial_intermediate_values_trial_id_step_key: UNIQUE (trial_id, step)
        trial_params_pkey: PRIMARY KEY (param_id)
        trial_params_trial_id_fkey: FOREIGN KEY (trial_id) REFERENCES trials(trial_id)
        trial_params_trial_id_param_name_key: UNIQUE (trial_id, param_name)
        trial_system_attributes_pkey: PRIMARY KEY (trial_system_attribute_id)
        trial_system_attributes_trial_id_fkey: FOREIGN KEY (trial_id) REFERENCES trials(trial_id)
        trial_system_attributes_trial_id_key_key: UNIQUE (trial_id, key)
        trial_user_attributes_pkey: PRIMARY KEY (trial_user_attribute_id)
        trial_user_attributes_trial_id_fkey: FOREIGN KEY (trial_id) REFERENCES trials(trial_id)
        trial_user_attributes_trial_id_key_key: UNIQUE (trial_id, key)
        trial_values_pkey: PRIMARY KEY (trial_value_id)
        trial_values_trial_id_fkey: FOREIGN KEY (trial_id) REFERENCES trials(trial_id)
        trial_values_trial_id_objective_key: UNIQUE (trial_id, objective)
        trials_pkey: PRIMARY KEY (trial_id)
        trials_study_id_fkey: FOREIGN KEY (study_id) REFERENCES studies(study_id)
        version_info_pkey: PRIMARY KEY (version_info_id)
        version_info_version_info_id_check: CHECK ((version_info_id = 1))
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void On_SQLite_they_have_its_names_types_and_indexes()
    {
        var path = Path.Combine(_folder.FullName, "studies.db");
        Make(path);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        Assert.Equal(Tables.ReplaceLineEndings("\n"), Lines(connection, """
            SELECT m.name || ': ' || group_concat(c.name || ' ' || c.type || CASE c."notnull" WHEN 1 THEN '*' ELSE '' END, ', ' ORDER BY c.cid) FROM sqlite_master m, pragma_table_info(m.name) c
            WHERE m.type = 'table' GROUP BY m.name ORDER BY m.name
            """));
        Assert.Equal(SqliteIndexes.ReplaceLineEndings("\n"), Lines(connection, """
            SELECT i.name || CASE i."unique" WHEN 1 THEN '!' ELSE '' END || ': ' || (SELECT group_concat(name, ', ' ORDER BY seqno) FROM pragma_index_info(i.name)) FROM sqlite_master m, pragma_index_list(m.name) i
            WHERE m.type = 'table' ORDER BY i.name
            """));
        Assert.Equal("v3.2.0.a", Lines(connection, "SELECT version_num FROM alembic_version"));
        Assert.Equal("1 12 4.9.0", Lines(connection, "SELECT version_info_id || ' ' || schema_version || ' ' || library_version FROM version_info"));
    }

    [FactWithPostgres]
    public void On_PostgreSQL_they_have_its_names_types_constraints_and_sequences()
    {
        var address = server.NewDatabase();
        Make(address);
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={address.Split('/')[^1]};Pooling=false");
        connection.Open();
        Assert.Equal(OnPostgres(Tables), Lines(connection, """
            SELECT c.table_name || ': ' || string_agg(c.column_name || ' ' || CASE WHEN c.data_type = 'USER-DEFINED' THEN c.udt_name WHEN c.data_type = 'character varying' THEN 'VARCHAR(' || c.character_maximum_length || ')' ELSE c.data_type END
              || CASE c.is_nullable WHEN 'NO' THEN '*' ELSE '' END, ', ' ORDER BY c.ordinal_position)
            FROM information_schema.columns c WHERE c.table_schema = 'public' GROUP BY c.table_name ORDER BY c.table_name COLLATE "C"
            """));
        Assert.Equal(PostgresConstraints.ReplaceLineEndings("\n"), Lines(connection, "SELECT conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY conname COLLATE \"C\""));
        Assert.Equal("ix_studies_study_name t\nix_trials_study_id f", Lines(connection, "SELECT c.relname || ' ' || CASE WHEN i.indisunique THEN 't' ELSE 'f' END FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname LIKE 'ix%' ORDER BY 1"));
        Assert.Equal(
            "studydirection: NOT_SET, MINIMIZE, MAXIMIZE\ntrialintermediatevaluetype: FINITE, INF_POS, INF_NEG, NAN\ntrialstate: RUNNING, COMPLETE, PRUNED, FAIL, WAITING\ntrialvaluetype: FINITE, INF_POS, INF_NEG",
            Lines(connection, "SELECT t.typname || ': ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname ORDER BY t.typname"));
        Assert.Equal("11 trials_trial_id_seq", Lines(connection, "SELECT count(*) || ' ' || max(sequencename) FILTER (WHERE sequencename LIKE 'trials%') FROM pg_sequences WHERE data_type = 'integer'::regtype"));
        Assert.Equal("v3.2.0.a 12 4.9.0", Lines(connection, "SELECT version_num || ' ' || schema_version || ' ' || library_version FROM alembic_version, version_info"));
    }

    private static void Make(string address)
    {
        using var storage = StudyStorage.Open(address);
        storage.Create(TestFunction.Branin.Definition("random"))!.Dispose();
    }

    private static string OnPostgres(string tables) => tables.ReplaceLineEndings("\n")
        .Replace("INTEGER", "integer", StringComparison.Ordinal).Replace("TEXT", "text", StringComparison.Ordinal).Replace("FLOAT", "double precision", StringComparison.Ordinal)
        .Replace("DATETIME", "timestamp without time zone", StringComparison.Ordinal).Replace("direction VARCHAR(8)", "direction studydirection", StringComparison.Ordinal)
        .Replace("state VARCHAR(8)", "state trialstate", StringComparison.Ordinal).Replace("intermediate_value_type VARCHAR(7)", "intermediate_value_type trialintermediatevaluetype", StringComparison.Ordinal)
        .Replace("value_type VARCHAR(7)", "value_type trialvaluetype", StringComparison.Ordinal);

    private static string Lines(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
