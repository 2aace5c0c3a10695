using Metric = PeakTrade.Runs.TrackedEntry.Metric;
using Param = PeakTrade.Runs.TrackedEntry.Param;
using Tag = PeakTrade.Runs.TrackedEntry.Tag;

namespace PeakTrade.Runs.Tests;

public sealed class FileStoreTests : DestinationContract
{
    private string Root => Path.Combine(Folder, "ml runs");

    internal override int RunCount => RunFolders().Count();

    internal override ITrackingDestination Open(string experiment = "Layout exp") => new MlflowFileStore(Root, experiment, TimeProvider.System);

    // Reads the folder as plainly as can be, by the published layout.
    internal override SeenRun See(string runId)
    {
        var run = RunFolders().Single(folder => Path.GetFileName(folder) == runId);
        var meta = File.ReadAllText(Path.Combine(run, "meta.yaml"));
        string Of(string key) => YamlScalar.Read(meta.Split('\n').Single(line => line.StartsWith($"{key}: ", StringComparison.Ordinal))[(key.Length + 2)..]);
        return new(
            Of("run_name"),
            Of("status") switch { "1" => "RUNNING", "3" => "FINISHED", "4" => "FAILED", "5" => "KILLED", _ => "?" },
            long.Parse(Of("start_time")),
            Of("end_time") == "null" ? null : long.Parse(Of("end_time")),
            Texts(Path.Combine(run, "params")),
            Texts(Path.Combine(run, "tags")),
            [.. Texts(Path.Combine(run, "metrics")).SelectMany(file => file.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Point(file.Key, line.Split(' '))))],
            Texts(Path.Combine(run, "artifacts")));
    }

    private static (string, double, long, long) Point(string key, string[] parts) => (key, parts[1] switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var number => double.Parse(number),
    }, long.Parse(parts[0]), long.Parse(parts[2]));

    private static Dictionary<string, string> Texts(string folder) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);

    private IEnumerable<string> RunFolders() => Directory.EnumerateDirectories(Root).Where(e => !e.EndsWith(".trash", StringComparison.Ordinal)).SelectMany(Directory.EnumerateDirectories);

    private string Uri => $"file://{Root.Replace(" ", "%20", StringComparison.Ordinal)}";

    private string Experiment(string name) => Path.GetFileName(Directory.EnumerateDirectories(Root).Single(e => File.Exists(Path.Combine(e, "meta.yaml")) && File.ReadAllText(Path.Combine(e, "meta.yaml")).Contains($"\nname: {name}\n")));

    private string Text(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    [Fact]
    public void The_folder_is_laid_out_as_MLflow_lays_it_out()
    {
        using var destination = Open();
        const string Id = "dd88026a1a0542d7bb93eb950fd69ed7";
        Assert.Equal(Id, destination.Begin(new(Id, "colon: 'q' #x", Morning, new Dictionary<string, string>()), null, default));
        destination.Log(Id, [
            new Metric("big", 1.2345678901234568e17, 1700000000004, -1), new Metric("inf", double.PositiveInfinity, 1700000000004, 0),
            new Metric("loss", 0.5, 1700000000001, 0), new Metric("loss", 0.25, 1700000000002, 1), new Metric("nan", double.NaN, 1700000000004, 0),
            new Metric("ninf", double.NegativeInfinity, 1700000000004, 0), new Metric("sp ace", 1e-12, 1700000000003, 0), new Metric("train/acc", 0.9, 1700000000003, 7),
            new Param("empty", ""), new Param("lr", "0.1"), new Param("multi", "a\nb"), new Param("opt/name", "adam"),
            new Tag("empty", ""), new Tag("k", "v"), new Tag("mlflow.note.content", "# hi\nthere"),
            new TrackedEntry.File("sub/a.txt", Source("hello"))], default);
        destination.End(Id, TrackedRunStatus.Failed, Morning.AddSeconds(9), default);

        var experiment = Experiment("Layout exp");
        Assert.Matches("^[1-9][0-9]{17}$", experiment);
        string[] run = [experiment, Id];
        Assert.Equal($"""
            artifact_uri: {Uri}/{experiment}/{Id}/artifacts
            end_time: 1700000009000
            entry_point_name: ''
            experiment_id: '{experiment}'
            lifecycle_stage: active
            run_id: {Id}
            run_name: 'colon: ''q'' #x'
            run_uuid: {Id}
            source_name: ''
            source_type: 4
            source_version: ''
            start_time: 1700000000000
            status: 4
            tags: []
            user_id: {Environment.UserName}

            """, Text([.. run, "meta.yaml"]));
        Assert.Equal("1700000000004 1.2345678901234568e+17 -1\n", Text([.. run, "metrics", "big"]));
        Assert.Equal("1700000000004 inf 0\n", Text([.. run, "metrics", "inf"]));
        Assert.Equal("1700000000001 0.5 0\n1700000000002 0.25 1\n", Text([.. run, "metrics", "loss"]));
        Assert.Equal("1700000000004 nan 0\n", Text([.. run, "metrics", "nan"]));
        Assert.Equal("1700000000004 -inf 0\n", Text([.. run, "metrics", "ninf"]));
        Assert.Equal("1700000000003 1e-12 0\n", Text([.. run, "metrics", "sp ace"]));
        Assert.Equal("1700000000003 0.9 7\n", Text([.. run, "metrics", "train", "acc"]));
        Assert.Equal(("", "0.1", "a\nb", "adam"), (Text([.. run, "params", "empty"]), Text([.. run, "params", "lr"]), Text([.. run, "params", "multi"]), Text([.. run, "params", "opt", "name"])));
        Assert.Equal(("", "v", "# hi\nthere", "colon: 'q' #x"), (Text([.. run, "tags", "empty"]), Text([.. run, "tags", "k"]), Text([.. run, "tags", "mlflow.note.content"]), Text([.. run, "tags", "mlflow.runName"])));
        Assert.Equal("hello", Text([.. run, "artifacts", "sub", "a.txt"]));
        Assert.Equal(["artifacts", "meta.yaml", "metrics", "params", "tags"], Directory.EnumerateFileSystemEntries(Path.Combine(Root, experiment, Id)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        // No byte-order mark.
        Assert.Equal((byte)'a', File.ReadAllBytes(Path.Combine(Root, experiment, Id, "meta.yaml"))[0]);
    }

    [Fact]
    public void The_experiment_and_the_default_one_are_made_as_MLflow_makes_them()
    {
        using var destination = new MlflowFileStore(Root, "Layout exp", new Clock(DateTimeOffset.FromUnixTimeMilliseconds(1_795_254_825_057)));
        destination.Begin(Record(), null, default);
        var id = Experiment("Layout exp");
        Assert.Equal($"""
            artifact_location: {Uri}/{id}
            creation_time: 1795254825057
            experiment_id: '{id}'
            last_update_time: 1795254825057
            lifecycle_stage: active
            name: Layout exp

            """, Text(id, "meta.yaml"));
        Assert.Equal($"""
            artifact_location: {Uri}/0
            creation_time: 1795254825057
            experiment_id: '0'
            last_update_time: 1795254825057
            lifecycle_stage: active
            name: Default

            """, Text("0", "meta.yaml"));
        Assert.Equal([".trash", "0", id], Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_default_experiment_is_found_under_its_id()
    {
        using var destination = Open("Default");
        destination.Begin(Record(), null, default);
        Assert.Equal("0", Path.GetFileName(Path.GetDirectoryName(RunFolders().Single())));
    }

    [Fact]
    public void An_experiment_that_MLflow_made_is_used_with_its_own_place_for_files()
    {
        Directory.CreateDirectory(Path.Combine(Root, "42"));
        // A name longer than 80 letters is folded by MLflow's writer.
        File.WriteAllText(Path.Combine(Root, "42", "meta.yaml"), "artifact_location: s3://bucket/42\nexperiment_id: '42'\nlifecycle_stage: active\nname: 'a long: name\n  that goes on'\ntrace_location: null\n");
        using var destination = Open("a long: name that goes on");
        destination.Begin(Record(), null, default);
        Assert.Contains($"artifact_uri: s3://bucket/42/{Record().Id}/artifacts\n", Text("42", Record().Id, "meta.yaml"), StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateDirectories(Root), e => !e.EndsWith(".trash", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deleted_experiment_is_refused_in_one_sentence()
    {
        Directory.CreateDirectory(Path.Combine(Root, ".trash", "42"));
        File.WriteAllText(Path.Combine(Root, ".trash", "42", "meta.yaml"), "artifact_location: x\nexperiment_id: '42'\nlifecycle_stage: deleted\nname: gone\ntags: {}\n");
        using var destination = Open("gone");
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
        Assert.False(fault.MayPass);
        Assert.Equal($"The MLflow experiment \"gone\" was deleted from {Root}: restore it (mlflow experiments restore), or set tracking.mlflow.experiment_name to another name.", fault.Message);
    }

    [Fact]
    public void Stores_opened_at_once_make_one_experiment()
    {
        using var start = new Barrier(8);
        var threads = Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            using var destination = Open("raced");
            start.SignalAndWait();
            destination.Begin(Record(number + 1), null, default);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(8, Directory.EnumerateDirectories(Path.Combine(Root, Experiment("raced"))).Count());
    }

    [Fact]
    public void What_MLflow_adds_to_a_run_stays_when_the_run_ends()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        var path = Path.Combine(RunFolders().Single(), "meta.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace("end_time: null", "deleted_time: 5\nend_time: null").Replace("run_name: run one", "run_name: 'renamed: by\n\n  hand'"));
        destination.End(id, TrackedRunStatus.Finished, Morning, default);
        Assert.Contains("deleted_time: 5\nend_time: 1700000000000\n", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains("run_name: 'renamed: by\n\n  hand'\nrun_uuid:", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_experiment_was_thrown_away_meanwhile_is_told_on_there()
    {
        string id;
        using (var first = Open()) id = first.Begin(Record(), null, default);
        Directory.Move(Path.Combine(Root, Experiment("Layout exp")), Path.Combine(Root, ".trash", "1"));
        using var second = Open();
        second.Log(id, [new Param("p", "1")], default);
        Assert.Equal("1", Text(".trash", "1", id, "params", "p"));
    }

    [Fact]
    public void A_half_line_of_a_killed_process_is_mended()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new Metric("m", 1, 10, 0)], default);
        var path = Path.Combine(RunFolders().Single(), "metrics", "m");
        File.AppendAllText(path, "11 2.");
        destination.Log(id, [new Metric("m", 1, 10, 0), new Metric("m", 2, 11, 1)], default);
        Assert.Equal("10 1.0 0\n11 2.0 1\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_point_whose_line_is_the_end_of_another_is_no_repetition()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new Metric("m", 1, 110, 0)], default);
        destination.Log(id, [new Metric("m", 1, 10, 0)], default);
        Assert.Equal("110 1.0 0\n10 1.0 0\n", File.ReadAllText(Path.Combine(RunFolders().Single(), "metrics", "m")));
    }

    // Without all of them, MLflow 3 takes the folder for no run.
    [Fact]
    public void A_run_that_has_only_begun_has_its_folders()
    {
        using var destination = Open();
        destination.Begin(Record(), null, default);
        Assert.Equal(["artifacts", "metrics", "params", "tags"], Directory.EnumerateDirectories(RunFolders().Single()).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_is_not_seen_before_its_meta_is_whole()
    {
        using var destination = Open();
        destination.Begin(Record(1), null, default);
        // As a process leaves it that is killed before the last step: folders and tags, and something unfinished.
        var half = Path.Combine(Root, Experiment("Layout exp"), Record(2).Id);
        Directory.CreateDirectory(Path.Combine(half, "metrics"));
        File.WriteAllText(Path.Combine(half, ".unfinished"), "artifact_u");
        Assert.Equal(Record(2).Id, destination.Begin(Record(2, "second"), null, default));
        Assert.Equal(("second", "RUNNING"), (See(Record(2).Id).Name, See(Record(2).Id).Status));
        Assert.False(File.Exists(Path.Combine(half, ".unfinished")));
    }

    [Fact]
    public void A_store_that_cannot_be_written_may_be_writable_later()
    {
        File.WriteAllText(Root, "a file where the store should be");
        using var destination = Open();
        var fault = Assert.Throws<DeliveryException>(() => destination.Begin(Record(), null, default));
        Assert.True(fault.MayPass);
        Assert.StartsWith($"The MLflow store file:{Root} cannot be written: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:/srv/ml runs", "file:/srv/ml runs")]
    [InlineData("file:///srv/ml%20runs", "file:/srv/ml runs")]
    [InlineData("/srv/mlruns", "file:/srv/mlruns")]
    public void A_folder_is_opened_by_its_uri(string uri, string address)
    {
        using var destination = MlflowDestination.Open(new MlflowOptions { TrackingUri = uri }, TimeProvider.System);
        Assert.IsType<MlflowFileStore>(destination);
        Assert.Equal(address, destination.Address);
    }

    [Theory]
    [InlineData("/srv/Grün & co#1", "file:///srv/Gr%C3%BCn%20%26%20co%231")]
    [InlineData("/srv/a-b._~c", "file:///srv/a-b._~c")]
    [InlineData("C:\\ml runs\\x", "file:///C:/ml%20runs/x")]
    public void A_folder_is_named_as_MLflow_names_it(string folder, string uri) => Assert.Equal(uri, MlflowExperiments.FileUri(folder));

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
