using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using static PeakTrade.Runs.TrackedEntry;

namespace PeakTrade.Runs.Tests;

public sealed partial class RealMlflowFileStoreTests(RealMlflows mlflows) : RealMlflowTests(mlflows)
{
    private const int Kills = 6;

    internal override double Infinity => double.PositiveInfinity;

    private string Root => Path.Combine(Folder, "ml runs ü");

    internal override ITrackingDestination Open(string mlflow, string experiment) => new MlflowFileStore(Root, experiment, TimeProvider.System);

    internal override string UriOf(string mlflow) => new Uri(Root).AbsoluteUri;

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void MLflow_s_search_never_fails_while_we_write_and_after_we_are_killed(string mlflow)
    {
        using (var ours = Open(mlflow, "killed")) Begin(ours, "whole");
        var marker = Path.Combine(Folder, "enough");
        using var searching = RealMlflow.Open(mlflow);
        var searched = Task.Run(() => searching.Ask("search_until", UriOf(mlflow), marker));
        try
        {
            var shell = Environment.ProcessPath!;
            for (var kill = 1; kill <= Kills; kill++)
            {
                using var process = Process.Start(new ProcessStartInfo(shell, [typeof(Program).Assembly.Location, Program.WriteMlflowForEver, Root]) { UseShellExecute = false, RedirectStandardOutput = true })!;
                for (var run = 0; run < kill; run++) Assert.NotNull(process.StandardOutput.ReadLine());
                Thread.Sleep(kill * 3);
                process.Kill();
                process.WaitForExit();
            }
        }
        finally
        {
            System.IO.File.WriteAllText(marker, "");
        }

        var answer = searched.GetAwaiter().GetResult();
        Assert.True(answer.GetProperty("searches").GetInt32() > 1);
        Assert.True(answer.GetProperty("runs").GetInt32() > Kills * (Kills + 1) / 2);

        // A half metric line is what a torn write leaves: the next point of the same figure mends it.
        using (var ours = Open(mlflow, "killed")) Begin(ours, "after");
        Assert.Contains("after", Ask(mlflow, "search", "killed").EnumerateArray().Select(run => Text(run, "name")));
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void Our_experiments_and_runs_are_those_that_MLflow_counts(string mlflow)
    {
        using (var ours = Open(mlflow, "counted")) Begin(ours, "one");
        var experiments = Ask(mlflow, "experiments").EnumerateArray().ToList();
        Assert.Equal(["Default", "counted"], experiments.Select(e => Text(e, "name")).OrderBy(name => name, StringComparer.Ordinal));
        Assert.All(experiments, e => Assert.Equal($"{UriOf(mlflow)}/{Text(e, "id")}", Text(e, "place")));
        Assert.Equal(JsonValueKind.Array, Ask(mlflow, "search", "counted").ValueKind);
    }

    [TheoryWithMlflow]
    [ClassData(typeof(EveryMlflow))]
    public void We_write_the_files_that_MLflow_writes(string mlflow)
    {
        const string Experiment = "Größe: \"a\"";
        var tags = new Dictionary<string, string> { ["mlflow.source.name"] = "PeakTrade", ["mlflow.source.type"] = "LOCAL", ["mlflow.user"] = Environment.UserName, ["project"] = "Peak_Trade" };
        var theirs = Path.Combine(Folder, "theirs ü");
        Mlflows.Client(mlflow).Ask("write_like_ours", new Uri(theirs).AbsoluteUri, Experiment, tags, Source("hello"));
        using (var ours = Open(mlflow, Experiment))
        {
            var id = ours.Begin(Record("colon: 'q' #x", ("project", "Peak_Trade")), null, default);
            ours.Log(id, [
                new Metric("loss", 0.5, 1700000000001, 0), new Metric("loss", 0.25, 1700000000002, 1), new Metric("train/acc", 0.9, 1700000000003, 7), new Metric("sp ace", 1e-12, 1700000000003, 0),
                new Metric("nan", double.NaN, 1700000000004, 0), new Metric("ninf", double.NegativeInfinity, 1700000000004, 0), new Metric("big", 1.2345678901234568e17, 1700000000004, -1),
                new Param("lr", "0.1"), new Param("opt/name", "adam"), new Param("empty", ""), new Param("lines", "a\nb"), new Tag("wörd", "ü 🚀"), new TrackedEntry.File("sub/source-0", Path.Combine(Folder, "source-0"))], default);
            ours.End(id, TrackedRunStatus.Finished, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_009_000), default);
        }

        // MLflow 3 gives experiments two keys more. Versions before 2.22 read run_uuid and later ones run_id: we write both.
        var known = (string line) => line.Contains("run_uuid: ", StringComparison.Ordinal) || line.EndsWith(" trace_location: null", StringComparison.Ordinal) || line.EndsWith(" workspace: default", StringComparison.Ordinal);
        Assert.Equal(Listing(theirs).Where(line => !known(line)), Listing(Root).Where(line => !known(line)));
    }

    // Every folder, every line of every file, with what differs from run to run taken out.
    private static IEnumerable<string> Listing(string root) =>
        Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .SelectMany(path => Directory.Exists(path) ? [path] : System.IO.File.ReadAllText(path).Split('\n').Select(line => $"{path}: {line}"))
            .Select(line => Changing().Replace(line.Replace(root, "ROOT", StringComparison.Ordinal).Replace(new Uri(root).AbsoluteUri, "ROOT", StringComparison.Ordinal), "ID"))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\b[0-9a-f]{32}\b|\b[0-9]{18}\b|(?<=(?:creation|last_update)_time: )[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Changing();
}
