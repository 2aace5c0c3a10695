namespace PeakTrade.Studies;

/// <summary>
/// Lets another pruner stop a trial only where it no longer gets better: none of its last <c>patience</c> + 1 steps is better, by more than <c>delta</c>, than the best before them. The other one is
/// named by <c>then</c>, and options that are not of patience are its own: <c>patient(patience=3, then=percentile, percentile=25)</c>.
/// <para>With several objectives a trial gets better where it does so in any of them.</para>
/// <para>NaN is worse than any number, so a trial of nothing but NaN does not get better. Other trials count for what they count in the other pruner.</para>
/// </summary>
internal sealed class PatientPruner : IPruner
{
    private readonly int _patience;
    private readonly double _delta;
    private readonly int _objectives;
    private readonly IPruner _then;

    public PatientPruner(PrunerSetup setup, Func<string, PrunerSetup, IPruner> make, params string[] others)
    {
        _patience = setup.Options.Integer("patience", 3);
        _delta = setup.Options.Number("delta", 0, low: 0);
        _objectives = setup.Directions.Count;
        _then = make(setup.Options.Word("then", "median", others), setup);
    }

    public bool ComparesSegments => _then.ComparesSegments;

    public bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps) => !GetsBetter(seen, steps) && _then.ShouldStop(seen, steps);

    private bool GetsBetter(TrialsSeen seen, IReadOnlyList<TrialStep> steps)
    {
        var turn = steps.Count - _patience - 1;
        if (turn <= 0) return true;
        Span<double> before = stackalloc double[_objectives], since = stackalloc double[_objectives];
        seen.BestLossesOf(steps, 0, turn, before);
        seen.BestLossesOf(steps, turn, steps.Count, since);
        for (var i = 0; i < before.Length; i++)
        {
            if (since[i] + _delta < before[i]) return true;
        }

        return false;
    }
}
