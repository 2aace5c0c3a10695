using System.Globalization;

namespace PeakTrade.Operations.Tests.Tracking;

/// <summary>A file store of MLflow, read as plainly as its layout allows.</summary>
public sealed class Mlruns(string root)
{
    public IReadOnlyList<TrackedRunFiles> Runs =>
    [
        .. from experiment in Directory.GetDirectories(root)
           where Path.GetFileName(experiment) is not (".trash" or "0")
           from run in Directory.GetDirectories(experiment)
           where File.Exists(Path.Combine(run, "meta.yaml"))
           select new TrackedRunFiles(run),
    ];

    public TrackedRunFiles Only(string kind) => Assert.Single(Of(kind));

    public IReadOnlyList<TrackedRunFiles> Of(string kind) => [.. Runs.Where(r => r.Tag("peaktrade.kind") == kind)];
}

/// <summary>One run of a file store.</summary>
public sealed class TrackedRunFiles(string folder)
{
    public string Id => Path.GetFileName(folder);

    public string Name => Meta("run_name");

    /// <summary>3 finished, 4 failed, 5 killed.</summary>
    public int Status => int.Parse(Meta("status"), CultureInfo.InvariantCulture);

    public string? Tag(string key) => Text("tags", key);

    public string? Param(string key) => Text("params", key);

    public double Metric(string key) => Way(key)[^1].Value;

    public bool Has(string metric) => File.Exists(Path.Combine(folder, "metrics", metric));

    public IReadOnlyList<(long Step, double Value)> Way(string key) =>
    [
        .. from line in File.ReadAllLines(Path.Combine(folder, "metrics", key))
           let parts = line.Split(' ')
           select (long.Parse(parts[2], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)),
    ];

    public IReadOnlyList<string> Artifacts =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "artifacts"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Path.Combine(folder, "artifacts"), f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public byte[] Artifact(string name) => File.ReadAllBytes(Path.Combine(folder, "artifacts", name));

    private string Meta(string key) => File.ReadAllLines(Path.Combine(folder, "meta.yaml")).Single(line => line.StartsWith(key + ":", StringComparison.Ordinal))[(key.Length + 2)..];

    private string? Text(string kind, string key) => Path.Combine(folder, kind, key) is var file && File.Exists(file) ? File.ReadAllText(file) : null;
}
