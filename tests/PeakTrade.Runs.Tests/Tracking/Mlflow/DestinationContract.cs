using System.Collections.Concurrent;
using Metric = PeakTrade.Runs.TrackedEntry.Metric;
using Param = PeakTrade.Runs.TrackedEntry.Param;
using Tag = PeakTrade.Runs.TrackedEntry.Tag;

namespace PeakTrade.Runs.Tests;

/// <summary>A run as somebody sees it who looks into the destination from outside.</summary>
internal sealed record SeenRun(
    string Name,
    string Status,
    long Started,
    long? Ended,
    IReadOnlyDictionary<string, string> Params,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<(string Key, double Value, long Time, long Step)> Metrics,
    IReadOnlyDictionary<string, string> Files);

/// <summary>What every destination of tracked runs keeps to.</summary>
public abstract class DestinationContract : IDisposable
{
    internal static readonly DateTimeOffset Morning = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-destination-");

    internal string Folder => _folder.FullName;

    internal abstract ITrackingDestination Open(string experiment = "Layout exp");

    internal abstract SeenRun See(string runId);

    internal abstract int RunCount { get; }

    public virtual void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static TrackedRunRecord Record(int number = 1, string name = "run one", bool mayBeThere = true, params (string, string)[] tags) =>
        new($"{number:x32}", name, Morning, tags.ToDictionary(t => t.Item1, t => t.Item2)) { MayBeThere = mayBeThere };

    internal string Source(string text)
    {
        var path = Path.Combine(Folder, Guid.NewGuid().ToString("n"));
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void A_run_begins_is_told_of_and_ends()
    {
        using var destination = Open();
        var id = destination.Begin(Record(tags: ("project", "Peak_Trade")), null, default);
        Assert.Equal(("RUNNING", null), (See(id).Status, See(id).Ended));

        destination.Log(id, [new Param("lr", "0.1"), new Metric("sharpe", 1.25, 1_700_000_000_004, 3), new Tag("k", "v"), new TrackedEntry.File("sub/a.txt", Source("hello"))], default);
        destination.End(id, TrackedRunStatus.Finished, Morning.AddSeconds(9), default);

        var seen = See(id);
        Assert.Equal(("run one", "FINISHED", 1_700_000_000_000, 1_700_000_009_000), (seen.Name, seen.Status, seen.Started, seen.Ended!.Value));
        Assert.Equal("0.1", Assert.Single(seen.Params, p => p.Key == "lr").Value);
        Assert.Equal([("sharpe", 1.25, 1_700_000_000_004, 3)], seen.Metrics);
        Assert.Equal("hello", Assert.Single(seen.Files, f => f.Key == "sub/a.txt").Value);
        Assert.Equal(("Peak_Trade", "v", "run one"), (seen.Tags["project"], seen.Tags["k"], seen.Tags["mlflow.runName"]));
        Assert.Equal(("PeakTrade", "LOCAL", Environment.UserName), (seen.Tags["mlflow.source.name"], seen.Tags["mlflow.source.type"], seen.Tags["mlflow.user"]));
    }

    [Theory]
    [InlineData(TrackedRunStatus.Failed, "FAILED")]
    [InlineData(TrackedRunStatus.Killed, "KILLED")]
    internal void An_end_says_how(TrackedRunStatus status, string expected)
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.End(id, status, Morning, default);
        Assert.Equal(expected, See(id).Status);
    }

    [Fact]
    public void A_run_begun_twice_is_one_run()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        Assert.Equal(id, destination.Begin(Record(), null, default));
        Assert.Equal(1, RunCount);
    }

    [Fact]
    public void Another_process_finds_the_run_that_was_begun_and_goes_on_with_it()
    {
        string id;
        using (var first = Open())
        {
            id = first.Begin(Record(), null, default);
            first.Log(id, [new Metric("a", 1, 1, 0)], default);
        }

        using var second = Open();
        Assert.Equal(id, second.Begin(Record(), null, default));
        second.Log(id, [new Metric("a", 1, 1, 0), new Metric("a", 2, 2, 1), new TrackedEntry.File("late.txt", Source("late"))], default);
        second.End(id, TrackedRunStatus.Finished, Morning, default);

        Assert.Equal(1, RunCount);
        Assert.Equal([("a", 1, 1, 0), ("a", 2, 2, 1)], See(id).Metrics);
        Assert.Equal("late", See(id).Files["late.txt"]);
    }

    [Fact]
    public void What_is_told_twice_is_there_once()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        TrackedEntry[] entries = [new Param("p", "1"), new Metric("m", 1, 10, 0), new Metric("m", 2, 11, 1), new Metric("n", 3, 12, 0), new Tag("t", "x"), new TrackedEntry.File("f", Source("f"))];
        destination.Log(id, entries, default);
        destination.Log(id, [new Metric("m", 9, 13, 2)], default);
        destination.Log(id, entries, default);
        destination.Log(id, [.. entries, new Metric("m", 4, 14, 3)], default);
        Assert.Equal([("m", 1, 10, 0), ("m", 2, 11, 1), ("m", 9, 13, 2), ("m", 4, 14, 3)], See(id).Metrics.Where(m => m.Key == "m"));
        Assert.Single(See(id).Metrics, m => m.Key == "n");
        Assert.Equal(("1", "x", "f"), (See(id).Params["p"], See(id).Tags["t"], See(id).Files["f"]));
    }

    [Fact]
    public void An_end_told_twice_is_one()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.End(id, TrackedRunStatus.Finished, Morning.AddSeconds(1), default);
        destination.End(id, TrackedRunStatus.Finished, Morning.AddSeconds(1), default);
        Assert.Equal(("FINISHED", 1_700_000_001_000), (See(id).Status, See(id).Ended!.Value));
    }

    [Fact]
    public void Figures_that_are_no_number_arrive_as_such()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, -0.0, 0.1 + 0.2];
        destination.Log(id, [.. values.Select((value, at) => new Metric("odd", value, 5, at - 1))], default);
        Assert.Equal(values, See(id).Metrics.Select(m => m.Value));
        Assert.Equal([-1, 0, 1, 2, 3, 4, 5], See(id).Metrics.Select(m => m.Step));
    }

    [Fact]
    public void Figures_without_a_number_told_twice_are_there_once()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        TrackedEntry[] entries = [new Param("p", "1"), new Metric("a", double.NaN, 5, 0), new Metric("a", double.NaN, 5, 0), new Metric("b", double.NaN, 5, 0), new Metric("c", 1, 5, 0), new Tag("t", "v")];
        destination.Log(id, entries[..4], default);
        destination.Log(id, [.. entries, new Metric("a", double.NaN, 6, 1)], default);
        Assert.Equal([("a", double.NaN, 5, 0), ("a", double.NaN, 6, 1), ("b", double.NaN, 5, 0), ("c", 1, 5, 0)], See(id).Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).ThenBy(m => m.Time));
        Assert.Equal("v", See(id).Tags["t"]);
    }

    [Fact]
    public void A_child_names_its_parent()
    {
        using var destination = Open();
        var parent = destination.Begin(Record(1, "study"), null, default);
        var child = destination.Begin(Record(2, "trial 0"), parent, default);
        Assert.Equal(parent, See(child).Tags["mlflow.parentRunId"]);
        Assert.DoesNotContain("mlflow.parentRunId", See(parent).Tags.Keys);
    }

    [Theory]
    [InlineData("Grün, 日本 и 🚀")]
    [InlineData("colon: 'q' #x")]
    [InlineData("two\nlines")]
    [InlineData("12345")]
    [InlineData(" spaces ")]
    [InlineData("- a \"list\"\t{x}")]
    public void Names_and_values_in_any_letters_arrive(string text)
    {
        using var destination = Open($"exp {text}");
        var id = destination.Begin(Record(name: text), null, default);
        destination.Log(id, [new Param("größe", text), new Tag("ключ", text), new Metric("日本", 1, 1, 0), new TrackedEntry.File("ü/文.txt", Source(text))], default);
        destination.End(id, TrackedRunStatus.Finished, Morning, default);
        var seen = See(id);
        Assert.Equal((text, text, text, text), (seen.Name, seen.Tags["mlflow.runName"], seen.Params["größe"], seen.Tags["ключ"]));
        Assert.Equal((text, "日本"), (seen.Files["ü/文.txt"], seen.Metrics.Single().Key));
        using var again = Open($"exp {text}");
        Assert.Equal(id, again.Begin(Record(name: text), null, default));
    }

    [Fact]
    public void A_run_renamed_by_its_tag_is_renamed()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new Tag("mlflow.runName", "a better name: 2")], default);
        Assert.Equal(("a better name: 2", "a better name: 2"), (See(id).Name, See(id).Tags["mlflow.runName"]));
    }

    [Fact]
    public void A_parameter_that_is_told_anew_keeps_its_value_and_the_other_is_noted()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new Param("lr", "0.1"), new Param("lr", "0.3")], default);
        destination.Log(id, [new Param("lr", "0.2"), new Param("other", "1"), new Metric("m", 1, 1, 0)], default);
        Assert.Equal(("0.1", "1", "0.2"), (See(id).Params["lr"], See(id).Params["other"], See(id).Tags["peaktrade.changed.lr"]));
        Assert.Single(See(id).Metrics);
    }

    [Theory]
    [InlineData("a:b", "a_b")]
    [InlineData("ES=F (front)", "ES_F _front_")]
    [InlineData("../../etc/passwd", "__/__/etc/passwd")]
    [InlineData("/base//x/", "base/x")]
    [InlineData("..", "__")]
    [InlineData("", "_")]
    public void A_name_that_MLflow_does_not_take_is_changed_and_says_what_it_was(string key, string expected)
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new Param(key, "1"), new Metric(key, 2, 1, 0), new Tag(key, "3")], default);
        var seen = See(id);
        Assert.Equal(("1", expected, "3"), (seen.Params[expected], seen.Metrics.Single().Key, seen.Tags[expected]));
        var note = expected.Replace('/', '.');
        Assert.Equal((key, key, key), (seen.Tags[$"peaktrade.renamed.param.{note}"], seen.Tags[$"peaktrade.renamed.metric.{note}"], seen.Tags[$"peaktrade.renamed.tag.{note}"]));
    }

    [Theory]
    [InlineData("../../../out.txt", "__/__/__/out.txt")]
    [InlineData("/etc/x.txt", "etc/x.txt")]
    [InlineData("a\\..\\b.txt", "a/__/b.txt")]
    [InlineData("100%#1?.txt", "100__1_.txt")]
    [InlineData("a b&c=d+e.txt", "a b&c=d+e.txt")]
    public void A_file_never_leaves_its_run(string path, string expected)
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new TrackedEntry.File(path, Source("x"))], default);
        Assert.Equal([expected], See(id).Files.Keys);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_name_that_is_the_folder_of_another_gives_way(bool folderFirst)
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        TrackedEntry[] entries = [new Param("a", "1"), new Param("a/b", "2"), new Metric("a", 1, 1, 0), new Metric("a/b", 2, 1, 0), new TrackedEntry.File("a", Source("1")), new TrackedEntry.File("a/b", Source("2"))];
        if (folderFirst) Array.Reverse(entries);
        destination.Log(id, entries, default);
        destination.Log(id, entries, default);
        var seen = See(id);
        string[] names = folderFirst ? ["a/b", "a_"] : ["a", "a_b"];
        Assert.Equal(names, seen.Params.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(names, seen.Metrics.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(names, seen.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_too_long_for_MLflow_are_cut_and_it_is_said()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        destination.Log(id, [new Param("p", new string('ü', 7000)), new Tag("t", new string('\n', 7000)), new Param(new string('k', 400), "x")], default);
        var seen = See(id);
        Assert.Equal((6000, 5000), (seen.Params["p"].Length, seen.Tags["t"].Length));
        Assert.Equal(("the first 6000 of 7000 characters", "the first 5000 of 7000 characters"), (seen.Tags["peaktrade.cut.p"], seen.Tags["peaktrade.cut.t"]));
        Assert.Equal("x", seen.Params[new string('k', 250)]);
    }

    [Fact]
    public void More_than_one_call_holds_arrives_whole()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        var entries = Enumerable.Range(0, 2500).Select(i => (TrackedEntry)new Metric("way", i * 0.5, 1_700_000_000_000 + i, i)).ToList();
        entries.AddRange(Enumerable.Range(0, 350).Select(i => new Param($"p{i}", new string('"', 6000))));
        entries.AddRange(Enumerable.Range(0, 250).Select(i => new Tag($"t{i}", new string('ü', 5000))));
        destination.Log(id, entries, default);
        var seen = See(id);
        Assert.Equal((2500, 350, 250), (seen.Metrics.Count, seen.Params.Count, seen.Tags.Keys.Count(k => k.StartsWith('t'))));
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => (long)i), seen.Metrics.Select(m => m.Step));
    }

    [Fact]
    public void Runs_told_from_many_threads_do_not_mix()
    {
        using var destination = Open();
        var ids = new ConcurrentDictionary<int, string>();
        Parallel.For(0, 20, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            var id = ids[number] = destination.Begin(Record(number + 1, $"run {number}", mayBeThere: number % 2 == 0), null, default);
            for (var step = 0; step < 5; step++) destination.Log(id, [new Metric("m", number, step, step), new Param("n", $"{number}"), new TrackedEntry.File("f.txt", Source($"{number}"))], default);
            destination.End(id, TrackedRunStatus.Finished, Morning.AddSeconds(number), default);
        });
        Assert.Equal(20, RunCount);
        for (var number = 0; number < 20; number++)
        {
            var seen = See(ids[number]);
            Assert.Equal(($"run {number}", $"{number}", $"{number}"), (seen.Name, seen.Params["n"], seen.Files["f.txt"]));
            Assert.Equal(Enumerable.Range(0, 5).Select(step => ("m", (double)number, (long)step, (long)step)), seen.Metrics);
        }
    }

    [Fact]
    public void A_run_that_is_not_there_is_refused_for_good()
    {
        using var destination = Open();
        destination.Begin(Record(), null, default);
        var fault = Assert.Throws<DeliveryException>(() => destination.Log(new string('f', 32), [new Param("a", "b")], default));
        Assert.False(fault.MayPass);
    }

    [Fact]
    public void A_cancelled_call_stops()
    {
        using var destination = Open();
        var id = destination.Begin(Record(), null, default);
        Assert.ThrowsAny<OperationCanceledException>(() => destination.Log(id, [new Param("a", "b"), new Metric("m", 1, 1, 1)], new CancellationToken(canceled: true)));
    }
}
