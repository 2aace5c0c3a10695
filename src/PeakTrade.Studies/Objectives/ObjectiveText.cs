namespace PeakTrade.Studies;

/// <summary>An objective as a user names it: a figure of a run, and which way it is better.</summary>
/// <param name="Figure">The figure, one of <see cref="MetricFigures.Names"/>.</param>
/// <param name="Direction">Which way it is better.</param>
public sealed record ObjectiveText(string Figure, StudyDirection Direction)
{
    /// <summary>Reads an objective such as <c>sharpe</c>; without a direction it gets the figure's own.</summary>
    public static ObjectiveText Parse(string text, StudyDirection? direction = null) => ParseAll([text], direction is { } given ? [given] : [])[0];

    /// <summary>Reads the objectives of a study. There is a direction for each, null where the figure's own is meant, or none at all. Every fault comes at once.</summary>
    public static IReadOnlyList<ObjectiveText> ParseAll(IReadOnlyList<string> texts, IReadOnlyList<StudyDirection?> directions)
    {
        var faults = new List<Fault>();
        if (texts.Count == 0) faults.Add(new("There is no objective.", "Name a figure, such as sharpe."));
        if (directions.Count > 0 && directions.Count != texts.Count)
            faults.Add(new($"Objectives: {texts.Count}, directions: {directions.Count}.", "Give a direction for each objective, or none at all."));

        var objectives = new List<ObjectiveText>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (Read(texts[i], i < directions.Count ? directions[i] : null, faults) is not { } objective) continue;
            if (objectives.Exists(o => o.Figure == objective.Figure)) faults.Add(new($"{objective.Figure} is an objective twice.", "Name it once."));
            objectives.Add(objective);
        }

        return faults.Count == 0 ? objectives : throw FaultCatalogue.ArgumentObjective.Because(faults, target: string.Join(", ", texts));
    }

    /// <summary>The value of a run; NaN where the figure is undefined.</summary>
    public double Value(Metrics metrics) => MetricFigures.Get(metrics, Figure) ?? double.NaN;

    private static ObjectiveText? Read(string text, StudyDirection? direction, List<Fault> faults)
    {
        if (MetricFigures.Find(text) is { } figure)
        {
            if ((direction ?? MetricFigures.DirectionOf(figure)) is { } known) return new(figure, known);
            faults.Add(new($"Whether more or less {figure} is better is not plain.", "Give a direction, minimize or maximize."));
            return null;
        }

        if (text.TrimStart().StartsWith('-') && MetricFigures.Find(text.Trim()[1..]) is { } turned)
            faults.Add(new($"An objective is the name of a figure, and \"{text.Trim()}\" has a sign.", $"Name {turned}, with the direction minimize or maximize."));
        else faults.Add(MetricFigures.Unknown(text));
        return null;
    }
}
