using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Tests.Batches;

/// <summary>A batch of twenty runs in a folder of its own, run by real processes, and what lies there afterwards.</summary>
public sealed class Twenty : IDisposable
{
    public const int Count = 20;

    public Twenty() => Place.Sample(count: 90, symbol: "AAA");

    public Workplace Place { get; } = new();

    /// <summary>Bars of a minute each, of BIG.</summary>
    public void AddBig(int count) => _ = MakeSampleData.Execute(new() { Folder = Place.PathTo("data"), Interval = SampleInterval.OneMinute, Count = count, Symbols = ["BIG"] }, default).Single();

    public string Root => RootIn(Place.PathTo("out"));

    public static string RootIn(string outputRoot) => Path.Combine(outputRoot, "twenty");

    /// <summary>Writes the batch; <paramref name="odd"/> is what run 7 says otherwise, and <paramref name="all"/> what all of them say.</summary>
    public Twenty Of(string odd = "", string all = "")
    {
        var text = new StringBuilder($"batch_name: twenty\ndefaults: {{ strategy: ma_crossover, data_path: data/aaa_1d.csv, start_date: 2020-01-01, end_date: 2029-12-31{all} }}\nruns:\n");
        for (var i = 0; i < Count; i++)
            text.Append(i == 7 && odd.Length > 0 ? $"  - {{ id: run_07, {odd} }}\n" : $"  - {{ id: run_{i:00}, parameters: {{ fast_window: {5 + i}, slow_window: {30 + i} }} }}\n");
        Place.Write("batch.yaml", text.ToString());
        return this;
    }

    public Outcome Run(params string[] more) => Place.Process(["batch", "batch.yaml", "--json", .. Out(more)]);

    public Process Start(params string[] more) => Place.Start("/usr/bin/env", ["--default-signal=INT", Workplace.Dotnet, Workplace.Dll, "batch", "batch.yaml", "--json", .. Out(more)]);

    /// <summary>How many runs came to what, such as "1 failed, 19 success".</summary>
    public static string Tally(Outcome outcome) =>
        string.Join(", ", outcome.Objects.CountBy(o => o.GetProperty("status").GetString()!).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));

    public static JsonElement Failed(Outcome outcome) => outcome.Objects.Single(o => o.GetProperty("status").GetString() == "failed");

    /// <summary>Nineteen results and one failure by its name, at exit code 0; the summary and the log tell the same, and nothing half-written is there.</summary>
    public void OneFailed(Outcome outcome, string id, string says, string? root = null)
    {
        root ??= Root;
        Assert.Equal((0, "1 failed, 19 success"), (outcome.Code, Tally(outcome)));
        var failed = Failed(outcome);
        Assert.Equal(("run_07", id), (failed.GetProperty("run_id").GetString(), failed.GetProperty("error_id").GetString()));
        Assert.Contains(says, failed.GetProperty("error").GetString());
        Assert.StartsWith($"peaktrade: [{id}] run_07: ", outcome.Error);
        Assert.Contains(id, Assert.Single(Rows(root, "failed")));
        Assert.Equal(19, Rows(root, "success").Count);
        var log = File.ReadAllLines(Directory.GetFiles(Path.Combine(root, "logs")).Order(StringComparer.Ordinal).Last());
        Assert.All(log, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", line));
        Assert.Contains(log, line => line.Contains($"run_07: failed: [{id}]", StringComparison.Ordinal));
        Assert.EndsWith("19 succeeded, 1 failed, 0 skipped", log[^1]);
        Assert.Equal(19, Whole(root));
        Assert.Equal(19, Directory.GetFileSystemEntries(Path.Combine(root, "runs")).Length);
    }

    public static List<string> Rows(string root, string status) =>
        [.. File.ReadAllLines(Path.Combine(root, "batch_summary.csv")).Skip(1).Where(row => row.Split(',')[4] == status)];

    /// <summary>Checks that each run under <c>runs</c> is a whole one: all that its receipt lists is there, with the bytes that it names. Says how many there are.</summary>
    public static int Whole(string root)
    {
        var runs = Path.Combine(root, "runs");
        if (!Directory.Exists(runs)) return 0;
        var whole = Directory.GetFileSystemEntries(runs).Where(path => !Path.GetFileName(path).StartsWith('.')).ToList();
        foreach (var run in whole)
        {
            var folder = Path.Combine(run, "backtest");
            using var receipt = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "run.json")));
            var artifacts = receipt.RootElement.GetProperty("artifacts").EnumerateObject().ToList();
            Assert.Equal(artifacts.Select(a => a.Name).Append("run.json").Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            foreach (var artifact in artifacts)
                Assert.Equal(artifact.Value.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, artifact.Name)))));
        }

        return whole.Count;
    }

    /// <summary>All files of the batch with their content, without what tells of one time and one process: receipts, logs, how long it took, and whether it was found or made.</summary>
    public SortedDictionary<string, string> Files() => new(Tree(Root).Where(f => !f.Key.StartsWith("logs/", StringComparison.Ordinal)).ToDictionary(
        f => f.Key,
        f => f.Key.EndsWith("run.json", StringComparison.Ordinal) ? "" : f.Key.StartsWith("batch_summary", StringComparison.Ordinal) ? WithoutTimes(File.ReadAllText(Path.Combine(Root, f.Key))) : f.Value), StringComparer.Ordinal);

    /// <summary>All that lies in a folder and below, with its content; nothing is followed that points elsewhere.</summary>
    public static SortedDictionary<string, string> Tree(string folder)
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is { } target) tree[entry.Name] = $"-> {target}";
            else if (entry is DirectoryInfo inner)
            {
                tree[entry.Name + "/"] = "";
                foreach (var (name, content) in Tree(inner.FullName)) tree[$"{entry.Name}/{name}"] = content;
            }
            else tree[entry.Name] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName)));
        }

        return tree;
    }

    public void Dispose() => Place.Dispose();

    private static string[] Out(string[] more) => more.Contains("--output-root") ? more : ["--output-root", "out", .. more];

    private static string WithoutTimes(string text)
    {
        text = Regex.Replace(text, @"(?m)^\d+ runs: .*$", "");
        text = Regex.Replace(text, @"(?m)^(run_\d\d(?:,[^,]*){3}),(?:success|skipped),[\d.]+,", "$1,,,");
        return Regex.Replace(text, @"(?m)^(\| run_\d\d \|) (?:success|skipped) \|(.*\|) [\d.]+ (\|[^|]*\|)$", "$1 |$2 $3").Replace("\\", "", StringComparison.Ordinal);
    }
}
