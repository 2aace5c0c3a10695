namespace PeakTrade.Reports;

/// <summary>A searched parameter as charts draw it: an axis, and a number for each trial.</summary>
internal sealed class SearchedColumn
{
    private readonly List<string> _choices = [];
    private readonly bool _isNumber;
    private readonly Dictionary<StudyTrial, double> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>A parameter over the trials; what the study does not say of it is read from its values.</summary>
    public SearchedColumn(StudyParameter parameter, IReadOnlyList<StudyTrial> trials, bool logKnown)
    {
        Name = parameter.Name;
        var raw = trials.Select(t => (Trial: t, Value: Raw(t))).ToList();
        var values = raw.Select(r => r.Value).OfType<object>().ToList();
        _isNumber = parameter.Choices.Count == 0 && values.TrueForAll(v => NumberIn(v) is not null);
        if (!_isNumber)
        {
            _choices.AddRange(parameter.Choices.Concat(values).Select(NumberText.OfValue).Distinct(StringComparer.Ordinal));
            foreach (var (trial, value) in raw) _numbers[trial] = Read(value);
            Axis = new Axis(Name, new BandScale(_choices));
            return;
        }

        foreach (var (trial, value) in raw) _numbers[trial] = Read(value);
        var numbers = values.Select(v => NumberIn(v)!.Value).Where(double.IsFinite).ToArray();
        Array.Sort(numbers);
        // A point that was put into the queue may lie outside of what was searched.
        double[] ends = [.. new[] { parameter.Low, parameter.High }.OfType<double>().Concat(numbers.Length > 0 ? [numbers[0], numbers[^1]] : [])];
        var (low, high) = ends.Length > 0 ? (ends.Min(), ends.Max()) : (0, 1);
        IsLog = low > 0 && (logKnown ? parameter.Log : LooksLogarithmic(numbers));
        var whole = values.Count > 0 && values.TrueForAll(v => v is not (double or float or decimal));
        Axis = new Axis(IsLog ? $"{Name} (logarithmic)" : Name, IsLog ? new LogScale(low, high, 0.03) : new LinearScale(low, high, 0.03, whole && high - low < 1e9));
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>What it is drawn on.</summary>
    public Axis Axis { get; }

    /// <summary>Whether ratios count.</summary>
    public bool IsLog { get; }

    /// <summary>Whether it is one of a list.</summary>
    public bool IsChoice => !_isNumber;

    /// <summary>A trial's value as a number: a choice is its place in the list; NaN where the trial has none.</summary>
    public double NumberOf(StudyTrial trial) => _numbers.TryGetValue(trial, out var number) ? number : Read(Raw(trial));

    /// <summary>Where a trial is drawn: trials of one choice lie in a strip, spread by the golden ratio of their numbers, so that they do not hide each other.</summary>
    public double SpreadOf(StudyTrial trial) => NumberOf(trial) + (IsChoice ? (trial.Number * 0.6180339887498949 % 1 - 0.5) * 0.6 : 0);

    /// <summary>A trial's value as it is read.</summary>
    public string TextOf(StudyTrial trial) => NumberText.OfValue(Raw(trial));

    /// <summary>
    /// The searched parameters of a study. Where it does not name them they are those whose values differ; where none differs, all.
    /// </summary>
    public static IReadOnlyList<SearchedColumn> Of(ParameterStudy study, IReadOnlyList<StudyTrial> trials)
    {
        if (study.Searched.Count > 0) return [.. study.Searched.Select(p => new SearchedColumn(p, trials, logKnown: true))];
        var first = new Dictionary<string, object>(StringComparer.Ordinal);
        var names = new List<string>();
        var differ = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in trials.SelectMany(t => t.Parameters))
        {
            if (first.TryAdd(name, value)) names.Add(name);
            else if (!Equals(first[name], value)) differ.Add(name);
        }

        return [.. names.Where(name => differ.Count == 0 || differ.Contains(name)).Select(name => new SearchedColumn(new StudyParameter { Name = name }, trials, logKnown: false))];
    }

    private double Read(object? raw) => raw switch
    {
        null => double.NaN,
        var value when _isNumber => NumberIn(value) ?? double.NaN,
        var value => _choices.IndexOf(NumberText.OfValue(value)) is var at && at >= 0 ? at : double.NaN,
    };

    private object? Raw(StudyTrial trial) => trial.Parameters.TryGetValue(Name, out var value) ? value : null;

    private static double? NumberIn(object value) => value switch { double n => n, long n => n, int n => n, float n => n, decimal n => (double)n, _ => null };

    // Values drawn evenly by their logarithm over two decades or more crowd below the middle, and halve at the geometric middle.
    private static bool LooksLogarithmic(double[] sorted)
    {
        if (sorted.Length < 8 || !(sorted[0] > 0) || sorted[^1] / sorted[0] < 100) return false;
        var (middle, geometric) = ((sorted[0] + sorted[^1]) / 2, Math.Sqrt(sorted[0]) * Math.Sqrt(sorted[^1]));
        var below = sorted.Count(v => v < middle) / (double)sorted.Length;
        return below > 0.75 && sorted.Count(v => v < geometric) / (double)sorted.Length < 0.8;
    }
}
