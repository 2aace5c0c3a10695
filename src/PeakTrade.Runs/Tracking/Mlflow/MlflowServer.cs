using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>
/// An MLflow server, spoken to over its REST API 2.0, which MLflow 2.9 to 3.11 share. The server gives a run its id; ours stands in a tag, by which a run that was
/// begun is found again.
/// </summary>
internal sealed class MlflowServer : ITrackingDestination
{
    private const string AlreadyExists = "RESOURCE_ALREADY_EXISTS";
    private const string DoesNotExist = "RESOURCE_DOES_NOT_EXIST";
    private const string InvalidParameter = "INVALID_PARAMETER_VALUE";
    private const string BadRequest = "BAD_REQUEST";
    private const int MostPoints = 25_000;

    private readonly string _experimentName;
    private readonly MlflowCalls _calls;
    private readonly MlflowArtifacts _artifacts;
    private readonly ConcurrentDictionary<string, string> _artifactUris = new(StringComparer.Ordinal);
    private volatile string? _experiment;

    public MlflowServer(Uri address, string experimentName, MlflowCredentials credentials, TimeSpan timeLimit, Action<string>? say = null)
    {
        _experimentName = experimentName;
        _calls = new MlflowCalls(address, credentials, timeLimit);
        _artifacts = new MlflowArtifacts(_calls, address, say);
    }

    public string Address => _calls.Address;

    public string Begin(TrackedRunRecord run, string? parentId, CancellationToken cancel)
    {
        var experiment = _experiment ??= Experiment(cancel);
        if (run.MayBeThere && Search(experiment, run.Id, cancel) is { } known) return known;
        try
        {
            return Known(_calls.Granted(Create(run, parentId, experiment, cancel)).GetProperty("run"));
        }
        catch (DeliveryException)
        {
            // The experiment was deleted since it was found, perhaps, which MLflow calls an error of its own (500): the next call looks again.
            _experiment = null;
            throw;
        }
    }

    public void Log(string runId, IReadOnlyList<TrackedEntry> entries, CancellationToken cancel)
    {
        var batch = MlflowBatch.Of(entries);
        if (batch.Files.Count > 0) _artifacts.Send(ArtifactUri(runId, cancel), batch, cancel);
        foreach (var slice in MlflowSlice.Of(batch)) Send(runId, slice, cancel);
    }

    public void End(string runId, TrackedRunStatus status, DateTimeOffset ended, CancellationToken cancel)
    {
        _calls.Granted(_calls.Post("runs/update", json =>
        {
            json.WriteString("run_id", runId);
            json.WriteString("status", status switch { TrackedRunStatus.Finished => "FINISHED", TrackedRunStatus.Failed => "FAILED", _ => "KILLED" });
            json.WriteNumber("end_time", Math.Max(ended.ToUnixTimeMilliseconds(), 0));
        }, cancel));
        _artifactUris.TryRemove(runId, out _);
    }

    public void Dispose() => _calls.Dispose();

    private MlflowAnswer Create(TrackedRunRecord run, string? parentId, string experiment, CancellationToken cancel)
    {
        var name = MlflowRunTags.NameOf(run);
        var tags = MlflowRunTags.Of(run, parentId, name, Environment.UserName).Tags;
        tags[MlflowRunTags.OurId] = run.Id;
        return _calls.Post("runs/create", json =>
        {
            json.WriteString("experiment_id", experiment);
            json.WriteString("user_id", Environment.UserName);
            json.WriteString("run_name", name);
            json.WriteNumber("start_time", Math.Max(run.Started.ToUnixTimeMilliseconds(), 0));
            json.WriteStartArray("tags");
            foreach (var (key, value) in tags) MlflowSlice.Write(json, key, value);
            json.WriteEndArray();
        }, cancel);
    }

    private string Experiment(CancellationToken cancel)
    {
        if (FindExperiment(cancel) is { } known) return known;
        var answer = _calls.Post("experiments/create", json => json.WriteString("name", _experimentName), cancel);
        // Somebody was quicker.
        if (answer.ErrorCode == AlreadyExists && FindExperiment(cancel) is { } made) return made;
        return _calls.Granted(answer).GetProperty("experiment_id").GetString()!;
    }

    private string? FindExperiment(CancellationToken cancel)
    {
        var answer = _calls.Get("experiments/get-by-name", $"experiment_name={Uri.EscapeDataString(_experimentName)}", cancel);
        if (answer.ErrorCode == DoesNotExist) return null;
        var experiment = _calls.Granted(answer).GetProperty("experiment");
        if (experiment.TryGetProperty("lifecycle_stage", out var stage) && stage.ValueEquals("deleted"))
        {
            throw _calls.Refused($"has deleted the experiment \"{_experimentName}\": restore it (mlflow experiments restore), or set tracking.mlflow.experiment_name to another name.");
        }

        return experiment.GetProperty("experiment_id").GetString()!;
    }

    // One that somebody deleted meanwhile is found as well, and not made a second time.
    private string? Search(string experiment, string ourId, CancellationToken cancel)
    {
        var found = _calls.Granted(_calls.Post("runs/search", json =>
        {
            json.WriteStartArray("experiment_ids");
            json.WriteStringValue(experiment);
            json.WriteEndArray();
            json.WriteString("filter", $"tags.`{MlflowRunTags.OurId}` = '{ourId}'");
            json.WriteString("run_view_type", "ALL");
            json.WriteNumber("max_results", 1);
        }, cancel));
        return found.TryGetProperty("runs", out var runs) && runs.GetArrayLength() > 0 ? Known(runs[0]) : null;
    }

    private string Known(JsonElement run)
    {
        var info = run.GetProperty("info");
        var id = info.GetProperty("run_id").GetString()!;
        if (info.TryGetProperty("artifact_uri", out var uri)) _artifactUris[id] = uri.GetString()!;
        return id;
    }

    private string ArtifactUri(string runId, CancellationToken cancel)
    {
        if (_artifactUris.TryGetValue(runId, out var known)) return known;
        Known(Run(runId, cancel));
        return _artifactUris.GetValueOrDefault(runId, "");
    }

    private JsonElement Run(string runId, CancellationToken cancel) => _calls.Granted(_calls.Get("runs/get", $"run_id={Uri.EscapeDataString(runId)}", cancel)).GetProperty("run");

    // Two refusals are no end of the matter: a parameter that would change (the server's value stays, ours is noted), and a point without a number told again.
    private void Send(string runId, MlflowSlice slice, CancellationToken cancel)
    {
        var answer = LogBatch(runId, slice, cancel);
        if (answer.ErrorCode is not (InvalidParameter or BadRequest))
        {
            _calls.Granted(answer);
            return;
        }

        var changed = slice.Params.Count > 0 ? Changed(runId, slice, cancel) : [];
        var known = KnownUndefined(runId, slice, cancel);
        if (changed.Count == 0 && known.Count == 0) _calls.Granted(answer);
        foreach (var rest in MlflowSlice.Of(slice.Without(changed, known))) _calls.Granted(LogBatch(runId, rest, cancel));
    }

    private MlflowAnswer LogBatch(string runId, MlflowSlice slice, CancellationToken cancel) => _calls.Post("runs/log-batch", json => slice.Write(json, runId), cancel);

    // The points without a number that the server holds already: it does not know them again, and its database refuses the whole call.
    private HashSet<TrackedEntry.Metric> KnownUndefined(string runId, MlflowSlice slice, CancellationToken cancel)
    {
        var known = new HashSet<TrackedEntry.Metric>();
        foreach (var points in slice.Metrics.Where(point => double.IsNaN(point.Value)).GroupBy(point => point.Key, StringComparer.Ordinal))
        {
            // 3.11 answers with no point at all where the most to give is not named.
            var query = $"run_id={Uri.EscapeDataString(runId)}&metric_key={Uri.EscapeDataString(points.Key)}&max_results={MostPoints}";
            if (!_calls.Granted(_calls.Get("metrics/get-history", query, cancel)).TryGetProperty("metrics", out var there)) continue;
            foreach (var point in there.EnumerateArray().Where(point => point.GetProperty("value").ToString() == "NaN"))
            {
                known.Add(new(points.Key, double.NaN, Whole(point, "timestamp"), Whole(point, "step")));
            }
        }

        known.IntersectWith(slice.Metrics);
        return known;
    }

    // A 64-bit number is a number in MLflow's JSON, and a text in protobuf's own.
    private static long Whole(JsonElement point, string name) =>
        point.TryGetProperty(name, out var value) ? long.Parse(value.ToString(), CultureInfo.InvariantCulture) : 0;

    private HashSet<string> Changed(string runId, MlflowSlice slice, CancellationToken cancel)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        if (!Run(runId, cancel).GetProperty("data").TryGetProperty("params", out var there)) return changed;
        var values = there.EnumerateArray().ToDictionary(p => p.GetProperty("key").GetString()!, p => p.TryGetProperty("value", out var value) ? value.GetString() : "", StringComparer.Ordinal);
        foreach (var (key, value) in slice.Params)
        {
            if (values.TryGetValue(key, out var other) && other != value) changed.Add(key);
        }

        return changed;
    }
}
