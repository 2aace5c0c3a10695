using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PeakTrade.Runs.Tests;

/// <summary>A run as the strict server holds it.</summary>
internal sealed class StrictRun(string id, string experimentId)
{
    public string Id { get; } = id;

    public string ExperimentId { get; } = experimentId;

    public string Name { get; set; } = "";

    public string Status { get; set; } = "RUNNING";

    public string Stage { get; set; } = "active";

    public long Started { get; set; }

    public long? Ended { get; set; }

    public string ArtifactUri { get; set; } = "";

    public Dictionary<string, string> Params { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>In the order told, each once: a database's key is all of it.</summary>
    public List<(string Key, double Value, long Time, long Step)> Metrics { get; } = [];
}

/// <summary>
/// An MLflow server in memory, on loopback, that refuses what a real one refuses and more: any field that the protocol has no name for, any wrong type, too much in one call,
/// a changed parameter, a path that leads astray. It can be told to be down, slow, broken, or to cut an answer short.
/// </summary>
internal sealed class StrictMlflowServer : IDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private const string ArtifactApi = "/api/2.0/mlflow-artifacts/artifacts/";

    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly Dictionary<string, (string Name, string Stage)> _experiments = new() { ["0"] = ("Default", "active") };
    private readonly Dictionary<string, StrictRun> _runs = [];
    private HttpListener? _listener;
    private int _failures;
    private int _drops;
    private int _lastId;

    public StrictMlflowServer()
    {
        // Another may take the free port in between.
        for (var attempt = 0; _listener is null; attempt++)
        {
            Port = FreePort();
            try
            {
                Start();
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                _listener = null;
            }
        }
    }

    public int Port { get; private set; }

    public Uri Address => new($"http://127.0.0.1:{Port}{Prefix}");

    /// <summary>The path that all calls must begin with: <c>/mlflow</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The authorization header that each call must carry; null for none at all.</summary>
    public string? Authorization { get; set; }

    /// <summary>Where runs' files lie: the server's own proxy, or any other place.</summary>
    public string ArtifactRoot { get; set; } = "mlflow-artifacts:";

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Where every call is sent on to.</summary>
    public string? Redirect { get; set; }

    public int FailureStatus { get; set; } = 500;

    /// <summary>Called before an experiment is made, to be quicker than whoever asked.</summary>
    public Action? BeforeExperiment { get; set; }

    /// <summary>Method and path of every call that came.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public ConcurrentDictionary<string, byte[]> Artifacts { get; } = new();

    public IReadOnlyList<StrictRun> Runs
    {
        get
        {
            lock (_gate) return [.. _runs.Values];
        }
    }

    public IReadOnlyList<string> Experiments
    {
        get
        {
            lock (_gate) return [.. _experiments.Values.Select(e => e.Name)];
        }
    }

    /// <summary>The next calls are answered with a failure, before anything is done.</summary>
    public void FailNext(int count) => _failures = count;

    /// <summary>The next calls are done, and the answer breaks off in its middle.</summary>
    public void DropNext(int count) => _drops = count;

    public string CreateExperiment(string name, string stage = "active")
    {
        lock (_gate)
        {
            var id = NextId();
            _experiments.Add(id, (name, stage));
            return id;
        }
    }

    public void DeleteExperiment(string name)
    {
        lock (_gate) _experiments[_experiments.Single(e => e.Value.Name == name).Key] = (name, "deleted");
    }

    /// <summary>From now on nobody listens.</summary>
    public void Stop()
    {
        _listener?.Close();
        _listener = null;
    }

    public void Start()
    {
        var listener = _listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        new Thread(() => Listen(listener)) { IsBackground = true }.Start();
    }

    public void Dispose() => Stop();

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private void Listen(HttpListener listener)
    {
        while (true)
        {
            try
            {
                var context = listener.GetContext();
                ThreadPool.QueueUserWorkItem(_ => Answer(context));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            context.Request.InputStream.CopyTo(body);
            if (Delay > TimeSpan.Zero) Thread.Sleep(Delay);
            var (status, text) = Handle(context.Request, body.ToArray());
            var bytes = Encoding.UTF8.GetBytes(text);
            context.Response.StatusCode = status;
            context.Response.ContentType = text.StartsWith('{') ? "application/json" : "text/html";
            if (Redirect is not null) context.Response.RedirectLocation = Redirect;
            context.Response.ContentLength64 = bytes.Length;
            if (Interlocked.Decrement(ref _drops) >= 0)
            {
                context.Response.OutputStream.Write(bytes, 0, bytes.Length / 2);
                context.Response.OutputStream.Flush();
                context.Response.Abort();
                return;
            }

            context.Response.OutputStream.Write(bytes);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asked has left.
        }
    }

    private (int Status, string Text) Handle(HttpListenerRequest request, byte[] body)
    {
        var path = request.Url!.AbsolutePath;
        _calls.Enqueue($"{request.HttpMethod} {path}");
        if (Redirect is not null) return (302, "<html>moved</html>");
        if (request.Headers["Authorization"] != Authorization) return (401, "You are not authenticated. Please see MLflow's documentation.");
        if (Interlocked.Decrement(ref _failures) >= 0) return (FailureStatus, "<html>something broke</html>");
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return (404, "<html>Not Found</html>");
        path = path[Prefix.Length..];
        try
        {
            if (path.StartsWith(ArtifactApi, StringComparison.Ordinal)) return (200, Artifact(request, path[ArtifactApi.Length..], body));
            if (!path.StartsWith(Api, StringComparison.Ordinal)) return (404, "<html>Not Found</html>");
            if (path == Api + "experiments/create") BeforeExperiment?.Invoke();
            lock (_gate) return (200, Call($"{request.HttpMethod} {path[Api.Length..]}", request, body));
        }
        catch (StrictRefusal refusal)
        {
            return (refusal.Status, JsonSerializer.Serialize(new { error_code = refusal.Code, message = refusal.Message }));
        }
    }

    private string Call(string call, HttpListenerRequest request, byte[] body)
    {
        if (request.HttpMethod == "POST" && request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true) throw StrictRefusal.Invalid("Bad Request. Content-Type header must be application/json");
        return call switch
        {
            "GET experiments/get-by-name" => ExperimentByName(request.QueryString["experiment_name"]),
            "POST experiments/create" => CreateExperiment(StrictMessage.Read(body, "name!", "artifact_location", "tags[]")),
            "GET runs/get" => RunJson(Run(request.QueryString["run_id"], mustBeActive: false)),
            "GET metrics/get-history" => History(Run(request.QueryString["run_id"], mustBeActive: false), request.QueryString["metric_key"], request.QueryString["max_results"]),
            "POST runs/create" => CreateRun(StrictMessage.Read(body, "experiment_id!", "user_id", "run_name", "start_time#", "tags[]")),
            "POST runs/search" => Search(StrictMessage.Read(body, "experiment_ids[]", "filter", "run_view_type", "max_results#", "order_by[]", "page_token")),
            "POST runs/log-batch" => LogBatch(StrictMessage.Read(body, "run_id!", "metrics[]", "params[]", "tags[]"), body.Length),
            "POST runs/update" => Update(StrictMessage.Read(body, "run_id!", "status", "end_time#", "run_name")),
            _ => throw new StrictRefusal(404, "ENDPOINT_NOT_FOUND", $"Not Found: {call}"),
        };
    }

    private string ExperimentByName(string? name)
    {
        if (string.IsNullOrEmpty(name)) throw StrictRefusal.Invalid("Missing value for required parameter 'experiment_name'.");
        foreach (var (id, experiment) in _experiments)
        {
            if (experiment.Name == name) return JsonSerializer.Serialize(new { experiment = new { experiment_id = id, name, artifact_location = $"{ArtifactRoot}/{id}", lifecycle_stage = experiment.Stage } });
        }

        throw StrictRefusal.Missing($"Could not find experiment with name '{name}'");
    }

    private string CreateExperiment(StrictMessage message)
    {
        var name = message.Text("name");
        if (name.Length > 500) throw StrictRefusal.Invalid("Experiment name exceeds the maximum length of 500 characters");
        if (_experiments.Values.Any(e => e.Name == name)) throw new StrictRefusal(400, "RESOURCE_ALREADY_EXISTS", $"Experiment(name={name}) already exists.");
        var id = NextId();
        _experiments.Add(id, (name, "active"));
        return JsonSerializer.Serialize(new { experiment_id = id });
    }

    private string CreateRun(StrictMessage message)
    {
        var experimentId = message.Text("experiment_id");
        if (!_experiments.TryGetValue(experimentId, out var experiment)) throw StrictRefusal.Missing($"No Experiment with id={experimentId} exists");
        if (experiment.Stage != "active") throw new StrictRefusal(500, "INVALID_STATE", $"The experiment {experimentId} must be in the 'active' state. Current state is {experiment.Stage}.");
        var tags = message.Pairs("tags", longest: 5000);
        var name = message.Text("run_name");
        if (tags.GetValueOrDefault("mlflow.runName") is { } tagged && tagged != name) throw StrictRefusal.Invalid("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values");
        var run = new StrictRun(Guid.NewGuid().ToString("n"), experimentId) { Name = name, Started = message.Whole("start_time") };
        foreach (var (key, value) in tags) run.Tags[key] = value;
        run.Tags["mlflow.runName"] = name;
        run.ArtifactUri = $"{ArtifactRoot}/{experimentId}/{run.Id}/artifacts";
        _runs.Add(run.Id, run);
        return RunJson(run);
    }

    private string Search(StrictMessage message)
    {
        const string Start = "tags.`";
        var filter = message.Text("filter");
        var parts = filter.Split("` = '");
        if (!filter.StartsWith(Start, StringComparison.Ordinal) || parts.Length != 2 || !filter.EndsWith('\'')) throw StrictRefusal.Invalid($"Invalid filter '{filter}'");
        var experiments = message.Items("experiment_ids").Select(id => id.GetString()!).ToList();
        if (experiments.Count == 0) throw StrictRefusal.Invalid("At least one experiment id must be given");
        if (message.Text("run_view_type") is not ("ALL" or "ACTIVE_ONLY" or "DELETED_ONLY" or "")) throw StrictRefusal.Invalid("Invalid run_view_type");
        var (key, value) = (parts[0][Start.Length..], parts[1][..^1]);
        var found = _runs.Values.Where(run => experiments.Contains(run.ExperimentId) && run.Tags.GetValueOrDefault(key) == value).Select(Json).ToList();
        // As protobuf's JSON does: what is empty is not there.
        return found.Count == 0 ? "{}" : JsonSerializer.Serialize(new { runs = found });
    }

    private string LogBatch(StrictMessage message, int bytes)
    {
        if (bytes > 1_000_000) throw StrictRefusal.Invalid($"Batched logging API requests must be at most 1000000 bytes, got a request of size {bytes}.");
        var run = Run(message.Text("run_id"));
        var metrics = message.Items("metrics").Select(StrictMessage.Metric).ToList();
        var parameters = message.Pairs("params", longest: 6000);
        var tags = message.Pairs("tags", longest: 5000);
        if (metrics.Count > 1000 || parameters.Count > 100 || tags.Count > 100 || metrics.Count + parameters.Count + tags.Count > 1000) throw StrictRefusal.Invalid("A batch logging request can contain at most 1000 metrics, 100 params, 100 tags, and 1000 of all.");
        foreach (var (key, value) in parameters)
        {
            if (run.Params.TryGetValue(key, out var known) && known != value) throw StrictRefusal.Invalid($"Changing param values is not allowed. Param with key='{key}' was already logged with value='{known}' for run ID='{run.Id}'. Attempted logging new value '{value}'.");
        }

        foreach (var (key, value) in parameters) run.Params[key] = value;
        // As the real ones do: what is told again is left out, but to Python no two NaN are equal, and its database then refuses.
        if (metrics.Where(metric => double.IsNaN(metric.Value)).Any(metric => run.Metrics.Contains(metric) || metrics.Count(other => other == metric) > 1))
        {
            throw new StrictRefusal(400, "BAD_REQUEST", "(sqlite3.IntegrityError) UNIQUE constraint failed: metrics.key, metrics.timestamp, metrics.step, metrics.run_uuid, metrics.value, metrics.is_nan");
        }

        foreach (var metric in metrics)
        {
            if (!run.Metrics.Contains(metric)) run.Metrics.Add(metric);
        }

        foreach (var (key, value) in tags) run.Tags[key] = value;
        if (tags.TryGetValue("mlflow.runName", out var name)) run.Name = name;
        return "{}";
    }

    private static string History(StrictRun run, string? key, string? most)
    {
        if (string.IsNullOrEmpty(key)) throw StrictRefusal.Invalid("Missing value for required parameter 'metric_key'.");
        // As 3.11 does.
        if (most is null) return "{}";
        return JsonSerializer.Serialize(new
        {
            metrics = run.Metrics.Where(metric => metric.Key == key)
                .Select(metric => new { key, value = double.IsNaN(metric.Value) ? "NaN" : (object)metric.Value, timestamp = metric.Time, step = metric.Step }).Take(int.Parse(most)),
        });
    }

    private string Update(StrictMessage message)
    {
        var run = Run(message.Text("run_id"));
        var status = message.Text("status");
        if (status is not ("RUNNING" or "SCHEDULED" or "FINISHED" or "FAILED" or "KILLED")) throw StrictRefusal.Invalid($"Invalid value {status} for parameter 'status' supplied.");
        run.Status = status;
        run.Ended = message.Whole("end_time");
        return JsonSerializer.Serialize(new { run_info = Info(run) });
    }

    private string Artifact(HttpListenerRequest request, string path, byte[] body)
    {
        var name = Uri.UnescapeDataString(path);
        var decoded = Uri.UnescapeDataString(name);
        if (name.Length == 0 || decoded.Contains('#') || decoded.Split('/').Contains("..") || decoded.StartsWith('/') || decoded.Contains('\\')) throw StrictRefusal.Invalid("Invalid path");
        if (request.HttpMethod != "PUT") throw new StrictRefusal(404, "ENDPOINT_NOT_FOUND", request.HttpMethod);
        if (Artifacts.Keys.Any(other => other.StartsWith(name + "/", StringComparison.Ordinal) || name.StartsWith(other + "/", StringComparison.Ordinal))) throw new StrictRefusal(500, "INTERNAL_ERROR", "Not a directory");
        Artifacts[name] = body;
        return "{}";
    }

    private StrictRun Run(string? id, bool mustBeActive = true)
    {
        if (id is null || !_runs.TryGetValue(id, out var run)) throw StrictRefusal.Missing($"Run with id={id} not found");
        return !mustBeActive || run.Stage == "active" ? run : throw StrictRefusal.Invalid($"The run {id} must be in 'active' lifecycle_stage.");
    }

    private string NextId() => (++_lastId).ToString(CultureInfo.InvariantCulture);

    private static string RunJson(StrictRun run) => JsonSerializer.Serialize(new { run = Json(run) });

    private static object Info(StrictRun run) => new { run_id = run.Id, run_uuid = run.Id, run_name = run.Name, experiment_id = run.ExperimentId, status = run.Status, artifact_uri = run.ArtifactUri, lifecycle_stage = run.Stage, start_time = run.Started };

    private static object Json(StrictRun run) => new
    {
        info = Info(run),
        data = new Dictionary<string, object>
        {
            ["params"] = run.Params.Select(p => new { key = p.Key, value = p.Value }).ToList(),
            ["tags"] = run.Tags.Select(t => new { key = t.Key, value = t.Value }).ToList(),
        },
    };
}
