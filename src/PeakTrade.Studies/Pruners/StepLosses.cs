namespace PeakTrade.Studies;

/// <summary>Steps turned so that less is better.</summary>
internal static class StepLosses
{
    /// <summary>What was lost at a step: infinity where there is no number.</summary>
    public static void LossesOf(this TrialsSeen seen, in TrialStep step, Span<double> losses)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var value = i < step.Values.Length ? seen.Turned(step.Values[i], i) : double.NaN;
            losses[i] = double.IsNaN(value) ? double.PositiveInfinity : value;
        }
    }

    /// <summary>The least that was lost at any of these steps, each objective by itself.</summary>
    public static void BestLossesOf(this TrialsSeen seen, IReadOnlyList<TrialStep> steps, int first, int end, Span<double> losses)
    {
        losses.Fill(double.PositiveInfinity);
        Span<double> at = stackalloc double[losses.Length];
        for (var s = first; s < end; s++)
        {
            seen.LossesOf(steps[s], at);
            for (var i = 0; i < losses.Length; i++) losses[i] = Math.Min(losses[i], at[i]);
        }
    }
}
