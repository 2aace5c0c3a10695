namespace PeakTrade.Studies;

/// <summary>What a study searches the best of.</summary>
public interface IObjective
{
    /// <summary>
    /// Works a trial out: reports its steps on the way, and stops where it is told to. May be called from several threads at once. What it throws as a
    /// <see cref="PeakTradeException"/> makes this trial fail and no other; cancellation ends the study.
    /// </summary>
    TrialResult Evaluate(TrialRun run, CancellationToken cancel);
}

/// <summary>What a trial gave.</summary>
public sealed record TrialResult
{
    /// <summary>A value for each objective, as the user counts it; NaN where it has none, which makes the trial fail.</summary>
    public required double[] Values { get; init; }

    /// <summary>Why a value is NaN.</summary>
    public string? Error { get; init; }

    /// <summary>For each constraint how far it is broken; 0 or less is kept.</summary>
    public double[] Constraints { get; init; } = [];

    /// <summary>Further facts by name, each as a JSON value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];
}

/// <summary>A trial while it runs.</summary>
public sealed class TrialRun
{
    private readonly TrialsSeen _seen;
    private readonly IPruner? _pruner;
    private List<TrialStep>? _steps;
    private int _step;

    internal TrialRun(ParameterSet parameters, double[] point, TrialsSeen seen, IPruner? pruner)
    {
        (Parameters, Point) = (parameters, point);
        (_seen, _pruner) = (seen, pruner);
    }

    /// <summary>The trial's number.</summary>
    public int Number => _seen.Number;

    /// <summary>All parameters, fixed ones too.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The point in the search space.</summary>
    public double[] Point { get; }

    /// <summary>Whether it was told to stop.</summary>
    public bool IsStopped { get; private set; }

    internal IReadOnlyList<TrialStep> Steps => _steps ?? (IReadOnlyList<TrialStep>)[];

    /// <summary>Reports the next step's values, one for each objective; true where the trial should stop here.</summary>
    public bool Report(params double[] values)
    {
        _steps ??= [];
        _steps.Add(new TrialStep(++_step, WithoutSignOfZero(values)));
        return IsStopped = _pruner?.ShouldStop(_seen, _steps) == true;
    }

    /// <summary>Reports the last step's values, after which there is nothing left to stop.</summary>
    public void Note(params double[] values)
    {
        _steps ??= [];
        _steps.Add(new TrialStep(++_step, WithoutSignOfZero(values)));
    }

    /// <summary>Passes over a step that there is nothing to say about yet, such as a segment that lies in the strategy's warm-up.</summary>
    public void Skip() => _step++;

    // SQLite keeps a whole number that stands in a column of numbers as an integer, and so no -0. What some stores cannot keep no trial may have.
    internal static double[] WithoutSignOfZero(double[] values) => Array.Exists(values, v => v == 0 && double.IsNegative(v)) ? [.. values.Select(v => v == 0 ? 0 : v)] : values;
}
