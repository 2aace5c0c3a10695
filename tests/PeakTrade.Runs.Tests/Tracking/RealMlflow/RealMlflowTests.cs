using System.Text.Json;
using static PeakTrade.Runs.TrackedEntry;

namespace PeakTrade.Runs.Tests;

/// <summary>What the real MLflow's own client finds where we have written, and what becomes of the two when both write.</summary>
[Collection(RealMlflowTestsCollection.Name)]
public abstract class RealMlflowTests(RealMlflows mlflows) : IDisposable
{
    private static readonly DateTimeOffset Morning = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-real-mlflow-");
    private int _runs;

    internal string Folder => _folder.FullName;

    internal RealMlflows Mlflows => mlflows;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal abstract ITrackingDestination Open(string mlflow, string experiment);

    internal abstract string UriOf(string mlflow);

    /// <summary>A file's name that MLflow's client gets back.</summary>
    internal virtual string DrawingOf(string mlflow) => "plots/tief/equity ü.svg";

    /// <summary>What MLflow says of a figure that is infinite.</summary>
    internal abstract double Infinity { get; }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void MLflow_finds_a_run_as_we_told_it(string mlflow)
    {
        var experiment = Name("Größe: \"a\" #1");
        var drawing = DrawingOf(mlflow);
        var picture = Source("<svg>ü</svg>");
        var long1 = new string('ä', 5000);
        (string Key, string Value)[] @params =
        [
            ("lr", "0.1"), ("opt/name", "adam"), ("opt/deep/er", "x"), ("sp ace", "a b"), ("Schlüssel", "Wert 🚀"), ("empty", ""), ("lines", "a\nb\n"), ("quoted", "it's \"so\""), ("long", long1),
            .. Enumerable.Range(0, 140).Select(i => ($"p{i}", $"{i}")),
        ];
        (string, double, long, long)[] metrics =
        [
            ("loss", 0.5, 1_700_000_000_001, 0), ("loss", 0.25, 1_700_000_000_002, 1), ("loss", 0.125, 1_700_000_000_003, 7), ("train/acc", 1e-12, 1_700_000_000_003, 7), ("sp ace", -1.5, 1_700_000_000_003, -2),
            ("big", 1.2345678901234568e17, 1_700_000_000_004, 0), ("third", 1d / 3, 1_700_000_000_004, 0), ("nan", double.NaN, 1_700_000_000_004, 0), ("inf", double.PositiveInfinity, 1_700_000_000_004, 0),
            ("ninf", double.NegativeInfinity, 1_700_000_000_004, 0), ("Größe", 3, 1_700_000_000_004, 0),
        ];
        string id;
        using (var ours = Open(mlflow, experiment))
        {
            id = ours.Begin(Record("run: 'one' #ü 🚀", ("project", "Peak_Trade"), ("mlflow.note.content", "# hi\nthere")), null, default);
            ours.Log(id, [.. @params.Select(p => new Param(p.Key, p.Value)), .. metrics.Select(m => new Metric(m.Item1, m.Item2, m.Item3, m.Item4)), new Tag("wörd", "ü 🚀"), new Tag("empty", "")], default);
            ours.Log(id, [new TrackedEntry.File("report.html", Source("<p>1</p>")), new TrackedEntry.File(drawing, picture), new TrackedEntry.File("empty.txt", Source(""))], default);
            Assert.Equal(("RUNNING", JsonValueKind.Null), (Get(mlflow, id).GetProperty("status").GetString(), Get(mlflow, id).GetProperty("end").ValueKind));
            ours.End(id, TrackedRunStatus.Finished, Morning.AddSeconds(9), default);
        }

        var run = Get(mlflow, id);
        Assert.Equal(("run: 'one' #ü 🚀", "FINISHED", "active"), (Text(run, "name"), Text(run, "status"), Text(run, "stage")));
        Assert.Equal((1_700_000_000_000, 1_700_000_009_000), (run.GetProperty("start").GetInt64(), run.GetProperty("end").GetInt64()));
        Assert.Equal(@params.OrderBy(p => p.Key, StringComparer.Ordinal), Texts(run, "params"));
        Assert.Equal(new Dictionary<string, string> { ["report.html"] = "<p>1</p>", [drawing] = "<svg>ü</svg>", ["empty.txt"] = "" }.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value)), Texts(run, "files"));
        Assert.Equal(metrics.Select(m => (m.Item1, Told(m.Item2), m.Item3, m.Item4)).OrderBy(m => m.Item1, StringComparer.Ordinal), History(run));
        Assert.Equal(Told(0.125), Number(run.GetProperty("latest").GetProperty("loss")));
        var tags = Texts(run, "tags").ToDictionary();
        foreach (var (key, value) in (ReadOnlySpan<(string, string)>)
            [("project", "Peak_Trade"), ("mlflow.note.content", "# hi\nthere"), ("wörd", "ü 🚀"), ("empty", ""), ("mlflow.runName", "run: 'one' #ü 🚀"), ("mlflow.source.name", "PeakTrade"), ("mlflow.user", Environment.UserName)])
        {
            Assert.Equal(value, tags[key]);
        }

        Assert.DoesNotContain(tags.Keys, key => key.StartsWith("peaktrade.renamed", StringComparison.Ordinal) || key.StartsWith("peaktrade.cut", StringComparison.Ordinal));
        Assert.Contains(experiment, Ask(mlflow, "experiments").EnumerateArray().Select(e => Text(e, "name")));
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void What_MLflow_does_not_take_is_there_under_another_name_that_a_tag_tells(string mlflow)
    {
        var experiment = Name("odd");
        using var ours = Open(mlflow, experiment);
        var id = ours.Begin(Record("odd"), null, default);
        ours.Log(id, [
            new Param("100%", "a"), new Param("a:b", "b"), new Param("../up", "c"), new Param("", "d"), new Param("x", "e"), new Param("x/y", "f"), new Param("long", new string('z', 20_000)), new Param(new string('k', 400), "g"), new Param("\u0001🚀", "h"),
            new Metric("m&m", 1, 2, 3), new Metric("max drawdown [%]", -0.5, 2, 0), new Metric("früh", 1, -5, 0),
            new Tag("who?", "me"), new Tag("long", new string('t', 20_000)), new TrackedEntry.File("a/../../b.txt", Source("b")), new TrackedEntry.File("50%.txt", Source("half"))], default);
        ours.End(id, TrackedRunStatus.Failed, Morning, default);

        var run = Get(mlflow, id);
        var tags = Texts(run, "tags").ToDictionary();
        Assert.Equal("FAILED", Text(run, "status"));
        Assert.Superset(new HashSet<string>(["a", "b", "c", "d", "e", "f", "g", "h"]), Texts(run, "params").Select(p => p.Value).ToHashSet());
        Assert.Equal(3, History(run).Count());
        Assert.Contains("me", tags.Values);
        Assert.Equal(["b", "half"], Texts(run, "files").Select(f => f.Value).Order());
        foreach (var name in (ReadOnlySpan<string>)["100%", "a:b", "m&m", "max drawdown [%]", "who?"]) Assert.Contains(tags, tag => tag.Key.StartsWith("peaktrade.renamed.", StringComparison.Ordinal) && tag.Value == name);
        Assert.Contains("20000", tags["peaktrade.cut.long"], StringComparison.Ordinal);
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void MLflow_s_search_filters_and_orders_our_runs(string mlflow)
    {
        var experiment = Name("search");
        using (var ours = Open(mlflow, experiment))
        {
            var parent = ours.Begin(Record("parent", ("kind", "study")), null, default);
            foreach (var (name, sharpe, lr, kind) in (ReadOnlySpan<(string, double, string, string)>)[("a", 1.5, "0.1", "trial"), ("b", 2.5, "0.2", "trial"), ("c", double.NaN, "0.1", "trial"), ("d", -1, "0.1", "trial")])
            {
                var child = ours.Begin(Record(name, ("kind", kind)), parent, default);
                ours.Log(child, [new Param("lr", lr), new Param("Schlüssel/der Welt", name), new Metric("sharpe", sharpe, 1, 0), new Metric("max_drawdown", -sharpe, 1, 0)], default);
                ours.End(child, name == "d" ? TrackedRunStatus.Killed : TrackedRunStatus.Finished, Morning, default);
            }

            ours.End(parent, TrackedRunStatus.Finished, Morning.AddDays(1), default);
            Assert.Equal(["a", "b", "c", "d"], Search($"tags.mlflow.parentRunId = '{parent}'").Order());
        }

        Assert.Equal(["a", "c", "d"], Search("params.lr = '0.1'").Order());
        Assert.Equal(["b"], Search("params.`Schlüssel/der Welt` = 'b'"));
        Assert.Equal(["b", "a"], Search("metrics.sharpe > 1 and tags.kind = 'trial'", "metrics.sharpe DESC"));
        Assert.Equal(["d"], Search("attributes.status = 'KILLED'"));
        Assert.Equal(["parent"], Search("attributes.run_name LIKE 'par%'"));
        Assert.Equal(["d", "a", "b"], Search("tags.kind = 'trial'", "metrics.sharpe ASC").Take(3));
        Assert.Equal(["parent"], Search("attributes.end_time > 1700000000001"));
        Assert.Equal(5, Search("").Count());

        IEnumerable<string> Search(string filter, params string[] order) => Ask(mlflow, "search", experiment, filter, order).EnumerateArray().Select(run => Text(run, "name"));
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void MLflow_goes_on_in_our_run_and_we_go_on_after_it(string mlflow)
    {
        var experiment = Name("both");
        using var ours = Open(mlflow, experiment);
        var record = Record("ours");
        var id = ours.Begin(record, null, default);
        ours.Log(id, [new Param("lr", "0.1"), new Metric("theirs", 5, 1, 0)], default);
        Ask(mlflow, "log", id, "theirs", 0.5, "their wörd");
        // Changed by MLflow: it writes the run's meta.yaml or row anew.
        Change(mlflow, "set_tag", id, "mlflow.runName", "renamed");
        Change(mlflow, "delete_run", id);
        Assert.Equal("deleted", Text(Ask(mlflow, "search", experiment, "", Array.Empty<string>(), true)[0], "stage"));
        Change(mlflow, "restore_run", id);

        using (var later = Open(mlflow, experiment))
        {
            // As after a killed process: the same run is begun again, and told the same again.
            Assert.Equal(id, later.Begin(record, null, default));
            later.Log(id, [new Param("lr", "0.1"), new Metric("theirs", 5, 1, 0), new Metric("ours", 7, 8, 9), new Param("theirs", "other"), new Tag("after", "yes")], default);
            later.End(id, TrackedRunStatus.Finished, Morning.AddHours(1), default);
        }

        var run = Get(mlflow, id);
        Assert.Equal(("renamed", "FINISHED", 1_700_003_600_000), (Text(run, "name"), Text(run, "status"), run.GetProperty("end").GetInt64()));
        Assert.Equal([("lr", "0.1"), ("of a batch", "their wörd"), ("theirs", "their wörd")], Texts(run, "params"));
        Assert.Equal([5, 0.5, 1.5], History(run).Where(m => m.Item1 == "theirs").Select(m => m.Item2).OrderByDescending(v => v == 5).ThenBy(v => v));
        Assert.Equal(7, Assert.Single(History(run), m => m.Item1 == "ours").Item2);
        Assert.Equal([("theirs.txt", "their wörd")], Texts(run, "files"));
        Assert.Superset(new HashSet<(string, string)>([("after", "yes"), ("theirs", "their wörd"), ("of a batch", "their wörd"), ("peaktrade.changed.theirs", "other")]), Texts(run, "tags").ToHashSet());
        Assert.Single(Ask(mlflow, "search", experiment).EnumerateArray());
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void We_go_on_in_an_experiment_that_MLflow_made_renamed_deleted_or_restored(string mlflow)
    {
        // Without an apostrophe: MLflow's own file store does not find such a name again.
        var experiment = Name("Größe: \"x\" #");
        var there = Change(mlflow, "create_experiment", experiment);
        var theirs = Ask(mlflow, "new_run", there, "theirs").GetString();
        using (var ours = Open(mlflow, experiment))
        {
            Assert.Equal(there, Text(Get(mlflow, Begin(ours, "first")), "experiment"));

            var renamed = Name("renamed");
            Change(mlflow, "rename_experiment", there, renamed);
            using (var named = Open(mlflow, renamed)) Assert.Equal(there, Text(Get(mlflow, Begin(named, "second")), "experiment"));
            // One that goes on stays where it was.
            Assert.Equal(there, Text(Get(mlflow, Begin(ours, "third")), "experiment"));
            Assert.Equal(["first", "second", "theirs", "third"], Ask(mlflow, "search", renamed).EnumerateArray().Select(run => Text(run, "name")).Order());
            Change(mlflow, "rename_experiment", there, experiment);
        }

        Change(mlflow, "delete_experiment", there);
        using (var ours = Open(mlflow, experiment))
        {
            var fault = Assert.Throws<DeliveryException>(() => Begin(ours, "fourth"));
            Assert.False(fault.MayPass);
            Assert.Contains("restore it", fault.Message, StringComparison.Ordinal);
        }

        Change(mlflow, "restore_experiment", there);
        using (var ours = Open(mlflow, experiment)) Begin(ours, "fifth");
        Assert.Equal(["fifth", "first", "second", "theirs", "third"], Ask(mlflow, "search", experiment).EnumerateArray().Select(run => Text(run, "name")).Order());
        Assert.Equal("0.5", Text(Get(mlflow, theirs!).GetProperty("latest"), "score"));

        using (var ours = Open(mlflow, "Default")) Assert.Equal("0", Text(Get(mlflow, Begin(ours, "in Default")), "experiment"));
    }

    internal string Begin(ITrackingDestination destination, string name)
    {
        var id = destination.Begin(Record(name), null, default);
        destination.Log(id, [new Param("p", name), new Metric("m", 1, 2, 3), new TrackedEntry.File("f/g.txt", Source(name))], default);
        destination.End(id, TrackedRunStatus.Finished, Morning, default);
        return id;
    }

    internal static string Name(string name) => $"{name} {Guid.NewGuid():n}";

    internal TrackedRunRecord Record(string name, params (string, string)[] tags) => new(Guid.NewGuid().ToString("n"), name, Morning, tags.ToDictionary(t => t.Item1, t => t.Item2));

    internal string Source(string text)
    {
        var path = Path.Combine(Folder, $"source-{_runs++}");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    internal JsonElement Ask(string mlflow, string what, params object?[] arguments) => mlflows.Client(mlflow).Ask(what, UriOf(mlflow), arguments);

    internal string? Change(string mlflow, string what, params object?[] arguments) => Ask(mlflow, "change", [what, .. arguments]).GetString();

    internal JsonElement Get(string mlflow, string runId) => Ask(mlflow, "get", runId);

    internal static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    internal static IEnumerable<(string Key, string Value)> Texts(JsonElement run, string part) =>
        run.GetProperty(part).EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)).OrderBy(p => p.Name, StringComparer.Ordinal);

    internal static IEnumerable<(string, double, long, long)> History(JsonElement run) =>
        from metric in run.GetProperty("history").EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal)
        from point in metric.Value.EnumerateArray()
        select (metric.Name, Number(point[0]), point[1].GetInt64(), point[2].GetInt64());

    private static double Number(JsonElement repr) => repr.GetString() switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, var number => double.Parse(number!) };

    private double Told(double value) => double.IsInfinity(value) ? Math.CopySign(Infinity, value) : value;
}
