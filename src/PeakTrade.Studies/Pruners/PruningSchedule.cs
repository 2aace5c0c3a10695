namespace PeakTrade.Studies;

/// <summary>When a pruner acts: the options <c>startup</c>, <c>warmup</c> and <c>interval</c>.</summary>
/// <param name="Startup">It acts once so many finished trials can be compared with.</param>
/// <param name="Warmup">It lets the first steps of each trial pass.</param>
/// <param name="Interval">From then on it acts at every so-manieth step.</param>
internal readonly record struct PruningSchedule(int Startup, int Warmup, int Interval)
{
    public static PruningSchedule Of(NamedOptions options, int startup, int interval = 1) =>
        new(options.Integer("startup", startup), options.Integer("warmup", 0), options.Integer("interval", interval, low: 1));

    public bool IsDue(IReadOnlyList<TrialStep> steps) => steps.Count > 0 && steps[^1].Number > Warmup && (steps[^1].Number - Warmup - 1) % Interval == 0;
}
