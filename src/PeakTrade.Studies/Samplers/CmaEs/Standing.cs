using System.Runtime.InteropServices;

namespace PeakTrade.Studies.CmaEs;

/// <summary>
/// How a finished trial ranks, the least first: those with a value that keep the constraints by their loss, those that break them by how much, pruned ones by their last step, failed ones. Of equals
/// the earlier is first.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Standing(int Class, double Amount, int Number)
{
    public static Standing Of(TrialsSeen seen, int number)
    {
        var trial = seen[number];
        var loss = seen.Loss(number);
        return trial.State switch
        {
            TrialState.Complete when !double.IsNaN(loss) => trial.IsFeasible ? new(0, loss, number) : new(1, trial.Violation, number),
            TrialState.Pruned when !double.IsNaN(loss) => new(2, loss, number),
            _ => new(3, 0, number),
        };
    }

    /// <summary>The order of two.</summary>
    public static int Compare(Standing one, Standing other)
    {
        var byClass = one.Class.CompareTo(other.Class);
        if (byClass != 0) return byClass;
        var byAmount = one.Amount.CompareTo(other.Amount);
        return byAmount != 0 ? byAmount : one.Number.CompareTo(other.Number);
    }
}
