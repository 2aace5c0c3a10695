using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary><c>run.json</c>: who made a run from what, when and where, and the hash of each other file.</summary>
internal sealed record Receipt(Guid RunId, string Strategy, string Symbol, string? DataPath, DateTimeOffset Finished)
{
    public const int Schema = 1;

    private const string Batch = "batch";

    /// <summary>Of a result that has its id already. The last line is a seal over those above it.</summary>
    public static void Write(ArtifactWriter file, BacktestResult result, RunEvidence evidence, IReadOnlyList<RunArtifact> artifacts) => ReceiptSeal.Write(file, json =>
    {
        json.WriteNumber("schema", Schema);
        json.WriteString("run_id", $"{result.RunId:D}");
        json.WriteString("engine_version", evidence.EngineVersion);
        WriteGit(json, evidence.Git);
        json.WriteNumber("seed", evidence.Seed);
        json.WriteString("strategy", result.Strategy);
        json.WriteString("symbol", result.Symbol);
        json.WriteString("config_hash", result.ConfigHash);
        json.WriteString("data_hash", result.DataHash);
        json.WriteString("data_path", result.Path);
        json.Time("started", evidence.Started.UtcTicks);
        json.Time("finished", evidence.Finished.UtcTicks);
        json.WriteNumber("seconds", (evidence.Finished - evidence.Started).TotalSeconds);
        WriteHost(json, evidence.Host);
        json.Texts("notices", evidence.Notices);
        if (evidence.Batch is { } batch) WriteBatch(json, batch);
        WriteArtifacts(json, artifacts);
    });

    public static Receipt Read(string path)
    {
        using var json = JsonIn.Open(path);
        CheckSchema(json, path);
        if (!Guid.TryParse(json.Text("run_id"), out var id)) throw Damage.Of(path, "run_id must be a run's id.");
        return new(id, json.Text("strategy"), json.Text("symbol"), json.TextOrNull("data_path"), new DateTimeOffset(json.Time("finished")));
    }

    /// <summary>All that the receipt says, and the names of its members as they stand there.</summary>
    public static RunReceipt ReadAll(string path, out IReadOnlyList<string> members)
    {
        using var json = JsonIn.Open(path);
        CheckSchema(json, path);
        if (!Guid.TryParse(json.Text("run_id"), out var id)) throw Damage.Of(path, "run_id must be a run's id.");
        var (git, host, artifacts) = (json.Object("git"), json.Object("host"), json.Object("artifacts"));
        var batch = json.Has(Batch) ? json.Object(Batch) : null;
        members = [.. json.Names()];
        return new RunReceipt
        {
            RunId = id,
            Strategy = json.Text("strategy"),
            Symbol = json.Text("symbol"),
            EngineVersion = json.Text("engine_version"),
            GitCommit = git.TextOrNull("commit"),
            GitDirty = git.BooleanOrNull("dirty"),
            Seed = json.Long("seed"),
            ConfigHash = json.Text("config_hash"),
            DataHash = json.Text("data_hash"),
            DataPath = json.TextOrNull("data_path"),
            Started = json.Time("started"),
            Finished = json.Time("finished"),
            Seconds = json.Number("seconds"),
            Host = [.. host.Values().Select(fact => KeyValuePair.Create(fact.Key, FormattableString.Invariant($"{fact.Value}")))],
            Notices = json.Texts("notices"),
            Batch = batch?.Text("name"),
            BatchRunId = batch?.Text("run_id"),
            Artifacts = [.. artifacts.Names().Select(name => ReadArtifact(artifacts, name))],
        };
    }

    /// <summary>What the receipt says of a file, or of the other that may stand in its place.</summary>
    public static RunArtifact ReadArtifact(string path, string name, string? orElse = null)
    {
        using var json = JsonIn.Open(path);
        CheckSchema(json, path);
        var artifacts = json.Object("artifacts");
        return ReadArtifact(artifacts, orElse is not null && !artifacts.Has(name) ? orElse : name);
    }

    /// <summary>What the receipt says of a file that not every run has; null where this one has none.</summary>
    public static RunArtifact? FindArtifact(string path, string name)
    {
        using var json = JsonIn.Open(path);
        CheckSchema(json, path);
        var artifacts = json.Object("artifacts");
        return artifacts.Has(name) ? ReadArtifact(artifacts, name) : null;
    }

    /// <summary>The run of a batch that the receipt names, null where it names none; and the files that it lists.</summary>
    public static (BatchOrigin? Run, IReadOnlyList<RunArtifact> Files) ReadOrigin(string path)
    {
        using var json = JsonIn.Open(path);
        CheckSchema(json, path);
        var artifacts = json.Object("artifacts");
        var batch = json.Has(Batch) ? json.Object(Batch) : null;
        return (batch is null ? null : new(batch.Text("name"), batch.Text("run_id"), batch.Text("input_key")), [.. artifacts.Names().Select(name => ReadArtifact(artifacts, name))]);
    }

    private static RunArtifact ReadArtifact(JsonIn artifacts, string name)
    {
        var artifact = artifacts.Object(name);
        return new(name, artifact.Text("sha256"), artifact.Long("bytes"));
    }

    private static void CheckSchema(JsonIn json, string path)
    {
        if (json.Integer("schema") is var schema and not Schema)
            throw Damage.Of(path, $"schema must be {Schema}, and is {schema}: a newer version of PeakTrade wrote this run. Read it with that version.");
    }

    private static void WriteBatch(Utf8JsonWriter json, BatchOrigin run)
    {
        json.WriteStartObject(Batch);
        json.WriteString("name", run.BatchName);
        json.WriteString("run_id", run.RunId);
        json.WriteString("input_key", run.InputKey);
        json.WriteEndObject();
    }

    private static void WriteGit(Utf8JsonWriter json, GitFacts git)
    {
        json.WriteStartObject("git");
        json.WriteString("commit", git.Commit);
        if (git.IsDirty is { } dirty) json.WriteBoolean("dirty", dirty);
        else json.WriteNull("dirty");
        json.WriteEndObject();
    }

    private static void WriteHost(Utf8JsonWriter json, HostFacts host)
    {
        json.WriteStartObject("host");
        json.WriteString("operating_system", host.OperatingSystem);
        json.WriteString("architecture", host.Architecture);
        json.WriteNumber("cores", host.Cores);
        json.WriteString("dotnet", host.DotNet);
        json.WriteString("machine_hash", host.MachineHash);
        json.WriteEndObject();
    }

    private static void WriteArtifacts(Utf8JsonWriter json, IReadOnlyList<RunArtifact> artifacts)
    {
        json.WriteStartObject("artifacts");
        foreach (var artifact in artifacts)
        {
            json.WriteStartObject(artifact.Name);
            json.WriteString("sha256", artifact.Sha256);
            json.WriteNumber("bytes", artifact.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
