namespace PeakTrade.Studies.Tests.Pruners;

/// <summary>A small language for asking a pruner: trials that are finished, then the steps of one more.</summary>
internal sealed class Bench(string pruner, int objectives = 1, StudyDirection direction = StudyDirection.Minimize, int steps = 8, long seed = 0)
{
    private readonly List<Trial> _trials = [];

    public StudyDirection[] Directions { get; } = [.. Enumerable.Repeat(direction, objectives)];

    public IPruner Pruner { get; } = Make(pruner, objectives, direction, steps, seed);

    public static IPruner Make(string pruner, int objectives = 1, StudyDirection direction = StudyDirection.Minimize, int steps = 8, long seed = 0) =>
        PrunerCatalogue.Make(pruner, new PrunerSetup { Directions = [.. Enumerable.Repeat(direction, objectives)], Steps = steps, Seed = seed })!;

    /// <summary>A finished trial with one objective.</summary>
    public Bench Add(TrialState state, params double[] values) => Add(state, [.. values.Select(v => new[] { v })]);

    /// <summary>A finished trial with several.</summary>
    public Bench Add(TrialState state, params double[][] values) => Add(new Trial { Number = 0, State = state, Point = [], Steps = Steps(values), Values = state == TrialState.Failed ? [] : values.LastOrDefault() ?? [] });

    public Bench Add(Trial trial)
    {
        _trials.Add(trial with { Number = _trials.Count });
        return this;
    }

    public Bench Complete(params double[] values) => Add(TrialState.Complete, values);

    public Bench Pruned(params double[] values) => Add(TrialState.Pruned, values);

    /// <summary>After which steps it would be stopped, S, or not, a point.</summary>
    public string Asked(params double[] values) => Asked([.. values.Select(v => new[] { v })]);

    public string Asked(params double[][] values)
    {
        var seen = new TrialsSeen([.. _trials], _trials.Count, _trials.Count, Directions);
        var asked = Steps(values);
        return string.Concat(Enumerable.Range(1, asked.Length).Select(n => Pruner.ShouldStop(seen, asked[..n]) ? 'S' : '.'));
    }

    public static TrialStep[] Steps(IEnumerable<double[]> values) => [.. values.Select((v, i) => new TrialStep(i + 1, v))];
}
