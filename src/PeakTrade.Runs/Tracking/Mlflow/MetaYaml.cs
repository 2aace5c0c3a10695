namespace PeakTrade.Runs;

/// <summary>
/// MLflow's <c>meta.yaml</c>: a table of scalars, a key a line, sorted. What stands there is edited line by line, so that what MLflow itself has added or changed stays.
/// </summary>
internal static class MetaYaml
{
    public const string FileName = "meta.yaml";

    /// <summary>An experiment, as MLflow 2.12 and 2.21 write it; 3.11 reads it too.</summary>
    public static string Experiment(string id, string name, string artifactLocation, long unixMilliseconds) =>
        $"""
        artifact_location: {YamlScalar.Write(artifactLocation)}
        creation_time: {unixMilliseconds}
        experiment_id: {YamlScalar.Write(id)}
        last_update_time: {unixMilliseconds}
        lifecycle_stage: active
        name: {YamlScalar.Write(name)}

        """.ReplaceLineEndings("\n");

    /// <summary>A run that has begun. MLflow 2.12 reads <c>run_uuid</c>, 3.11 <c>run_id</c>; one key too few makes the whole search fail.</summary>
    public static string Run(string id, string experimentId, string name, string artifactUri, long startUnixMilliseconds, string user) =>
        $"""
        artifact_uri: {YamlScalar.Write(artifactUri)}
        end_time: null
        entry_point_name: ''
        experiment_id: {YamlScalar.Write(experimentId)}
        lifecycle_stage: active
        run_id: {YamlScalar.Write(id)}
        run_name: {YamlScalar.Write(name)}
        run_uuid: {YamlScalar.Write(id)}
        source_name: ''
        source_type: 4
        source_version: ''
        start_time: {startUnixMilliseconds}
        status: 1
        tags: []
        user_id: {YamlScalar.Write(user)}

        """.ReplaceLineEndings("\n");

    /// <summary>The text that a key stands for; null where it is not there.</summary>
    public static string? Get(string yaml, string key) => Find(yaml, key) is { } place ? YamlScalar.Read(yaml[place]) : null;

    /// <summary>The table with another scalar, as YAML, for a key that is there.</summary>
    public static string With(string yaml, string key, string scalar) => Find(yaml, key) is { } place ? $"{yaml[..place.Start]} {scalar}\n{yaml[place.End..]}" : yaml;

    // A scalar that is folded goes on over lines that begin with a space, or are empty.
    private static Range? Find(string yaml, string key)
    {
        for (var at = 0; at < yaml.Length;)
        {
            var end = EndOfScalar(yaml, at);
            if (yaml.AsSpan(at).StartsWith(key) && at + key.Length < yaml.Length && yaml[at + key.Length] == ':') return (at + key.Length + 1)..end;
            at = end;
        }

        return null;
    }

    private static int EndOfScalar(string yaml, int at)
    {
        do
        {
            var end = yaml.IndexOf('\n', at);
            if (end < 0) return yaml.Length;
            at = end + 1;
        }
        while (at < yaml.Length && yaml[at] is ' ' or '\n');
        return at;
    }
}
