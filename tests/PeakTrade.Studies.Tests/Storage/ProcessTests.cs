using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>Real processes on one storage: several at once, and some that are killed (SIGKILL on Unix) in the middle.</summary>
public abstract class ProcessTests
{
    private static readonly Dictionary<int, string> Alone = [];

    /// <summary>The address of a storage with nothing in it.</summary>
    protected abstract string FreshAddress();

    /// <summary>How many processes worked on the trials of a storage.</summary>
    protected abstract int Workers(string address);

    [Fact]
    public virtual void Four_processes_make_the_trials_that_one_makes()
    {
        var address = FreshAddress();
        Make(address, 1000);
        Process[] workers = [.. Enumerable.Range(0, 4).Select(_ => Start(address, 1000))];
        foreach (var worker in workers)
        {
            Assert.EndsWith("done\n", worker.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
            worker.WaitForExit();
            Assert.Equal(0, worker.ExitCode);
            worker.Dispose();
        }

        AssertAsAlone(address, 1000);
        Assert.InRange(Workers(address), 2, 4);
    }

    [Fact]
    public virtual void A_study_whose_workers_are_killed_again_and_again_ends_as_if_none_had_been()
    {
        var address = FreshAddress();
        Make(address, 150);
        foreach (var trials in new[] { 1, 17, 40, 60 })
        {
            using var worker = Start(address, 150);
            for (var line = 0; line < trials; line++) Assert.NotNull(worker.StandardOutput.ReadLine());
            worker.Kill();
            worker.WaitForExit();
        }

        using (var last = Start(address, 150)) Assert.EndsWith("done\n", last.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        AssertAsAlone(address, 150);
    }

    [Fact]
    public virtual void A_living_worker_goes_on_with_what_a_killed_one_has_left()
    {
        var address = FreshAddress();
        Make(address, 150);
        using Process one = Start(address, 150), other = Start(address, 150);
        Assert.NotNull(one.StandardOutput.ReadLine());
        one.Kill();
        Assert.EndsWith("done\n", other.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        AssertAsAlone(address, 150);
    }

    protected static Process Start(string address, int trials)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        return Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(Program).Assembly.Location, address, "test", $"{trials}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }

    protected static void Make(string address, int trials)
    {
        using var storage = StudyStorage.Open(address);
        storage.Create(Everything.Definition(trials))!.Dispose();
    }

    private static void AssertAsAlone(string address, int trials)
    {
        string? alone;
        lock (Alone)
        {
            if (!Alone.TryGetValue(trials, out alone)) Alone[trials] = alone = Everything.HashAlone(trials);
        }

        using var storage = StudyStorage.Open(address);
        using var log = storage.Open("test")!;
        var stored = log.ReadChanges();
        Assert.Equal(Enumerable.Range(0, trials), stored.Select(t => t.Number));
        Assert.Contains(stored, t => t.State == TrialState.Failed);
        Assert.Contains(stored, t => t.State == TrialState.Pruned);
        Assert.Equal(alone, TrialText.Hash(stored, Everything.Space));
    }
}

public sealed class SqliteProcessTests : ProcessTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");

    public void Dispose() => _folder.Delete(recursive: true);

    protected override string FreshAddress() => $"sqlite:///{_folder.FullName}/studies.db";

    protected override int Workers(string address)
    {
        using var connection = new SqliteConnection($"Data Source={address["sqlite:///".Length..]};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(DISTINCT value_json) FROM trial_system_attributes WHERE key = 'peaktrade:worker'";
        return Convert.ToInt32(command.ExecuteScalar());
    }

    [Fact]
    public void Eight_processes_that_hammer_one_file_never_meet_a_lock()
    {
        var address = FreshAddress();
        Make(address, 200);
        Process[] workers = [.. Enumerable.Range(0, 8).Select(_ => Start(address, 200))];
        foreach (var worker in workers)
        {
            Assert.EndsWith("done\n", worker.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
            worker.Dispose();
        }
    }
}

[Collection(PostgresTests.Name)]
public sealed class PostgresProcessTests(PostgresServer server) : ProcessTests
{
    protected override string FreshAddress() => server.NewDatabase();

    protected override int Workers(string address) => server.Count(address.Split('/')[^1], "SELECT COUNT(DISTINCT value_json) FROM trial_system_attributes WHERE key = 'peaktrade:worker'");

    [FactWithPostgres]
    public override void Four_processes_make_the_trials_that_one_makes() => base.Four_processes_make_the_trials_that_one_makes();

    [FactWithPostgres]
    public override void A_study_whose_workers_are_killed_again_and_again_ends_as_if_none_had_been() => base.A_study_whose_workers_are_killed_again_and_again_ends_as_if_none_had_been();

    [FactWithPostgres]
    public override void A_living_worker_goes_on_with_what_a_killed_one_has_left() => base.A_living_worker_goes_on_with_what_a_killed_one_has_left();
}
