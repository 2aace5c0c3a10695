using System.Runtime.InteropServices;

namespace PeakTrade.Studies;

/// <summary>Consecutive bars.</summary>
/// <param name="From">The first bar.</param>
/// <param name="To">The bar after the last.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BarSpan(int From, int To)
{
    /// <summary>How many bars.</summary>
    public int Count => To - From;
}

/// <summary>A training window and the test window that follows it.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Train">The bars from the first to the last that training uses, purged ones cut off.</param>
/// <param name="Test">The bars of the test.</param>
/// <param name="TrainParts">The bars that training uses: the training window without what an embargo holds back; one part where there is no embargo.</param>
public sealed record WalkForwardWindow(int Number, BarSpan Train, BarSpan Test, IReadOnlyList<BarSpan> TrainParts)
{
    /// <summary>How many bars training uses.</summary>
    public int TrainBars => TrainParts.Sum(p => p.Count);
}
