using System.Text;
using Metric = PeakTrade.Runs.TrackedEntry.Metric;
using Param = PeakTrade.Runs.TrackedEntry.Param;
using Tag = PeakTrade.Runs.TrackedEntry.Tag;

namespace PeakTrade.Runs.Tests;

public sealed class ServerTests : DestinationContract
{
    private readonly StrictMlflowServer _server = new();

    internal override int RunCount => _server.Runs.Count;

    internal override ITrackingDestination Open(string experiment = "Layout exp") => Open(new MlflowCredentials(), experiment);

    private MlflowServer Open(MlflowCredentials credentials, string experiment = "Layout exp", Uri? address = null, Action<string>? say = null, double limitSeconds = 10) =>
        new(address ?? _server.Address, experiment, credentials, TimeSpan.FromSeconds(limitSeconds), say);

    internal override SeenRun See(string runId)
    {
        var run = _server.Runs.Single(run => run.Id == runId);
        var files = $"{run.ExperimentId}/{run.Id}/artifacts/";
        return new(run.Name, run.Status, run.Started, run.Ended, run.Params, run.Tags, run.Metrics,
            _server.Artifacts.Where(a => a.Key.StartsWith(files, StringComparison.Ordinal)).ToDictionary(a => a.Key[files.Length..], a => Encoding.UTF8.GetString(a.Value)));
    }

    public override void Dispose()
    {
        _server.Dispose();
        base.Dispose();
    }

    [Fact]
    public void One_who_knows_that_a_run_is_new_spares_the_search()
    {
        using var destination = Open();
        destination.Begin(Record(1, mayBeThere: false), null, default);
        destination.Begin(Record(2, mayBeThere: false), null, default);
        Assert.Equal(["GET /api/2.0/mlflow/experiments/get-by-name", "POST /api/2.0/mlflow/experiments/create", "POST /api/2.0/mlflow/runs/create", "POST /api/2.0/mlflow/runs/create"], _server.Calls);
        Assert.Equal(["Default", "Layout exp"], _server.Experiments);
    }

    [Fact]
    public void A_common_run_takes_three_calls_and_one_a_file()
    {
        using var destination = Open();
        var id = destination.Begin(Record(1, mayBeThere: false), null, default);
        destination.Log(id, [.. Enumerable.Range(0, 45).Select(i => new Metric($"m{i}", i, 1, 0)), .. Enumerable.Range(0, 40).Select(i => new Param($"p{i}", "v")), new Tag("t", "v"), new TrackedEntry.File("a.txt", Source("a"))], default);
        destination.End(id, TrackedRunStatus.Finished, Morning, default);
        Assert.Equal(["runs/create", $"artifacts/1/{id}/artifacts/a.txt", "runs/log-batch", "runs/update"], _server.Calls.Skip(2).Select(call => call[(call.IndexOf("/2.0/", StringComparison.Ordinal) + 5)..].Replace("mlflow-artifacts/", "").Replace("mlflow/", "")));
    }

    [Fact]
    public void An_answer_that_broke_off_leaves_one_run()
    {
        using var destination = Open();
        destination.Begin(Record(9), null, default);
        _server.DropNext(1);
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(1, mayBeThere: false), null, default));
        Assert.True(fault.MayPass);
        Assert.Equal(2, RunCount);
        destination.Begin(Record(1), null, default);
        Assert.Equal(2, RunCount);
    }

    [Fact]
    public void Whoever_is_beaten_to_an_experiment_uses_the_one_that_was_made()
    {
        _server.BeforeExperiment = () => _server.CreateExperiment("Layout exp");
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        Assert.Equal(("1", 2), (_server.Runs.Single(run => run.Id == id).ExperimentId, _server.Experiments.Count));
    }

    [Fact]
    public void A_deleted_experiment_is_refused_in_one_sentence()
    {
        _server.CreateExperiment("gone", "deleted");
        using var destination = Open("gone");
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
        Assert.False(fault.MayPass);
        Assert.Equal($"MLflow at http://127.0.0.1:{_server.Port} has deleted the experiment \"gone\": restore it (mlflow experiments restore), or set tracking.mlflow.experiment_name to another name.", fault.Message);
    }

    [Fact]
    public void An_experiment_deleted_between_two_runs_is_seen()
    {
        using var destination = Open();
        destination.Begin(Record(1), null, default);
        _server.DeleteExperiment("Layout exp");
        Assert.True(Assert.Throws<DeliveryException>(() => destination.Begin(Record(2), null, default)).MayPass);
        Assert.False(Assert.Throws<DeliveryException>(() => destination.Begin(Record(2), null, default)).MayPass);
    }

    [Fact]
    public void A_deleted_run_is_found_and_refuses_for_good()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        _server.Runs.Single().Stage = "deleted";
        Assert.Equal(id, destination.Begin(Record(), null, default));
        var fault = Assert.Throws<DeliveryException>(() => destination.Log(id, [new Metric("m", 1, 1, 1)], default));
        Assert.False(fault.MayPass);
        Assert.Contains("INVALID_PARAMETER_VALUE: The run", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_there_may_pass_and_later_it_goes_on()
    {
        using var destination = Open();
        _server.Stop();
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
        Assert.True(fault.MayPass);
        Assert.StartsWith($"MLflow at http://127.0.0.1:{_server.Port} cannot be reached: ", fault.Message, StringComparison.Ordinal);
        _server.Start();
        destination.End(destination.Begin(Record(), null, default), TrackedRunStatus.Finished, Morning, default);
        Assert.Equal("FINISHED", _server.Runs.Single().Status);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(429)]
    public void A_server_in_trouble_may_pass(int status)
    {
        using var destination = Open();
        _server.FailureStatus = status;
        _server.FailNext(2);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
            Assert.Equal(($"MLflow at http://127.0.0.1:{_server.Port} is in trouble ({status}).", true), (fault.Message, fault.MayPass));
        }

        destination.Begin(Record(), null, default);
        Assert.Equal(1, RunCount);
    }

    [Fact]
    public void A_slow_server_is_waited_for_no_longer_than_the_limit()
    {
        using var destination = Open(new MlflowCredentials(), limitSeconds: 0.2);
        _server.Delay = TimeSpan.FromSeconds(1.5);
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
        Assert.Equal(($"MLflow at http://127.0.0.1:{_server.Port} did not answer within 0.2 s.", true), (fault.Message, fault.MayPass));
    }

    [Fact]
    public void Who_stops_while_a_server_is_slow_does_not_wait_for_it()
    {
        using var destination = Open();
        _server.Delay = TimeSpan.FromSeconds(1.5);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.ThrowsAny<OperationCanceledException>(() => destination.Begin(Record(), null, stop.Token));
    }

    [Theory]
    [InlineData("mila", "pa:ss wörd", null)]
    [InlineData(null, null, "to-ken")]
    public void The_environments_credentials_are_sent(string? user, string? password, string? token)
    {
        _server.Authorization = token is null ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}" : $"Bearer {token}";
        using var destination = Open(new MlflowCredentials { User = user, Password = password, Token = token });
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new TrackedEntry.File("a.txt", Source("a"))], default);
        Assert.Equal("a", See(id).Files["a.txt"]);
    }

    [Fact]
    public void A_user_in_the_address_is_sent_and_never_shown()
    {
        _server.Authorization = $"Basic {Convert.ToBase64String("mila:s3cr%t"u8)}";
        var address = new Uri($"http://mila:s3cr%25t@127.0.0.1:{_server.Port}/");
        using var destination = Open(new MlflowCredentials { Token = "unused" }, address: address);
        Assert.Equal($"http://127.0.0.1:{_server.Port}", destination.Address);
        var id = destination.Begin(Record(), null, default);
        var fault = Assert.Throws<DeliveryException>(() => destination.Log(new string('f', 32), [new Tag("s3cr%t", "x")], default));
        _server.Authorization = "another";
        var closed = Assert.Throws<DeliveryException>(() => destination.Log(id, [new Tag("a", "b")], default));
        _server.Stop();
        var gone = Assert.Throws<DeliveryException>(() => destination.Log(id, [new Tag("a", "b")], default));
        foreach (var text in new[] { fault.ToString(), closed.ToString(), gone.ToString() })
        {
            Assert.DoesNotContain("s3cr", text, StringComparison.Ordinal);
            Assert.DoesNotContain("mila", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_server_that_repeats_the_password_is_not_quoted_with_it()
    {
        using var destination = Open(new MlflowCredentials { User = "mila", Password = "opensesame" }, experiment: "x");
        _server.Authorization = $"Basic {Convert.ToBase64String("mila:opensesame"u8)}";
        destination.Begin(Record(), null, default);
        var fault = Assert.Throws<DeliveryException>(() => destination.Log("opensesame" + new string('x', 400), [new Tag("a", "b")], default));
        Assert.Contains("RESOURCE_DOES_NOT_EXIST: Run with id=***xxx", fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 0, 300);
        Assert.DoesNotContain("opensesame", new MlflowCredentials { Password = "opensesame" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_door_names_the_variables_that_open_it()
    {
        _server.Authorization = "Bearer x";
        using var destination = Open();
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
        Assert.Equal(($"MLflow at http://127.0.0.1:{_server.Port} does not let us in (401): set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, in the environment.", true), (fault.Message, fault.MayPass));
    }

    [Fact]
    public void Nobody_is_followed_to_another_host()
    {
        using var other = new StrictMlflowServer();
        _server.Redirect = $"http://127.0.0.1:{other.Port}/login?token=abc";
        using var destination = Open(new MlflowCredentials { Token = "secret" });
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
        Assert.Empty(other.Calls);
        Assert.Equal($"MLflow at http://127.0.0.1:{_server.Port} sends us on to http://127.0.0.1:{other.Port} (302): set tracking.mlflow.tracking_uri to the server's own address.", fault.Message);
    }

    [Fact]
    public void A_server_behind_a_prefix_is_spoken_to_behind_it()
    {
        _server.Prefix = "/ml/flow";
        using var destination = MlflowDestination.Open(new MlflowOptions { TrackingUri = $"{_server.Address}/", ExperimentName = "e" }, TimeProvider.System);
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new TrackedEntry.File("a.txt", Source("a"))], default);
        Assert.Equal("a", See(id).Files["a.txt"]);

        using var astray = Open(new MlflowCredentials(), address: new Uri($"http://127.0.0.1:{_server.Port}/other"));
        var fault = Assert.Throws<DeliveryException>(() => astray.Begin(Record(), null, default));
        Assert.Equal(($"What answers at http://127.0.0.1:{_server.Port}/other (404) does not speak MLflow's REST: look at tracking.mlflow.tracking_uri.", true), (fault.Message, fault.MayPass));
    }

    [Fact]
    public void Files_bound_for_a_bucket_are_left_out_and_it_is_said_once()
    {
        _server.ArtifactRoot = "s3://bucket/mlruns";
        var said = new List<string>();
        using var destination = Open(new MlflowCredentials(), say: said.Add);
        for (var number = 1; number <= 2; number++)
        {
            var id = destination.Begin(Record(number), null, default);
            destination.Log(id, [new Param("p", "1"), new Metric("m", 1, 1, 1), new TrackedEntry.File("a.txt", Source("a"))], default);
            Assert.Equal(("1", 1), (See(id).Params["p"], See(id).Metrics.Count));
            Assert.Equal(said[0], See(id).Tags["peaktrade.artifacts"]);
        }

        Assert.Equal([$"Files of runs are not sent to s3://bucket: MLflow at http://127.0.0.1:{_server.Port} keeps them where only its own clients write; start it with --serve-artifacts to have them there."], said);
    }

    [Fact]
    public void Files_go_into_a_folder_that_lies_on_this_machine()
    {
        var root = Directory.CreateDirectory(Path.Combine(Folder, "store here")).FullName;
        _server.ArtifactRoot = new Uri(root).AbsoluteUri;
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new TrackedEntry.File("sub/a.txt", Source("hello"))], default);
        Assert.Equal("hello", File.ReadAllText(Path.Combine(root, "1", id, "artifacts", "sub", "a.txt")));
    }

    [Fact]
    public void Files_go_into_the_folder_of_a_new_server_that_has_not_made_it_yet()
    {
        var root = Path.Combine(Folder, "not yet");
        _server.ArtifactRoot = new Uri(root).AbsoluteUri;
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new TrackedEntry.File("a.txt", Source("hello"))], default);
        Assert.Equal("hello", File.ReadAllText(Path.Combine(root, "1", id, "artifacts", "a.txt")));
    }

    [Fact]
    public void A_folder_that_is_not_here_is_not_made()
    {
        var root = Path.Combine(Folder, "of", "another", "machine");
        _server.ArtifactRoot = new Uri(root).AbsoluteUri;
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new TrackedEntry.File("a.txt", Source("hello"))], default);
        Assert.False(Directory.Exists(Path.Combine(Folder, "of")));
        Assert.StartsWith("Files of runs are not sent to file://", See(id).Tags["peaktrade.artifacts"], StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_come_from_the_variables_that_MLflow_reads()
    {
        var variables = new Dictionary<string, string>
        {
            ["MLFLOW_TRACKING_USERNAME"] = "mila", ["MLFLOW_TRACKING_PASSWORD"] = "secret", ["MLFLOW_TRACKING_TOKEN"] = "to-ken", ["MLFLOW_TRACKING_INSECURE_TLS"] = "true",
        };
        Assert.Equal(new MlflowCredentials { User = "mila", Password = "secret", Token = "to-ken", InsecureTls = true }, MlflowCredentials.From(variables.GetValueOrDefault));
        Assert.Equal(new MlflowCredentials(), MlflowCredentials.From(_ => ""));
    }
}
