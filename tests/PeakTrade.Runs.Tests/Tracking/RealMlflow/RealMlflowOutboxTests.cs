namespace PeakTrade.Runs.Tests;

/// <summary>The whole way: a tracker, its outbox, and a real server that goes away in the middle.</summary>
[Collection(RealMlflowTestsCollection.Name)]
public sealed class RealMlflowOutboxTests(RealMlflows mlflows) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-real-outbox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void What_a_server_missed_while_it_was_down_is_there_once_when_it_is_back(string mlflow)
    {
        var experiment = RealMlflowTests.Name("down");
        var server = mlflows.Server(mlflow);
        var warnings = new List<string>();
        using (var tracker = Tracker(server, experiment, warnings))
        {
            using var parent = tracker.StartRun(new("parent"));
            parent.LogParams(new Dictionary<string, object?> { ["lr"] = 0.1 });
            parent.LogMetrics(new Dictionary<string, double> { ["before"] = 1 });
            Assert.True(tracker.Flush(TimeSpan.FromSeconds(30)));

            server.Stop();
            parent.LogMetrics(new Dictionary<string, double> { ["during"] = 2 }, step: 1);
            parent.LogText("notes/why.txt", "ü");
            using (var child = tracker.StartRun(new("child") { ParentRunId = parent.RunId })) child.End();
            Assert.False(tracker.Flush(TimeSpan.FromSeconds(5)));
            parent.End();
        }

        Assert.NotEmpty(warnings);
        server.Start();
        // Another process, later.
        using (var tracker = Tracker(server, experiment, warnings))
        {
            using (var later = tracker.StartRun(new("later"))) later.End();
            Assert.True(tracker.Flush(TimeSpan.FromSeconds(60)));
            // What another process left is sent as long as this one lives; its end waits a second for it at most.
            Assert.True(SpinWait.SpinUntil(() => !OutboxFolder.RunsIn(Path.Combine(_folder.FullName, ".outbox")).Any(), TimeSpan.FromSeconds(60)));
        }

        var uri = server.Address.AbsoluteUri.TrimEnd('/');
        var runs = mlflows.Client(mlflow).Ask("search", uri, experiment).EnumerateArray().ToDictionary(run => RealMlflowTests.Text(run, "name"));
        Assert.Equal(["child", "later", "parent"], runs.Keys.Order());
        Assert.All(runs.Values, run => Assert.Equal("FINISHED", RealMlflowTests.Text(run, "status")));
        Assert.Equal(RealMlflowTests.Text(runs["parent"], "id"), runs["child"].GetProperty("tags").GetProperty("mlflow.parentRunId").GetString());
        var whole = mlflows.Client(mlflow).Ask("get", uri, RealMlflowTests.Text(runs["parent"], "id"));
        Assert.Equal([("before", 1, 0), ("during", 2, 1)], RealMlflowTests.History(whole).Select(m => (m.Item1, m.Item2, m.Item4)));
        Assert.Equal([("notes/why.txt", "ü")], RealMlflowTests.Texts(whole, "files"));
        Assert.Equal([("lr", "0.1")], RealMlflowTests.Texts(whole, "params"));
    }

    private OutboxTracker Tracker(RealMlflowServer server, string experiment, List<string> warnings) =>
        new(Path.Combine(_folder.FullName, ".outbox"), new(RealMlflowServerTests.Open(server.Address, experiment), experiment, new Dictionary<string, string>()), new(warnings.Add, strict: false), TimeProvider.System);
}
