using Microsoft.Data.Sqlite;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>Whose trial may be taken over, where the worker is not a process of this machine that can be looked up.</summary>
public sealed class TakeOverTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");
    private readonly IStudyStorage _storage;
    private readonly IStudyLog _one, _other;

    public TakeOverTests()
    {
        _storage = StudyStorage.Open(Path.Combine(_folder.FullName, "studies.db"));
        _one = _storage.Create(Everything.Definition(10))!;
        _other = _storage.Open("test")!;
        Assert.True(_one.Commit([], [new Trial { Number = 0, State = TrialState.Running, Point = [1, 0.5, 3, 2], Started = TimeProvider.System.GetUtcNow() }]));
    }

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
        _storage.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(40, true)]
    public void On_another_machine_a_worker_is_dead_after_half_a_minute_without_a_heartbeat(int seconds, bool isDead)
    {
        Sql("UPDATE trial_system_attributes SET value_json = replace(value_json, '\"host\": \"', '\"host\": \"not ')", $"UPDATE trial_heartbeats SET heartbeat = datetime('now', '-{seconds} seconds')");
        Assert.Equal(isDead, _other.TakeOver(0));
    }

    [Fact]
    public void On_this_machine_a_living_process_is_believed_whatever_its_heartbeat()
    {
        Sql("UPDATE trial_heartbeats SET heartbeat = datetime('now', '-1 day')");
        Assert.False(_other.TakeOver(0));
    }

    [Fact]
    public void A_process_of_the_same_id_that_began_later_is_another()
    {
        Sql("UPDATE trial_system_attributes SET value_json = replace(value_json, '\"started\": \"', '\"started\": \"0')");
        Assert.True(_other.TakeOver(0));
    }

    [Fact]
    public void What_comes_too_late_from_a_worker_that_was_taken_for_dead_is_dropped()
    {
        var finished = new Trial { Number = 0, State = TrialState.Complete, Point = [1, 0.5, 3, 2], Values = [1] };
        Sql("UPDATE trial_system_attributes SET value_json = replace(value_json, '\"started\": \"', '\"started\": \"0')");
        Assert.True(_other.TakeOver(0));
        Assert.True(_one.Commit([finished with { Values = [2] }], []));
        Assert.True(_other.Commit([finished], []));
        _one.ReadChanges();
        using var reader = _storage.Open("test")!;
        Assert.Equal([1], Assert.Single(reader.ReadChanges()).Values);
    }

    [Theory]
    [InlineData("WAITING", 0, true)]
    [InlineData("RUNNING", 100, false)]
    [InlineData("RUNNING", 200, true)]
    public void A_trial_that_Optuna_began_is_free_when_it_waits_or_has_not_been_heard_of_for_long(string state, int seconds, bool isFree)
    {
        // Optuna writes no heartbeat where it was not told to, and a trial has the parameters that were asked for until now.
        var started = TimeProvider.System.GetLocalNow().AddSeconds(-seconds).ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
        Sql("DELETE FROM trial_system_attributes", "DELETE FROM trial_heartbeats", "DELETE FROM trial_params WHERE param_name <> 'x'", $"UPDATE trials SET state = '{state}', datetime_start = '{started}'");
        using var late = _storage.Open("test")!;
        var seen = Assert.Single(late.ReadChanges());
        Assert.Equal((1.0, TrialState.Running), (seen.Point[0], seen.State));
        Assert.All(seen.Point, x => Assert.True(double.IsFinite(x)));
        Assert.Equal(isFree, late.TakeOver(0));
        if (!isFree) return;

        // Now its missing parameters are written down as they were drawn.
        using var reader = _storage.Open("test")!;
        Assert.Equal(seen.Point, Assert.Single(reader.ReadChanges()).Point);
    }

    private void Sql(params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "studies.db")};Pooling=false");
        connection.Open();
        foreach (var sql in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
