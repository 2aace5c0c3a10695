using System.Collections.Concurrent;
using System.Diagnostics;

namespace PeakTrade.Runs.Tests;

/// <summary>Real processes that are killed (SIGKILL on Unix) while they track and deliver.</summary>
public sealed class OutboxKilledTests : IDisposable
{
    private readonly GivenOutbox _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void Every_run_that_had_ended_arrives_whole_and_once_whenever_its_process_was_killed()
    {
        var destination = Path.Combine(_given.Outside, "there");
        var told = new ConcurrentBag<string>();
        for (var round = 0; round < 4; round++)
        {
            // Four at once that share the outbox, each killed when the machine's own unevenness has it.
            var killed = Enumerable.Range(0, 4).Select(at => new Thread(() => StartAndKill(Program.TrackForEver, destination, 1 + (3 * at), told))).ToList();
            killed.ForEach(thread => thread.Start());
            killed.ForEach(thread => thread.Join());
        }

        Assert.NotEmpty(told);
        for (var tries = 0; tries < 5 && _given.Waiting().Length > 0; tries++) _given.Open(new FolderDestination(destination)).Dispose();
        // Killed between making the folder and the first line, a run has nothing that could be sent; such folders go after a day.
        Assert.All(_given.Waiting(), id => Assert.DoesNotContain((byte)'\n', Directory.GetFiles(Path.Combine(_given.Folder, id), "journal.jsonl").SelectMany(File.ReadAllBytes)));
        Assert.Empty(told.Intersect(_given.Waiting(), StringComparer.Ordinal));
        Assert.Empty(Directory.Exists(Path.Combine(_given.Folder, "refused")) ? Directory.GetDirectories(Path.Combine(_given.Folder, "refused")) : []);

        var heard = Directory.GetDirectories(destination).ToDictionary(path => Path.GetFileName(path), path => FolderDestination.Read(destination, Path.GetFileName(path)), StringComparer.Ordinal);
        Assert.All(told, id => Assert.Equal((TrackedRunStatus.Finished, 3, 5, 3), (heard[id].Status, heard[id].Params.Count, heard[id].Metrics.Count, heard[id].Files.Count)));
        Assert.All(told, id => Assert.Equal($"because {heard[id].Params["fast_window"]}", heard[id].Text("notes/why.txt")));
        Assert.All(heard.Values, run => Assert.True(run.Status is TrackedRunStatus.Finished or TrackedRunStatus.Killed, $"{run}"));
        Assert.Contains(heard.Values, run => run is { Name: "study", Status: TrackedRunStatus.Killed });
    }

    [Fact]
    public void A_run_of_a_living_process_is_left_alone()
    {
        using var process = Start(Program.TrackAndWait, Path.Combine(_given.Outside, "there"));
        var id = process.StandardOutput.ReadLine()!;
        _given.Open(new FolderDestination(Path.Combine(_given.Outside, "there"))).Dispose();
        Assert.Null(FolderDestination.Read(Path.Combine(_given.Outside, "there"), id).Status);
        Assert.True(Assert.Single(new OutboxList(_given.Folder, TimeProvider.System).Find()).IsInUse);
        process.Kill();
        process.WaitForExit();
        _given.Open(new FolderDestination(Path.Combine(_given.Outside, "there"))).Dispose();
        Assert.Equal(TrackedRunStatus.Killed, FolderDestination.Read(Path.Combine(_given.Outside, "there"), id).Status);
        Assert.Equal("1", FolderDestination.Read(Path.Combine(_given.Outside, "there"), id).Params["fast_window"]);
    }

    private void StartAndKill(string task, string destination, int runs, ConcurrentBag<string> told)
    {
        using var process = Start(task, destination);
        for (var run = 0; run < runs && process.StandardOutput.ReadLine() is { } id; run++) told.Add(id);
        process.Kill();
        while (process.StandardOutput.ReadLine() is { Length: 32 } id) told.Add(id); // Those that had ended by then, and were not read yet.
        process.WaitForExit();
    }

    private Process Start(string task, string destination)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        return Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(Program).Assembly.Location, task, _given.Folder, destination]) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }
}
