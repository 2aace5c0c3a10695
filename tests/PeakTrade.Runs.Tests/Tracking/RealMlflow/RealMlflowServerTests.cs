using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using static PeakTrade.Runs.TrackedEntry;

namespace PeakTrade.Runs.Tests;

public sealed class RealMlflowServerTests(RealMlflows mlflows) : RealMlflowTests(mlflows)
{
    // MLflow's SQL store keeps the largest number for an infinite one.
    internal override double Infinity => double.MaxValue;

    internal override ITrackingDestination Open(string mlflow, string experiment) => Open(Mlflows.Server(mlflow).Address, experiment);

    internal override string UriOf(string mlflow) => Mlflows.Server(mlflow).Address.AbsoluteUri.TrimEnd('/');

    // With a Werkzeug before 3, the server of 3.11 answers 500 to who wants a file with such a letter, whoever sent it.
    internal override string DrawingOf(string mlflow) => Mlflows.Client(mlflow).Version.Major < 3 ? base.DrawingOf(mlflow) : "plots/tief/equity 1.svg";

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void Thousands_of_points_arrive_once_each_though_they_are_told_twice(string mlflow)
    {
        using var ours = Open(mlflow, Name("many"));
        var id = ours.Begin(Record("many"), null, default);
        TrackedEntry[] entries = [new Param("lr", "0.1"), .. Enumerable.Range(0, 2500).Select(i => new Metric($"m{i % 5}", i * 0.1, 1_700_000_000_000 + i, i)), .. Enumerable.Range(0, 250).Select(i => new Tag($"t{i}", $"{i}"))];
        ours.Log(id, entries, default);
        ours.Log(id, entries, default);

        var run = Get(mlflow, id);
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => ($"m{i % 5}", i * 0.1, 1_700_000_000_000L + i, (long)i)).OrderBy(m => m.Item1, StringComparer.Ordinal).ThenBy(m => m.Item4), History(run).OrderBy(m => m.Item1, StringComparer.Ordinal).ThenBy(m => m.Item4));
        Assert.Equal(250, Texts(run, "tags").Count(t => t.Key.StartsWith('t')));
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void The_endpoints_of_MLflow_s_pages_answer_with_our_run(string mlflow)
    {
        var experiment = Name("pages");
        string id;
        using (var ours = Open(mlflow, experiment)) id = Begin(ours, "paged");
        var there = Text(Get(mlflow, id), "experiment");
        using var http = new HttpClient { BaseAddress = Mlflows.Server(mlflow).Address };

        var experiments = Json(http, HttpMethod.Get, "/ajax-api/2.0/mlflow/experiments/search?max_results=1000");
        Assert.Contains(experiment, experiments.GetProperty("experiments").EnumerateArray().Select(e => Text(e, "name")));
        var runs = Json(http, HttpMethod.Post, "/ajax-api/2.0/mlflow/runs/search", $$"""{"experiment_ids": ["{{there}}"], "filter": "metrics.m >= 1", "order_by": ["attributes.start_time DESC"], "max_results": 100}""").GetProperty("runs");
        Assert.Equal(id, Text(Assert.Single(runs.EnumerateArray()).GetProperty("info"), "run_id"));
        var history = Json(http, HttpMethod.Get, $"/ajax-api/2.0/mlflow/metrics/get-history?run_id={id}&metric_key=m&max_results=100").GetProperty("metrics");
        Assert.Equal(3, Assert.Single(history.EnumerateArray()).GetProperty("step").GetInt32());
        var files = Json(http, HttpMethod.Get, $"/ajax-api/2.0/mlflow/artifacts/list?run_id={id}&path=f").GetProperty("files");
        Assert.Equal("f/g.txt", Text(Assert.Single(files.EnumerateArray()), "path"));
        Assert.Equal("paged", Answer(http, HttpMethod.Get, $"/get-artifact?run_id={id}&path=f%2Fg.txt"));
        // A source tree has no built pages, and MLflow says so in their place.
        Assert.Matches("<html|landing page \\(index.html\\) not found", Answer(http, HttpMethod.Get, "/"));
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void A_protected_server_takes_runs_from_those_it_knows_only(string mlflow)
    {
        using var server = new RealMlflowServer(mlflow, isProtected: true);
        foreach (var credentials in (ReadOnlySpan<MlflowCredentials>)[new(), new() { User = RealMlflowServer.User, Password = "a wrong one" }])
        {
            using var stranger = new MlflowServer(server.Address, "protected", credentials, TimeSpan.FromSeconds(10));
            var fault = Assert.Throws<DeliveryException>(() => Begin(stranger, "no"));
            Assert.DoesNotContain("wrong one", fault.Message, StringComparison.Ordinal);
            Assert.Contains(MlflowCredentials.UserVariable, fault.Message, StringComparison.Ordinal);
        }

        string id;
        using (var known = new MlflowServer(server.Address, "protected", new() { User = RealMlflowServer.User, Password = RealMlflowServer.Password }, TimeSpan.FromSeconds(10))) id = Begin(known, "yes");
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RealMlflowServer.User}:{RealMlflowServer.Password}")));
        Assert.Equal("yes", Text(Json(http, HttpMethod.Get, $"/api/2.0/mlflow/runs/get?run_id={id}").GetProperty("run").GetProperty("info"), "run_name"));
        Assert.Equal("yes", Answer(http, HttpMethod.Get, $"/get-artifact?run_id={id}&path=f%2Fg.txt"));
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void Files_go_into_the_folder_of_a_server_that_passes_none_on(string mlflow)
    {
        using var server = new RealMlflowServer(mlflow, passesFiles: false);
        using var ours = Open(server.Address, "folder");
        var id = Begin(ours, "beside");
        var run = Mlflows.Client(mlflow).Ask("get", server.Address.AbsoluteUri.TrimEnd('/'), id);
        Assert.DoesNotContain(Texts(run, "tags"), tag => tag.Key == "peaktrade.artifacts");
        Assert.Equal([("f/g.txt", "beside")], Texts(run, "files"));
    }

    internal static MlflowServer Open(Uri address, string experiment) => new(address, experiment, new(), TimeSpan.FromSeconds(30));

    private static JsonElement Json(HttpClient http, HttpMethod method, string path, string? body = null) => JsonDocument.Parse(Answer(http, method, path, body)).RootElement;

    private static string Answer(HttpClient http, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = http.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        var text = reader.ReadToEnd();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }
}
