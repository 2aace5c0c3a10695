using Microsoft.Data.Sqlite;
using PeakTrade.Runs.Tests;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>What a user reads where a storage cannot be used.</summary>
[Collection(PostgresTests.Name)]
public sealed class FaultTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File => Path.Combine(_folder.FullName, "studies.db");

    [Fact]
    public void A_file_that_is_no_database_is_left_as_it_is()
    {
        System.IO.File.WriteAllText(File, "number,value\n" + new string('1', 5000));
        Refused(() => Make(File), "is not a file of SQLite", "file is not a database");
        Assert.StartsWith("number,value", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_something_else_is_left_as_it_is()
    {
        Sql("CREATE TABLE songs (id INTEGER)", "CREATE TABLE albums (id INTEGER)");
        Refused(() => Make(File), "tables of something else (albums, songs)", "nothing was changed");
    }

    [Theory]
    [InlineData("v3.0.0.d", "an older version of Optuna's schema (v3.0.0.d)", "optuna storage upgrade")]
    [InlineData("v9.1.0.a", "a newer version of Optuna's schema (v9.1.0.a)", "Take a version of PeakTrade that knows it")]
    public void Another_version_of_the_schema_is_refused(string revision, string why, string action)
    {
        Make(File);
        Sql($"UPDATE alembic_version SET version_num = '{revision}'");
        using var storage = StudyStorage.Open(File);
        Refused(() => storage.Open("test"), why, action);
        Refused(() => storage.List(), why, action);
    }

    [Fact]
    public void A_definition_of_a_later_version_is_refused()
    {
        Make(File);
        Sql("UPDATE study_user_attributes SET value_json = '{\"version\": 2}'");
        using var storage = StudyStorage.Open(File);
        Refused(() => storage.Open("test"), "made by a later version of PeakTrade", "");
        Assert.Equal("test", Assert.Single(storage.List()).Name);
    }

    [Fact]
    public void A_study_that_is_deleted_while_it_is_worked_on_is_missed()
    {
        Make(File);
        using var storage = StudyStorage.Open(File);
        using var log = storage.Open("test")!;
        Assert.Empty(log.ReadChanges());
        Sql("DELETE FROM study_user_attributes", "DELETE FROM study_directions", "DELETE FROM studies");
        Assert.Equal("Study.Missing", Assert.Throws<PeakTradeException>(() => Everything.Work(log, 5)).Kind.Id);
    }

    [Fact]
    public void A_folder_is_no_file() => Refused(() => StudyStorage.Open(_folder.FullName), "is a folder", "Name a file in it");

    [Theory]
    [InlineData("mysql://root@localhost/optuna", "no storage of studies for \"mysql://\"")]
    [InlineData("sqlite://", "names no file")]
    [InlineData("postgresql://me:se/cret@host/db", "cannot be read")]
    [InlineData("postgresql://me:secret@host", "names no database")]
    [InlineData("postgresql://me:secret@host/db?colour=red", "\"colour\"")]
    public void An_address_that_cannot_be_one_is_refused_without_its_password(string address, string why)
    {
        var fault = Assert.Throws<PeakTradeException>(() => StudyStorage.Open(address));
        Assert.Equal("Study.Storage", fault.Kind.Id);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", fault.Message, StringComparison.Ordinal);
    }

    [FactWithoutRoot]
    public void A_folder_that_may_not_be_written_is_named()
    {
        if (OperatingSystem.IsWindows()) return;
        _folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        try
        {
            Refused(() => Make(File), "cannot be opened", "folder that may be written");
            Refused(() => Make(Path.Combine(_folder.FullName, "deep", "studies.db")), "folder of", "");
        }
        finally
        {
            _folder.UnixFileMode |= UnixFileMode.UserWrite;
        }
    }

    [FactWithDisk]
    public void A_full_disk_is_said_and_what_was_finished_is_kept()
    {
        using var disk = new SmallDisk("size=1m");
        var address = Path.Combine(disk.Folder, "studies.db");
        Make(address);
        var before = 0;
        using (var storage = StudyStorage.Open(address))
        {
            using var log = storage.Open("test")!;
            Refused(() => Everything.Work(log, 100_000, _ => before++), "no room left", "Make room");
        }

        Assert.InRange(before, 10, 99_999);
        using var again = StudyStorage.Open(address);
        using var reader = again.Open("test")!;
        var kept = reader.ReadChanges();
        Assert.InRange(kept.Count(t => t.State != TrialState.Running), before, before + 8);
    }

    [Fact]
    public void A_file_that_another_program_holds_for_a_moment_is_waited_for()
    {
        Make(File);
        using var holder = new SqliteConnection($"Data Source={File};Pooling=false");
        holder.Open();
        using var transaction = holder.BeginTransaction(deferred: false);
        using var free = new Timer(_ => transaction.Rollback(), null, 700, Timeout.Infinite);
        using var storage = StudyStorage.Open(File);
        using var log = storage.Open("test")!;
        Assert.Equal(5, Everything.Work(log, 5).Count);
    }

    [Fact]
    public void A_server_that_is_not_there_is_named_without_the_password() =>
        Refused(() => StudyStorage.Open("postgresql://me:secret@127.0.0.1:1/studies"), "postgresql://me@127.0.0.1:1/studies cannot be reached", "that the server runs");

    [FactWithPostgres]
    public void A_wrong_password_is_what_the_server_says()
    {
        server.NewDatabase();
        Try("CREATE ROLE reader LOGIN PASSWORD 'right'");
        Refused(() => StudyStorage.Open($"postgresql://reader:wrong@127.0.0.1:{server.Port}/postgres"), "password authentication failed for user \"reader\"", "PGPASSWORD");
        StudyStorage.Open($"postgresql+psycopg2://reader:right@127.0.0.1:{server.Port}/postgres").Dispose();
    }

    [FactWithPostgres]
    public void A_database_that_is_not_there_is_what_the_server_says() =>
        Refused(() => StudyStorage.Open($"postgresql://postgres@127.0.0.1:{server.Port}/nowhere"), "database \"nowhere\" does not exist", "createdb");

    [FactWithPostgres]
    public void A_right_that_is_missing_is_what_the_server_says()
    {
        var database = server.NewDatabase().Split('/')[^1];
        Try("CREATE ROLE reader LOGIN PASSWORD 'right'");
        Refused(() => Make($"postgresql://reader:right@127.0.0.1:{server.Port}/{database}"), "permission denied for schema public", "grant the right");
    }

    [FactWithPostgres]
    public void A_connection_that_is_cut_is_said()
    {
        var address = server.NewDatabase();
        Make(address);
        using var storage = StudyStorage.Open(address);
        using var log = storage.Open("test")!;
        Assert.Empty(log.ReadChanges());
        server.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{address.Split('/')[^1]}'");
        Refused(() => Everything.Work(log, 5), "", "-Resume");
        using var again = storage.Open("test")!;
        Assert.Equal(5, Everything.Work(again, 5).Count);
    }

    [Fact]
    public void An_address_shows_no_password_and_a_path_is_resolved_by_who_asks()
    {
        using var storage = StudyStorage.Open("sqlite:///studies.db", path => Path.Combine(_folder.FullName, path));
        storage.Create(TestFunction.Branin.Definition("random"))!.Dispose();
        Assert.True(System.IO.File.Exists(File));
        Assert.Equal("sqlite:///studies.db", storage.Address);
    }

    [FactWithPostgres]
    public void A_server_s_address_shows_no_password()
    {
        Try("CREATE ROLE reader LOGIN PASSWORD 'right'");
        using var storage = StudyStorage.Open($"postgres://reader:right@127.0.0.1:{server.Port}/postgres");
        Assert.Equal($"postgresql://reader@127.0.0.1:{server.Port}/postgres", storage.Address);
    }

    private void Try(string sql) => server.Execute("postgres", $"DO $$ BEGIN {sql}; EXCEPTION WHEN duplicate_object THEN END $$");

    private static void Make(string address)
    {
        using var storage = StudyStorage.Open(address);
        storage.Create(Everything.Definition(100))!.Dispose();
    }

    private void Sql(params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        foreach (var sql in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static void Refused(Action act, string why, string action)
    {
        var fault = Assert.Throws<PeakTradeException>(act);
        Assert.Equal("Study.Storage", fault.Kind.Id);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains(action, $"{fault.Message} {fault.Faults[0].Action} {fault.Kind.Action}", StringComparison.Ordinal);
    }
}
