namespace PeakTrade.Reports;

/// <summary>A study as its page shows it: columns worked out once, and which of the trials are drawn.</summary>
internal sealed class StudyView
{
    // How many values the page may hold for its charts: a study of any size stays within a megabyte.
    private const int ValuesDrawn = 13_000;

    /// <summary>The view of a study.</summary>
    public StudyView(ParameterStudy study)
    {
        Study = study;
        Trials = study.GetTrials();
        Objectives = [.. Enumerable.Range(0, study.Objectives.Count).Select(i => new Objective(study, i, Trials))];
        Columns = SearchedColumn.Of(study, Trials);
        Complete = [.. Trials.Where(t => t.State == TrialState.Complete)];
        Feasible = [.. Complete.Where(t => t.IsFeasible)];
        Best = BestFirst();
        Drawn = ChooseDrawn();
    }

    public ParameterStudy Study { get; }

    public IReadOnlyList<StudyTrial> Trials { get; }

    public IReadOnlyList<Objective> Objectives { get; }

    public IReadOnlyList<SearchedColumn> Columns { get; }

    /// <summary>The trials that have their values.</summary>
    public IReadOnlyList<StudyTrial> Complete { get; }

    /// <summary>Those of them that keep the constraints.</summary>
    public IReadOnlyList<StudyTrial> Feasible { get; }

    /// <summary>The complete trials, the best first: those that keep the constraints, of several objectives those of the front, then by the first objective.</summary>
    public IReadOnlyList<StudyTrial> Best { get; }

    /// <summary>The trials that charts draw.</summary>
    public IReadOnlyList<StudyTrial> Drawn { get; }

    /// <summary>The complete ones of the drawn.</summary>
    public IEnumerable<StudyTrial> DrawnComplete => Drawn.Where(t => t.State == TrialState.Complete);

    /// <summary>The searched parameters, the most important first where that is known.</summary>
    public IReadOnlyList<SearchedColumn> ByImportance
    {
        get
        {
            var rank = Study.Importances.Select(i => i.Parameter).ToList();
            return [.. Columns.OrderBy(c => rank.IndexOf(c.Name) is var at && at < 0 ? int.MaxValue : at)];
        }
    }

    /// <summary>What the charts leave out, in a sentence; empty where they leave out nothing.</summary>
    public string Omitted => Drawn.Count == Trials.Count ? "" : $" Drawn are {NumberText.Count(Drawn.Count, "trial")} of {NumberText.Count(Trials.Count)}: the best, the extremes, and an even spread of the others.";

    /// <summary>What lies beyond an objective's axis, in a sentence.</summary>
    public static string Beyond(Objective objective) => objective.Beyond == 0 ? "" : $" {NumberText.Count(objective.Beyond, "trial")} far worse than the others {(objective.Beyond == 1 ? "is" : "are")} drawn at the edge.";

    /// <summary>A trial's values and parameters for charts of many trials: the best trial as a mark of its own.</summary>
    public IReadOnlyList<Layer> BestMark(Func<StudyTrial, double> x, Func<StudyTrial, double> y) =>
        Study.BestTrial is not { } best ? [] : [new Dots("best", [new Mark(best.Number, x(best), y(best))], _ => $"Best: trial {best.Number}")];

    private IReadOnlyList<StudyTrial> BestFirst()
    {
        var front = Study.ParetoFront.Select(t => t.Number).ToHashSet();
        var ordered = Complete.OrderBy(t => t.IsFeasible ? 0 : 1).ThenBy(t => Objectives.Count > 1 && front.Contains(t.Number) ? 0 : 1);
        if (Objectives.Count == 0) return [.. ordered];
        var first = Objectives[0];
        return [.. ordered.ThenBy(first.ValueOf, Comparer<double>.Create((a, b) => first.IsBetter(a, b) ? -1 : first.IsBetter(b, a) ? 1 : 0)).ThenBy(t => t.Number)];
    }

    private IReadOnlyList<StudyTrial> ChooseDrawn()
    {
        var budget = Math.Clamp(ValuesDrawn / (2 + Columns.Count + SliceSection.MostOfFurther * Math.Max(0, Objectives.Count - 1)), 250, 1500);
        if (Trials.Count <= budget) return Trials;
        var keep = new HashSet<StudyTrial>(ReferenceEqualityComparer.Instance);
        keep.UnionWith(Best.Take(50));
        foreach (var objective in Objectives) keep.UnionWith(objective.Improvements(Feasible).TakeLast(budget / 4));
        foreach (var column in Columns)
        {
            if (Complete.Count == 0 || column.IsChoice) continue;
            keep.Add(Complete.MinBy(column.NumberOf)!);
            keep.Add(Complete.MaxBy(column.NumberOf)!);
        }

        var everyNth = Math.Max(1, Study.ParetoFront.Count * 3 / budget);
        var front = Study.ParetoFront.Where((_, i) => i % everyNth == 0).Select(t => t.Number).Append(Study.BestTrial?.Number ?? -1).ToHashSet();
        var values = Objectives.Count > 0 ? Trials.Select(Objectives[0].ValueOf).ToArray() : [.. Trials.Select(_ => double.NaN)];
        return [.. Thinning.Pick(values, Enumerable.Range(0, Trials.Count).Where(i => keep.Contains(Trials[i]) || front.Contains(Trials[i].Number)), budget).Select(i => Trials[i])];
    }
}
