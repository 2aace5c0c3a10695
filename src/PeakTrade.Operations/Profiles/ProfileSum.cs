namespace PeakTrade.Operations;

/// <summary>Adds the profiles of many runs up to one.</summary>
public static class ProfileSum
{
    /// <summary>
    /// What all runs took together, such as those of a batch: times, memory and calls are sums. Runs that went on side by side count one after the other, so the sum may
    /// be more than the time on the wall.
    /// </summary>
    public static RunProfile Of(string name, IReadOnlyCollection<RunProfile> runs)
    {
        var seconds = runs.Sum(run => run.Seconds);
        var strategies = runs.Select(run => run.Strategy).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new RunProfile
        {
            Run = name,
            Strategy = string.Join(", ", strategies),
            Bars = runs.Sum(run => run.Bars),
            Seconds = seconds,
            FastestSeconds = seconds,
            AllocatedBytes = runs.Sum(run => run.AllocatedBytes),
            Stages = [.. Enum.GetValues<RunStage>().Select(stage => Sum(stage, [.. runs.SelectMany(run => run.Stages).Where(s => s.Stage == stage)], seconds))],
        };
    }

    private static StageProfile Sum(RunStage stage, List<StageProfile> parts, double total)
    {
        var seconds = parts.Sum(part => part.Seconds);
        return new StageProfile(stage, seconds, parts.Sum(part => part.AllocatedBytes), total > 0 ? seconds / total : 0, parts.Sum(part => part.Calls));
    }
}
