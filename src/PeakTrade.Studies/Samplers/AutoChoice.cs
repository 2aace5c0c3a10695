namespace PeakTrade.Studies;

/// <summary>
/// Which sampler a study takes where the user names none, and why. Chosen by measurement on smooth, crooked, mixed and noisy test functions: a Gaussian process is far ahead while trials are few, and its time a trial grows;
/// beyond, CMA-ES is the best where most is numbers, TPE where choices decide, and NSGA-II for fronts.
/// </summary>
internal static class AutoChoice
{
    // A Gaussian process asks some hundredths of a second for a trial by then; CMA-ES and TPE catch up.
    private const int FewTrials = 300;
    private const int FewDimensions = 60;

    // Beyond: a normal law over all numbers gains more than densities of single choices do, unless choices are this share of the parameters.
    private const double ManyChoices = 1.0 / 3;

    /// <summary>The name and the reason.</summary>
    public static (string Name, string Reason) Of(SamplerSetup setup)
    {
        var (space, trials) = (setup.Space, setup.TrialCount);
        var searched = space.Where(d => d.Count > 1).ToList();
        var choices = searched.Count(d => d.Kind == DimensionKind.Categorical);
        var few = trials <= FewTrials && searched.Count <= FewDimensions;
        if (setup.Directions.Count > 1)
        {
            return few
                ? ("gp", $"there are {setup.Directions.Count} objectives and only {trials} trials, and a Gaussian process learns most from few")
                : ("nsga2", $"there are {setup.Directions.Count} objectives, and {trials} trials are enough for generations of them");
        }

        if (space.PointCount <= trials) return ("grid", $"there are only {space.PointCount} points, and {trials} trials can try them all");
        if (few) return ("gp", $"with {trials} trials of {Words(searched.Count)} a Gaussian process learns most from each");
        if (choices >= ManyChoices * searched.Count) return ("tpe", $"{choices} of {Words(searched.Count)} {(choices == 1 ? "is a choice" : "are choices")}, and {trials} trials are more than a Gaussian process is good for");
        return ("cmaes", $"{(choices == 0 ? "all" : "most")} parameters are numbers, and {trials} trials of {Words(searched.Count)} are enough for CMA-ES to learn the shape");
    }

    private static string Words(int dimensions) => dimensions == 1 ? "one parameter" : $"{dimensions} parameters";
}
