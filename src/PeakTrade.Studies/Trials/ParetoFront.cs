namespace PeakTrade.Studies;

/// <summary>The trials of a study that no other beats in every objective.</summary>
public static class ParetoFront
{
    /// <summary>
    /// The front among complete trials that keep the constraints, each point once, the best in the first objective first. With one objective those are the
    /// best trial and its equals.
    /// </summary>
    public static IReadOnlyList<Trial> Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var judged = trials.Where(t => t.HasValues && t.IsFeasible && t.SameAs is null).ToList();
        return [.. Dominance.Front([.. judged.Select(t => Losses(t, directions))]).Select(i => judged[i])];
    }

    private static double[] Losses(Trial trial, IReadOnlyList<StudyDirection> directions)
    {
        var losses = new double[directions.Count];
        for (var k = 0; k < losses.Length; k++) losses[k] = directions[k] == StudyDirection.Minimize ? trial.Values[k] : -trial.Values[k];
        return losses;
    }
}
