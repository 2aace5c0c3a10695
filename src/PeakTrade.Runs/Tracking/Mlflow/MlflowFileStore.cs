using System.Collections.Concurrent;

namespace PeakTrade.Runs;

/// <summary>
/// MLflow's file store: a folder an experiment, in it a folder a run, laid out as MLflow 2.12 to 3.11 write and read it. Any number of processes may write to one store;
/// a run is spoken to from one thread at a time.
/// </summary>
internal sealed class MlflowFileStore(string root, string experimentName, TimeProvider clock) : ITrackingDestination
{
    private readonly MlflowExperiments _experiments = new(root, experimentName, clock);
    private readonly ConcurrentDictionary<string, MlflowRunFiles> _runs = new(StringComparer.Ordinal);

    public string Address => $"file:{root}";

    public string Begin(TrackedRunRecord run, string? parentId, CancellationToken cancel) => Deliver(() =>
    {
        if (_runs.ContainsKey(run.Id) || (run.MayBeThere && _experiments.FolderOfRun(run.Id) is not null)) return run.Id;

        var experiment = _experiments.Get(cancel);
        var files = new MlflowRunFiles(Path.Combine(root, experiment, run.Id));
        var name = MlflowRunTags.NameOf(run);
        files.Create();
        files.Log(MlflowRunTags.Of(run, parentId, name, Environment.UserName), cancel);
        var artifacts = $"{_experiments.ArtifactLocation}/{run.Id}/artifacts";
        // Last: with it, MLflow sees the run.
        files.WriteMeta(MetaYaml.Run(run.Id, experiment, name, artifacts, Math.Max(run.Started.ToUnixTimeMilliseconds(), 0), Environment.UserName));
        _runs[run.Id] = files;
        return run.Id;
    });

    public void Log(string runId, IReadOnlyList<TrackedEntry> entries, CancellationToken cancel) => Deliver(() =>
    {
        var files = FilesOf(runId);
        var batch = MlflowBatch.Of(entries);
        files.Log(batch, cancel);
        if (batch.Tags.TryGetValue(MlflowRunTags.RunName, out var name)) files.WriteMeta(MetaYaml.With(files.ReadMeta(), "run_name", YamlScalar.Write(name)));
        return runId;
    });

    public void End(string runId, TrackedRunStatus status, DateTimeOffset ended, CancellationToken cancel) => Deliver(() =>
    {
        var files = FilesOf(runId);
        var code = status switch { TrackedRunStatus.Finished => "3", TrackedRunStatus.Failed => "4", _ => "5" };
        var yaml = MetaYaml.With(files.ReadMeta(), "end_time", $"{Math.Max(ended.ToUnixTimeMilliseconds(), 0)}");
        files.WriteMeta(MetaYaml.With(yaml, "status", code));
        _runs.TryRemove(runId, out _);
        return runId;
    });

    public void Dispose() => _runs.Clear();

    private MlflowRunFiles FilesOf(string runId) => _runs.GetOrAdd(runId, id => new(_experiments.FolderOfRun(id)
        ?? throw new DeliveryException($"The run {id} is no longer in the MLflow store {Address}: somebody has removed it.", mayPass: false)));

    private string Deliver(Func<string> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException($"The MLflow store {Address} cannot be written: {Unwritable.Why(cause)}.", mayPass: true, cause);
        }
    }
}
