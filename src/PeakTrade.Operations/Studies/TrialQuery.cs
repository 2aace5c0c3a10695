namespace PeakTrade.Operations;

/// <summary>Which trials of a study are wanted; what is null or empty does not matter.</summary>
public sealed record TrialQuery
{
    /// <summary>Trials of these numbers.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>Trials of which this has become.</summary>
    public IReadOnlyList<TrialState> States { get; init; } = [];

    /// <summary>Only so many, the best in the first objective that keep the constraints, the best first.</summary>
    public int? Best { get; init; }

    /// <summary>The trials of a study that are wanted.</summary>
    public IEnumerable<StudyTrial> Of(ParameterStudy study)
    {
        var wanted = study.GetTrials().Where(t => (Numbers.Count == 0 || Numbers.Contains(t.Number)) && (States.Count == 0 || States.Contains(t.State)));
        if (Best is not { } best) return wanted;
        var good = wanted.Where(t => t is { State: TrialState.Complete, IsFeasible: true, Value: not null });
        return (study.Directions[0] == StudyDirection.Maximize ? good.OrderByDescending(t => t.Value) : good.OrderBy(t => t.Value)).ThenBy(t => t.Number).Take(best);
    }
}
