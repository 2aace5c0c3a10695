namespace PeakTrade.Runs;

/// <summary>The tags that a run begins with: the user's words, and those that MLflow's pages know.</summary>
internal static class MlflowRunTags
{
    /// <summary>Our id of a run, where the destination gives it one of its own.</summary>
    public const string OurId = "peaktrade.run";

    public const string RunName = "mlflow.runName";

    private const string ParentRunId = "mlflow.parentRunId";

    public static MlflowBatch Of(TrackedRunRecord run, string? parentId, string name, string user)
    {
        var tags = new Dictionary<string, string>
        {
            ["mlflow.source.name"] = "PeakTrade",
            ["mlflow.source.type"] = "LOCAL",
            ["mlflow.user"] = user,
        };
        foreach (var (key, value) in run.Tags) tags[key] = value;
        tags[RunName] = name;
        if (parentId is not null) tags[ParentRunId] = parentId;
        return MlflowBatch.Of(tags.Select(tag => new TrackedEntry.Tag(tag.Key, tag.Value)));
    }

    /// <summary>A run's name: MLflow keeps it as a tag, and gives a run without one a name of its own making.</summary>
    public static string NameOf(TrackedRunRecord run) => run.Name.Length == 0 ? run.Id : MlflowNames.Cut(run.Name, MlflowNames.LongestKey);
}
