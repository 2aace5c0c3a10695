namespace PeakTrade.Reports;

/// <summary>One objective of a study: its values, and the axis they are drawn on.</summary>
internal sealed class Objective
{
    // Where the worst is this many times as far from the best as nine tenths of the trials are, it would press all others into a line.
    private const double FarOut = 3;

    private readonly bool _maximize;

    /// <summary>The objective at a place of the study.</summary>
    public Objective(ParameterStudy study, int index, IReadOnlyList<StudyTrial> trials)
    {
        Index = index;
        Name = study.Objectives[index];
        _maximize = index < study.Directions.Count && study.Directions[index] == StudyDirection.Maximize;
        var complete = trials.Where(t => t.State == TrialState.Complete).Select(ValueOf).Where(double.IsFinite).ToArray();
        var shown = complete.Length > 0 ? complete : [.. trials.Select(ValueOf).Where(double.IsFinite)];
        HasValues = shown.Length > 0;
        Axis = new Axis($"{Name} ({(_maximize ? "more" : "less")} is better)", ScaleOf(shown, out var edge));
        Beyond = complete.Count(v => _maximize ? v < edge : v > edge) + trials.Count(t => t.State == TrialState.Complete && double.IsInfinity(ValueOf(t)));
    }

    /// <summary>Its place in the study.</summary>
    public int Index { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether any trial has a value of it.</summary>
    public bool HasValues { get; }

    /// <summary>What it is drawn on.</summary>
    public Axis Axis { get; }

    /// <summary>How many complete trials lie beyond the axis and are drawn at its edge.</summary>
    public int Beyond { get; }

    /// <summary>A trial's value: of one that was stopped on the way the last it reached; NaN where it has none.</summary>
    public double ValueOf(StudyTrial trial) =>
        trial.Values.Count > Index ? trial.Values[Index]
        : trial.Steps.Count > 0 && trial.Steps[^1].Values.Count > Index ? trial.Steps[^1].Values[Index]
        : double.NaN;

    /// <summary>How good a value is among the others, from 0 to 1; NaN where it is none.</summary>
    public double Goodness(double value) => _maximize ? Axis.Scale.Place(value) : 1 - Axis.Scale.Place(value);

    /// <summary>Whether one value is better than another; any number is better than none.</summary>
    public bool IsBetter(double one, double other) => !double.IsNaN(one) && (double.IsNaN(other) || (_maximize ? one > other : one < other));

    /// <summary>The trials that were the best when they came, of those that count.</summary>
    public IReadOnlyList<StudyTrial> Improvements(IEnumerable<StudyTrial> trials)
    {
        var best = double.NaN;
        var found = new List<StudyTrial>();
        foreach (var trial in trials)
        {
            if (!IsBetter(ValueOf(trial), best)) continue;
            best = ValueOf(trial);
            found.Add(trial);
        }

        return found;
    }

    // Logarithmic where the values span a thousandfold; cut off on the worse side where a few are far out; plain otherwise.
    private Scale ScaleOf(double[] values, out double edge)
    {
        edge = _maximize ? double.NegativeInfinity : double.PositiveInfinity;
        if (values.Length == 0) return new LinearScale(0, 1);
        Array.Sort(values);
        var (low, high) = (values[0], values[^1]);
        if (low > 0 && high / low >= 1000) return new LogScale(low, high, 0.03);

        var (best, most, worst) = _maximize ? (high, values[values.Length / 10], low) : (low, values[values.Length - 1 - values.Length / 10], high);
        var usual = Math.Abs(most / 2 - best / 2) * 2;
        if (usual > 0 && Math.Abs(worst / 2 - best / 2) * 2 > FarOut * usual)
        {
            edge = _maximize ? best - 1.3 * usual : best + 1.3 * usual;
            return _maximize ? new LinearScale(edge, high, 0.03) : new LinearScale(low, edge, 0.03);
        }

        return new LinearScale(low, high, 0.04);
    }
}
