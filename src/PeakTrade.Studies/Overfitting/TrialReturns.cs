namespace PeakTrade.Studies;

/// <summary>The bar returns of a complete trial.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Blocks">Its returns in short.</param>
public sealed record TrialReturns(int Trial, ReturnBlocks Blocks)
{
    /// <summary>The name of the trial's attribute that holds the blocks.</summary>
    public const string Attribute = "return_blocks";

    /// <summary>The returns that a trial keeps; null where it keeps none, or those of another trial whose answer it repeats.</summary>
    public static TrialReturns? Of(Trial trial)
    {
        if (trial.State != TrialState.Complete || trial.SameAs is not null) return null;
        foreach (var (name, value) in trial.Attributes)
        {
            if (name == Attribute && ReturnBlocks.FromJson(value) is { } blocks) return new(trial.Number, blocks);
        }

        return null;
    }
}
